-- Cases of other desks whose things came here or were offered here: to look at, not to work on. Can be
-- rebuilt from the journal.
CREATE TABLE told_case (
  case_id     TEXT    NOT NULL PRIMARY KEY,
  home        TEXT    NOT NULL,
  home_name   TEXT    NOT NULL,
  case_no     TEXT    NOT NULL,
  matter_name TEXT    NOT NULL,
  owners      TEXT    NOT NULL CHECK (json_valid(owners)),
  received_on TEXT    NOT NULL,
  items       TEXT    NOT NULL CHECK (json_valid(items)),
  rows        TEXT    NOT NULL CHECK (json_valid(rows)),
  errands     TEXT    NOT NULL CHECK (json_valid(errands)),
  letters     TEXT    NOT NULL CHECK (json_valid(letters)),
  changed_at  INTEGER NOT NULL REFERENCES journal (position)
) STRICT, WITHOUT ROWID;

