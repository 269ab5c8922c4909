-- How this desk may use its line, as the manager said: a note.
CREATE TABLE line_plan (
  only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  plan     TEXT    NOT NULL CHECK (json_valid(plan))
) STRICT;

-- What pictures weighed on the line, day by day, whatever was sent twice included: a note.
CREATE TABLE line_use (
  day           TEXT    NOT NULL PRIMARY KEY,
  picture_bytes INTEGER NOT NULL CHECK (picture_bytes >= 0)
) STRICT;
