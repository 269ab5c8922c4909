-- Which lines of a department's screen a clerk has entered so far. A note of the desk, not an act.
CREATE TABLE typing_mark (
  case_id    TEXT NOT NULL,
  profile_id TEXT NOT NULL,
  version    TEXT NOT NULL,
  n          INTEGER NOT NULL CHECK (n >= 1),
  mark       TEXT NOT NULL CHECK (mark IN ('ENTERED', 'SKIPPED')),
  PRIMARY KEY (case_id, profile_id, n)
) STRICT;

-- Cases typed once more into a department's system. Can be rebuilt from the journal.
CREATE TABLE typing_sheet (
  case_id    TEXT NOT NULL,
  profile_id TEXT NOT NULL,
  version    TEXT NOT NULL,
  done_on    TEXT NOT NULL,
  clerk      TEXT NOT NULL,
  lines      INTEGER NOT NULL CHECK (lines >= 1),
  skipped    INTEGER NOT NULL CHECK (skipped >= 0),
  characters INTEGER NOT NULL CHECK (characters >= 0),
  changed_at INTEGER NOT NULL REFERENCES journal (position),
  PRIMARY KEY (case_id, profile_id)
) STRICT;

CREATE INDEX typing_sheet_by_day ON typing_sheet (done_on);

-- Who took full values out of how many cases lately.
CREATE INDEX journal_revealed ON journal (actor, wall_ms) WHERE kind = 'value-revealed';
