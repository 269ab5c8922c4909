-- Who this desk is. Not rebuilt from the journal: it says whose journal it is.
CREATE TABLE installation (
  only_row      INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  desk_id       TEXT NOT NULL,
  epoch         INTEGER NOT NULL CHECK (epoch >= 1),
  centre_id     TEXT NOT NULL,
  centre_name   TEXT NOT NULL,
  desk_part     TEXT NOT NULL CHECK (length(desk_part) = 3),
  practice      INTEGER NOT NULL CHECK (practice IN (0, 1)),
  desk_key      TEXT NOT NULL,
  city_url      TEXT NOT NULL,
  city_id       TEXT NOT NULL,
  city_key      TEXT NOT NULL,
  certificate   TEXT NOT NULL
) STRICT;
