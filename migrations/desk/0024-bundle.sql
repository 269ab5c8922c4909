-- What was written on a stick and not yet answered: a note of this desk, never sent.
CREATE TABLE bundle (
  bundle_id   TEXT    NOT NULL PRIMARY KEY,
  epoch       INTEGER NOT NULL CHECK (epoch >= 1),
  -- The entries on it go up to here: given out of hand, and not confirmed by that.
  through     INTEGER NOT NULL CHECK (through >= 0),
  entries     INTEGER NOT NULL CHECK (entries >= 0),
  pictures    INTEGER NOT NULL CHECK (pictures >= 0),
  bytes       INTEGER NOT NULL CHECK (bytes > 0),
  drive       TEXT    NOT NULL,
  written_ms  INTEGER NOT NULL,
  -- Opens the answer of the city and nothing else.
  public_key  TEXT    NOT NULL,
  private_key TEXT    NOT NULL,
  answered_ms INTEGER
) STRICT;

CREATE INDEX bundle_by_written ON bundle (written_ms);

-- What a stick is sealed to, as the city last said under its signature.
ALTER TABLE identity_note ADD COLUMN seal_key TEXT;
