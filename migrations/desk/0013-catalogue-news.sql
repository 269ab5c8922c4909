-- Who signed a catalogue and who adopted it; empty for those that came with the program.
ALTER TABLE catalogue_version ADD COLUMN key_id TEXT;
ALTER TABLE catalogue_version ADD COLUMN adopted_by TEXT;

-- Up to which version a person has read what changed. A note of this desk, not made from the journal.
CREATE TABLE catalogue_seen (
  staff_id TEXT    NOT NULL PRIMARY KEY,
  version  TEXT    NOT NULL,
  seen_ms  INTEGER NOT NULL
) STRICT;
