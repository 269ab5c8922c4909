-- What clerks are typing and have not decided. Holds no act, so it is not in the journal.
CREATE TABLE draft (
  draft_id  TEXT NOT NULL PRIMARY KEY,
  owner     TEXT NOT NULL,
  step      TEXT NOT NULL,
  matter_id TEXT,
  applicant TEXT NOT NULL,
  body      TEXT NOT NULL CHECK (json_valid(body)),
  saved_ms  INTEGER NOT NULL,
  boot_id   TEXT NOT NULL
) STRICT;

CREATE INDEX draft_by_owner ON draft (owner, saved_ms);
