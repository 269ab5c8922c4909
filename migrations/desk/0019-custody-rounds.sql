-- Trips that were planned, counts that were made, and what was looked for in vain.
CREATE TABLE custody_round (
  round_id   TEXT    NOT NULL PRIMARY KEY,
  day        TEXT    NOT NULL,
  stops      TEXT    NOT NULL CHECK (json_valid(stops)),
  home       INTEGER NOT NULL CHECK (home IN (0, 1)),
  changed_at INTEGER NOT NULL REFERENCES journal (position)
) STRICT;

CREATE INDEX custody_round_away ON custody_round (day) WHERE home = 0;

CREATE TABLE custody_count (
  count_id   TEXT    NOT NULL PRIMARY KEY,
  round_id   TEXT,
  counted_on TEXT    NOT NULL,
  at_ms      INTEGER NOT NULL,
  actor      TEXT    NOT NULL,
  found      INTEGER NOT NULL CHECK (found >= 0),
  missing    TEXT    NOT NULL CHECK (json_valid(missing)),
  strange    TEXT    NOT NULL CHECK (json_valid(strange)),
  changed_at INTEGER NOT NULL REFERENCES journal (position)
) STRICT;

ALTER TABLE custody_thing ADD COLUMN missed_on TEXT;

DROP INDEX custody_thing_amiss;
CREATE INDEX custody_thing_amiss ON custody_thing (since, thing_id)
  WHERE gone = 0 AND (disputed = 1 OR incident_id IS NOT NULL OR missed_on IS NOT NULL);
CREATE INDEX custody_leg_by_position ON custody_leg (changed_at);
