-- The lives of this desk's log, and what is needed to go on after an old backup, a copy or a new key.

-- Whose log each epoch is: a machine may have been another desk before.
CREATE TABLE log_life (
  epoch       INTEGER NOT NULL PRIMARY KEY CHECK (epoch >= 1),
  desk_id     TEXT    NOT NULL,
  centre_id   TEXT    NOT NULL,
  -- Empty while it is written.
  sealed_seq  INTEGER CHECK (sealed_seq >= 0),
  sealed_hash TEXT
) STRICT;

INSERT INTO log_life (epoch, desk_id, centre_id) SELECT epoch, desk_id, centre_id FROM installation;

-- One row while the desk may only be read: why, since when, and what the manager said to do about it.
CREATE TABLE freeze (
  only_row     INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  reason       TEXT    NOT NULL CHECK (reason IN ('COPIED', 'RESTORED', 'CLONED', 'FORKED', 'FENCED', 'REVOKED')),
  since_ms     INTEGER NOT NULL,
  confirmed_by TEXT,
  code         TEXT,
  -- What the city said to the last try, in its own words.
  refused      TEXT
) STRICT;

-- The secret of the last greeting and the next one; the key asked for and not yet answered; marks outside.
CREATE TABLE identity_note (
  only_row    INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  token       TEXT,
  next_token  TEXT,
  public_key  TEXT,
  private_key TEXT,
  -- The signed certificate of the life to come, until everything is here that belongs before it.
  certificate TEXT,
  -- A mark was written beside the database: from now on its absence means something.
  marked      INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1))
) STRICT;

INSERT INTO identity_note (only_row) VALUES (1);

-- Entries of our own that the city has and this disk had lost, as they come in page by page.
CREATE TABLE log_fetched (
  epoch    INTEGER NOT NULL,
  seq      INTEGER NOT NULL,
  envelope TEXT    NOT NULL,
  salt     TEXT    NOT NULL,
  body     TEXT    NOT NULL,
  hash     TEXT    NOT NULL,
  PRIMARY KEY (epoch, seq)
) STRICT, WITHOUT ROWID;

-- Rows that made way for another continuation of the log, kept for good, and what became of each act.
CREATE TABLE journal_branch (
  epoch    INTEGER NOT NULL,
  seq      INTEGER NOT NULL,
  entry_id TEXT    NOT NULL,
  kind     TEXT    NOT NULL,
  case_id  TEXT,
  actor    TEXT    NOT NULL,
  wall_ms  INTEGER NOT NULL,
  envelope TEXT    NOT NULL,
  salt     TEXT    NOT NULL,
  body     TEXT    NOT NULL,
  hash     TEXT    NOT NULL,
  left_ms  INTEGER NOT NULL,
  -- READDED: in effect under the new log. KNOWN: the city had it. LEFT: a person has to look at it.
  fate     TEXT    NOT NULL CHECK (fate IN ('READDED', 'KNOWN', 'LEFT')),
  -- Numbers that had been given twice: old and new.
  renamed  TEXT,
  PRIMARY KEY (epoch, seq, hash)
) STRICT, WITHOUT ROWID;

DROP TRIGGER journal_is_never_removed;

CREATE TRIGGER journal_is_never_removed BEFORE DELETE ON journal
WHEN NOT EXISTS (
  SELECT 1 FROM journal_branch AS kept
  WHERE kept.epoch = OLD.epoch AND kept.seq = OLD.seq AND kept.hash = OLD.hash
    AND kept.envelope = OLD.envelope AND kept.body = OLD.body AND kept.salt = OLD.salt)
BEGIN
  SELECT RAISE (ABORT, 'a journal row is never removed');
END;

CREATE TRIGGER journal_branch_is_never_removed BEFORE DELETE ON journal_branch
BEGIN
  SELECT RAISE (ABORT, 'a row of a branch is never removed');
END;
