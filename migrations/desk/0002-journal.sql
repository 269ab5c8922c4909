-- Everything that happened at this desk, in the very bytes its hashes were taken over (sync.md C.3).
-- Frozen: later steps may add columns, never change or remove one.
CREATE TABLE journal (
  position INTEGER NOT NULL PRIMARY KEY,
  epoch    INTEGER NOT NULL,
  seq      INTEGER NOT NULL,
  entry_id TEXT NOT NULL UNIQUE,
  kind     TEXT NOT NULL,
  kind_v   INTEGER NOT NULL,
  case_id  TEXT,
  case_rev INTEGER,
  actor    TEXT NOT NULL,
  wall_ms  INTEGER NOT NULL,
  envelope TEXT NOT NULL,
  salt     TEXT NOT NULL,
  body     TEXT NOT NULL,
  hash     TEXT NOT NULL,
  UNIQUE (epoch, seq)
) STRICT;

CREATE INDEX journal_by_case ON journal (case_id, position) WHERE case_id IS NOT NULL;

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN
  SELECT RAISE (ABORT, 'a journal row is never changed');
END;

CREATE TRIGGER journal_is_never_removed BEFORE DELETE ON journal
BEGIN
  SELECT RAISE (ABORT, 'a journal row is never removed');
END;
