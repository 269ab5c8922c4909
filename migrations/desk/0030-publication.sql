-- What the city published for every desk, as its feed told it: catalogues, whose text is fetched piece by piece, and
-- years of days off. A note of this desk: that a catalogue was adopted stands in the journal.
CREATE TABLE publication (
  entry_id       TEXT    NOT NULL PRIMARY KEY,
  kind           TEXT    NOT NULL CHECK (kind IN ('CATALOGUE', 'CALENDAR')),
  name           TEXT    NOT NULL,
  effective_from TEXT    NOT NULL,
  source         TEXT    NOT NULL,
  sha256         TEXT    NOT NULL,
  bytes          INTEGER NOT NULL,
  told_ms        INTEGER NOT NULL,
  -- WAITING: to be fetched. TAKEN: in use here. PASSED: something newer took its place. REFUSED: not sound.
  state          TEXT    NOT NULL CHECK (state IN ('WAITING', 'TAKEN', 'PASSED', 'REFUSED')),
  code           TEXT,
  detail         TEXT CHECK (detail IS NULL OR json_valid(detail)),
  fetched        BLOB    NOT NULL,
  working_days   TEXT CHECK (working_days IS NULL OR json_valid(working_days))
) STRICT;

CREATE INDEX publication_by_state ON publication (state);
