-- The lives of a log: who wrote it, under which key, and where it was sealed (sync.md C.8).

CREATE TABLE desk_epoch (
  centre_id   text    NOT NULL,
  desk_id     text    NOT NULL,
  epoch       integer NOT NULL CHECK (epoch >= 1),
  -- Every life has numbers of its own, so that no number is ever given twice (invariant 22).
  desk_part   text    NOT NULL CHECK (desk_part ~ '^[0-9A-Z]{3}$'),
  public_key  text    NOT NULL,
  reason      text    NOT NULL,
  opened_ms   bigint  NOT NULL,
  -- A log that has ended takes entries up to here and no further; empty while it is written.
  sealed_seq  integer CHECK (sealed_seq >= 0),
  sealed_hash text,
  CHECK ((sealed_seq IS NULL) = (sealed_hash IS NULL)),
  PRIMARY KEY (centre_id, desk_id, epoch)
);

INSERT INTO desk_epoch (centre_id, desk_id, epoch, desk_part, public_key, reason, opened_ms)
SELECT centre_id, desk_id, epoch, desk_part, public_key, 'ENROLLED', enrolled_ms FROM desk;

-- Two machines with one identity cannot both go on from the newest token.
CREATE TABLE desk_session (
  centre_id  text   NOT NULL,
  desk_id    text   NOT NULL,
  token_hash text   NOT NULL,
  issued_ms  bigint NOT NULL,
  PRIMARY KEY (centre_id, desk_id)
);

-- Requests of the last minutes; one that comes a second time is not believed (security.md 5.1).
CREATE TABLE request_seen (
  centre_id text   NOT NULL,
  desk_id   text   NOT NULL,
  nonce     text   NOT NULL,
  seen_ms   bigint NOT NULL,
  PRIMARY KEY (centre_id, desk_id, nonce)
);

CREATE INDEX request_seen_by_time ON request_seen (centre_id, desk_id, seen_ms);

ALTER TABLE desk ADD COLUMN profile integer NOT NULL DEFAULT 1 CHECK (profile IN (1, 2));
ALTER TABLE desk ADD COLUMN revoked_ms bigint;
-- How far the desk had written when it learnt that it was revoked: nothing above is taken.
ALTER TABLE desk ADD COLUMN revoked_seq integer CHECK (revoked_seq >= 0);
UPDATE desk SET revoked_ms = enrolled_ms WHERE status = 'REVOKED';

-- A code for a desk that begins anew instead of for a new desk.
ALTER TABLE enrolment_code ADD COLUMN for_desk text;

-- Beside received and applied: what survives a power cut, and what a checked copy elsewhere holds.
ALTER TABLE log_head ADD COLUMN durable_seq integer NOT NULL DEFAULT 0 CHECK (durable_seq >= 0);
ALTER TABLE log_head ADD COLUMN prune_ok_seq integer NOT NULL DEFAULT 0 CHECK (prune_ok_seq >= 0);
