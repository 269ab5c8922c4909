-- Who works at the desks of this centre, as the city last told it down the feed: a note, replaced whole.
CREATE TABLE roster_person (
  staff_id TEXT    NOT NULL PRIMARY KEY,
  desk_id  TEXT    NOT NULL,
  name     TEXT    NOT NULL,
  role     TEXT    NOT NULL,
  badge    TEXT    NOT NULL,
  off      INTEGER NOT NULL CHECK (off IN (0, 1)),
  version  INTEGER NOT NULL
) STRICT;
