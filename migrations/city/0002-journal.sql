-- Every entry of every desk, byte for byte, and how the city disposed of it.

CREATE TABLE journal (
  centre_id   text    NOT NULL,
  desk_id     text    NOT NULL,
  epoch       integer NOT NULL,
  seq         integer NOT NULL CHECK (seq >= 1),
  entry_id    text    NOT NULL,
  kind        text    NOT NULL,
  kind_v      integer NOT NULL,
  case_id     text,
  acted_on    text    NOT NULL CHECK (acted_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  -- The same act once more (a new epoch after a restore): kept for the chain, without effect.
  repeated    boolean NOT NULL,
  envelope    text    NOT NULL,
  salt        text    NOT NULL,
  body        text    NOT NULL,
  hash        text    NOT NULL,
  received_ms bigint  NOT NULL,
  PRIMARY KEY (centre_id, desk_id, epoch, seq)
);

-- An act takes effect once, whatever log brings it.
CREATE UNIQUE INDEX journal_by_entry ON journal (centre_id, entry_id) WHERE NOT repeated;
CREATE INDEX journal_by_day ON journal (centre_id, acted_on, kind);

CREATE FUNCTION refuse_journal_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a journal row is never changed or removed';
END
$$;

CREATE TRIGGER journal_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_change();

-- How far each log has come; its row is the lock that keeps one desk's batches in order.
CREATE TABLE log_head (
  centre_id     text    NOT NULL,
  desk_id       text    NOT NULL,
  epoch         integer NOT NULL,
  received_seq  integer NOT NULL,
  received_hash text    NOT NULL,
  applied_seq   integer NOT NULL CHECK (applied_seq <= received_seq),
  received_ms   bigint  NOT NULL,
  PRIMARY KEY (centre_id, desk_id, epoch)
);

-- Only entries that were not simply applied.
CREATE TABLE disposition (
  centre_id   text    NOT NULL,
  desk_id     text    NOT NULL,
  epoch       integer NOT NULL,
  seq         integer NOT NULL,
  entry_id    text    NOT NULL,
  case_id     text,
  state       text    NOT NULL CHECK (state IN ('HELD_SCHEMA', 'HELD_INTERNAL', 'RETURNED_RULE')),
  code        text    NOT NULL,
  detail      text    NOT NULL,
  disposed_ms bigint  NOT NULL,
  PRIMARY KEY (centre_id, desk_id, epoch, seq)
);

CREATE INDEX disposition_by_case ON disposition (centre_id, case_id);
