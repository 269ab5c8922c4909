-- What the city asked of this desk, as its feed told it: a note. The last of each kind counts.
CREATE TABLE desk_command (
  entry_id TEXT    NOT NULL PRIMARY KEY,
  what     TEXT    NOT NULL CHECK (json_valid(what)),
  taken_ms INTEGER NOT NULL
) STRICT;
