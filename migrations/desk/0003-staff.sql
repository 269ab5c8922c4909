-- The people of the desk. Can be rebuilt from the journal at any time.
CREATE TABLE staff (
  staff_id    TEXT NOT NULL PRIMARY KEY,
  number      INTEGER NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  role        TEXT NOT NULL,
  badge       TEXT NOT NULL,
  changed_at  INTEGER NOT NULL REFERENCES journal (position)
) STRICT;

-- PIN verifiers and the count of wrong tries stay at this desk: they are in no journal and never sent.
CREATE TABLE staff_pin (
  staff_id      TEXT NOT NULL PRIMARY KEY,
  pin_hash      TEXT NOT NULL,
  wrong         INTEGER NOT NULL DEFAULT 0,
  wait_until_ms INTEGER NOT NULL DEFAULT 0
) STRICT;
