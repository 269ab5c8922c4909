-- 小萍帮办: who was helped in which way, and how far it has come. Can be rebuilt from the journal.
CREATE TABLE assist_order (
  order_id      TEXT    NOT NULL PRIMARY KEY,
  doc_no        TEXT    NOT NULL UNIQUE,
  year          INTEGER NOT NULL,
  serial        INTEGER NOT NULL CHECK (serial >= 1),
  case_id       TEXT    REFERENCES matter_case (case_id),
  mode          TEXT    NOT NULL,
  state         TEXT    NOT NULL,
  since         TEXT    NOT NULL,
  open          INTEGER NOT NULL CHECK (open IN (0, 1)),
  first         INTEGER NOT NULL CHECK (first IN (0, 1)),
  registered_on TEXT    NOT NULL,
  registered_ms INTEGER NOT NULL,
  clerk         TEXT    NOT NULL,
  officer_id    TEXT,
  registration  TEXT    NOT NULL CHECK (json_valid(registration)),
  sent          INTEGER NOT NULL CHECK (sent IN (0, 1)),
  pause_cause   TEXT,
  result        TEXT,
  calls         INTEGER NOT NULL CHECK (calls >= 0),
  changed_at    INTEGER NOT NULL REFERENCES journal (position),
  CHECK (mode <> 'DELEGATE' OR case_id IS NOT NULL),
  CHECK (open = (state NOT IN ('CLOSED', 'STOPPED', 'REFUSED')))
) STRICT;

CREATE INDEX assist_order_open ON assist_order (first DESC, registered_ms) WHERE open = 1;
CREATE INDEX assist_order_by_state ON assist_order (state, mode) WHERE open = 1;
CREATE INDEX assist_order_by_officer ON assist_order (officer_id) WHERE open = 1;
CREATE INDEX assist_order_by_case ON assist_order (case_id);
CREATE INDEX assist_order_by_year ON assist_order (year, serial);

CREATE TABLE assist_move (
  changed_at INTEGER NOT NULL PRIMARY KEY REFERENCES journal (position),
  order_id   TEXT    NOT NULL REFERENCES assist_order (order_id),
  act        TEXT    NOT NULL,
  from_state TEXT    NOT NULL,
  to_state   TEXT    NOT NULL,
  acted_on   TEXT    NOT NULL,
  at_ms      INTEGER NOT NULL,
  actor      TEXT    NOT NULL,
  place      TEXT    NOT NULL,
  move       TEXT    NOT NULL CHECK (json_valid(move))
) STRICT;

CREATE INDEX assist_move_by_order ON assist_move (order_id);

-- The letter D9 as it was signed: text, hash and ink are kept whole, since they are the evidence.
CREATE TABLE letter (
  letter_id   TEXT    NOT NULL PRIMARY KEY,
  order_id    TEXT    NOT NULL REFERENCES assist_order (order_id),
  case_id     TEXT    NOT NULL REFERENCES matter_case (case_id),
  letter_no   TEXT    NOT NULL UNIQUE,
  renews      TEXT    REFERENCES letter (letter_id),
  officer_id  TEXT    NOT NULL,
  valid_from  TEXT    NOT NULL,
  valid_to    TEXT    NOT NULL,
  terms       TEXT    NOT NULL CHECK (json_valid(terms)),
  text        TEXT    NOT NULL,
  text_sha256 TEXT    NOT NULL CHECK (length(text_sha256) = 43),
  signature   TEXT    NOT NULL CHECK (json_valid(signature)),
  accepted_by TEXT    NOT NULL,
  signed_on   TEXT    NOT NULL,
  signed_ms   INTEGER NOT NULL,
  ended_on    TEXT,
  ended_cause TEXT,
  ended_proof TEXT,
  changed_at  INTEGER NOT NULL REFERENCES journal (position),
  CHECK (valid_from <= valid_to),
  CHECK ((ended_on IS NULL) = (ended_cause IS NULL))
) STRICT;

CREATE INDEX letter_by_order ON letter (order_id, signed_ms);
CREATE INDEX letter_by_end ON letter (valid_to) WHERE ended_on IS NULL;

-- 专员登记备案.
CREATE TABLE officer (
  staff_id   TEXT    NOT NULL PRIMARY KEY REFERENCES staff (staff_id),
  filing_no  TEXT    NOT NULL,
  valid_to   TEXT    NOT NULL,
  officer    TEXT    NOT NULL CHECK (json_valid(officer)),
  changed_at INTEGER NOT NULL REFERENCES journal (position)
) STRICT;

CREATE TABLE training (
  training_id TEXT    NOT NULL PRIMARY KEY,
  held_on     TEXT    NOT NULL,
  title       TEXT    NOT NULL,
  hours       REAL    NOT NULL CHECK (hours > 0),
  staff_ids   TEXT    NOT NULL CHECK (json_valid(staff_ids)),
  changed_at  INTEGER NOT NULL REFERENCES journal (position)
) STRICT;

CREATE TABLE meeting (
  meeting_id TEXT    NOT NULL PRIMARY KEY,
  held_on    TEXT    NOT NULL,
  due        TEXT    NOT NULL,
  settled    INTEGER NOT NULL CHECK (settled IN (0, 1)),
  meeting    TEXT    NOT NULL CHECK (json_valid(meeting)),
  changed_at INTEGER NOT NULL REFERENCES journal (position)
) STRICT;

CREATE TABLE duty (
  on_day     TEXT    NOT NULL PRIMARY KEY,
  staff_ids  TEXT    NOT NULL CHECK (json_valid(staff_ids)),
  changed_at INTEGER NOT NULL REFERENCES journal (position)
) STRICT;

CREATE TABLE appointment (
  appointment_id TEXT    NOT NULL PRIMARY KEY,
  on_day         TEXT    NOT NULL,
  from_min       INTEGER NOT NULL CHECK (from_min >= 0),
  to_min         INTEGER NOT NULL CHECK (to_min > from_min),
  officer_id     TEXT    NOT NULL,
  status         TEXT    NOT NULL CHECK (status IN ('BOOKED', 'KEPT', 'MISSED', 'CANCELLED')),
  appointment    TEXT    NOT NULL CHECK (json_valid(appointment)),
  changed_at     INTEGER NOT NULL REFERENCES journal (position)
) STRICT;

CREATE INDEX appointment_by_day ON appointment (on_day, from_min);
CREATE INDEX appointment_by_officer ON appointment (officer_id, on_day);

-- 好差评: one visit, one rating. `grade` stays empty when nobody pressed.
CREATE TABLE rating (
  rating_id  TEXT    NOT NULL PRIMARY KEY,
  subject_id TEXT    NOT NULL,
  subject    TEXT    NOT NULL CHECK (json_valid(subject)),
  visit_on   TEXT    NOT NULL,
  staff_id   TEXT    NOT NULL,
  state      TEXT    NOT NULL,
  since      TEXT    NOT NULL,
  open       INTEGER NOT NULL CHECK (open IN (0, 1)),
  grade      INTEGER CHECK (grade BETWEEN 1 AND 5),
  rated_on   TEXT,
  rectified  INTEGER NOT NULL CHECK (rectified IN (0, 1)),
  appealed   INTEGER NOT NULL CHECK (appealed IN (0, 1)),
  changed_at INTEGER NOT NULL REFERENCES journal (position),
  UNIQUE (subject_id, visit_on),
  CHECK (state NOT IN ('INVITED', 'UNRATED') OR grade IS NULL),
  CHECK (state IN ('INVITED', 'UNRATED') OR grade IS NOT NULL)
) STRICT;

CREATE INDEX rating_open ON rating (rated_on) WHERE open = 1;
CREATE INDEX rating_by_day ON rating (visit_on);

CREATE TABLE rating_move (
  changed_at INTEGER NOT NULL PRIMARY KEY REFERENCES journal (position),
  rating_id  TEXT    NOT NULL REFERENCES rating (rating_id),
  act        TEXT    NOT NULL,
  from_state TEXT    NOT NULL,
  to_state   TEXT    NOT NULL,
  acted_on   TEXT    NOT NULL,
  actor      TEXT    NOT NULL,
  move       TEXT    NOT NULL CHECK (json_valid(move))
) STRICT;

CREATE INDEX rating_move_by_rating ON rating_move (rating_id);
