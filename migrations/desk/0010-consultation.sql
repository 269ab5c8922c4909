-- What was asked at the counter, whether or not a case came of it. Can be rebuilt from the journal.
CREATE TABLE consultation (
  consultation_id   TEXT NOT NULL PRIMARY KEY,
  code              TEXT NOT NULL UNIQUE CHECK (length(code) = 8),
  doc_no            TEXT NOT NULL UNIQUE,
  number            INTEGER NOT NULL UNIQUE CHECK (number >= 1),
  year              INTEGER NOT NULL,
  serial            INTEGER NOT NULL CHECK (serial >= 1),
  logged_on         TEXT NOT NULL,
  logged_ms         INTEGER NOT NULL,
  clerk             TEXT NOT NULL,
  name              TEXT,
  phone             TEXT,
  matter_id         TEXT,
  matter_name       TEXT,
  question          TEXT,
  catalogue_version TEXT NOT NULL,
  answers           TEXT NOT NULL CHECK (json_valid(answers)),
  has               TEXT NOT NULL CHECK (json_valid(has)),
  changed_at        INTEGER NOT NULL REFERENCES journal (position),
  CHECK (matter_id IS NOT NULL OR question IS NOT NULL)
) STRICT;

CREATE INDEX consultation_by_day ON consultation (logged_on, matter_id);
CREATE INDEX consultation_by_year ON consultation (year, serial);
