-- Parties, matters, items, materials and papers as they stand now. Can be rebuilt from the journal.
CREATE TABLE desk_fact (
  name       TEXT NOT NULL PRIMARY KEY,
  value      TEXT NOT NULL,
  changed_at INTEGER NOT NULL REFERENCES journal (position)
) STRICT;

CREATE TABLE party (
  party_id   TEXT NOT NULL PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN ('PERSON', 'ORGANISATION')),
  name       TEXT NOT NULL,
  id_number  TEXT NOT NULL,
  birth_date TEXT,
  phone      TEXT,
  address    TEXT,
  seen_on    TEXT NOT NULL,
  changed_at INTEGER NOT NULL REFERENCES journal (position)
) STRICT;

CREATE INDEX party_by_id_number ON party (id_number);

CREATE TABLE matter_case (
  case_id           TEXT NOT NULL PRIMARY KEY,
  case_no           TEXT NOT NULL UNIQUE CHECK (length(case_no) = 25),
  matter_id         TEXT NOT NULL,
  matter_name       TEXT NOT NULL,
  lead_dept         TEXT NOT NULL,
  catalogue_version TEXT NOT NULL,
  party_id          TEXT NOT NULL REFERENCES party (party_id),
  applicant         TEXT NOT NULL CHECK (json_valid(applicant)),
  representative    TEXT NOT NULL CHECK (json_valid(representative)),
  answers           TEXT NOT NULL CHECK (json_valid(answers)),
  form              TEXT NOT NULL CHECK (json_valid(form)),
  received_on       TEXT NOT NULL,
  received_ms       INTEGER NOT NULL,
  clerk             TEXT NOT NULL,
  next_due          TEXT,
  open              INTEGER NOT NULL CHECK (open IN (0, 1)),
  decision          TEXT CHECK (decision IS NULL OR json_valid(decision)),
  changed_at        INTEGER NOT NULL REFERENCES journal (position)
) STRICT;

CREATE INDEX matter_case_by_party ON matter_case (party_id);
CREATE INDEX matter_case_by_received_on ON matter_case (received_on, matter_id);
CREATE INDEX matter_case_by_next_due ON matter_case (next_due) WHERE open = 1;

CREATE TABLE item_case (
  case_id       TEXT NOT NULL REFERENCES matter_case (case_id),
  item_no       TEXT NOT NULL,
  item_id       TEXT NOT NULL,
  name          TEXT NOT NULL,
  dept_name     TEXT NOT NULL,
  role          TEXT NOT NULL CHECK (role IN ('DECIDE', 'FIRST_REVIEW', 'COLLECT', 'ASSIST')),
  case_kind     TEXT NOT NULL CHECK (case_kind IN ('IMMEDIATE', 'PROMISED')),
  promised      TEXT CHECK (promised IS NULL OR json_valid(promised)),
  statutory     TEXT CHECK (statutory IS NULL OR json_valid(statutory)),
  state         TEXT NOT NULL,
  clocks        TEXT NOT NULL CHECK (json_valid(clocks)),
  changed_at    INTEGER NOT NULL REFERENCES journal (position),
  PRIMARY KEY (case_id, item_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE material_item (
  case_id        TEXT NOT NULL REFERENCES matter_case (case_id),
  row_id         TEXT NOT NULL,
  ordinal        INTEGER NOT NULL,
  material_id    TEXT NOT NULL,
  name           TEXT NOT NULL,
  copies         INTEGER NOT NULL,
  form           TEXT NOT NULL,
  custody_policy TEXT NOT NULL,
  necessity      TEXT NOT NULL,
  how_to_obtain  TEXT NOT NULL,
  used_by        TEXT NOT NULL CHECK (json_valid(used_by)),
  judgement      TEXT CHECK (judgement IS NULL OR json_valid(judgement)),
  changed_at     INTEGER NOT NULL REFERENCES journal (position),
  PRIMARY KEY (case_id, row_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE paper (
  paper_id   TEXT NOT NULL PRIMARY KEY,
  case_id    TEXT NOT NULL REFERENCES matter_case (case_id),
  kind       TEXT NOT NULL,
  doc_no     TEXT NOT NULL UNIQUE,
  item_nos   TEXT NOT NULL CHECK (json_valid(item_nos)),
  year       INTEGER NOT NULL,
  serial     INTEGER NOT NULL,
  issued_on  TEXT NOT NULL,
  printed    INTEGER NOT NULL,
  changed_at INTEGER NOT NULL REFERENCES journal (position),
  UNIQUE (kind, year, serial)
) STRICT;

CREATE INDEX paper_by_case ON paper (case_id);
