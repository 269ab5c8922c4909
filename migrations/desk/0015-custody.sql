-- Who has which original right now, and how it came there. Can be rebuilt from the journal. A thing may
-- belong to a case of another desk, so nothing here refers to the cases of this one.
ALTER TABLE material_item DROP COLUMN returned_on;

CREATE TABLE custody_thing (
  thing_id       TEXT    NOT NULL PRIMARY KEY,
  case_id        TEXT    NOT NULL,
  home           TEXT    NOT NULL,
  case_no        TEXT    NOT NULL,
  owners         TEXT    NOT NULL CHECK (json_valid(owners)),
  row_id         TEXT,
  name           TEXT    NOT NULL,
  form           TEXT    NOT NULL CHECK (form IN ('ORIGINAL', 'COPY', 'FORM', 'RESULT', 'FEE_RECEIPT')),
  custody_policy TEXT    NOT NULL,
  doc_number     TEXT,
  copies         INTEGER NOT NULL CHECK (copies >= 1),
  pages          INTEGER CHECK (pages >= 1),
  condition      TEXT    NOT NULL CHECK (condition IN ('GOOD', 'TORN', 'STAINED')),
  photo          TEXT,
  return_by      TEXT,
  bag_no         TEXT,
  shelf          TEXT,
  fee            TEXT    CHECK (fee IS NULL OR json_valid(fee)),
  holder         TEXT    NOT NULL CHECK (json_valid(holder)),
  holder_at      TEXT    NOT NULL CHECK (holder_at IN ('APPLICANT', 'COUNTER', 'OFFICER', 'COURIER', 'DEPARTMENT', 'FILED')),
  holder_key     TEXT    NOT NULL,
  since          TEXT    NOT NULL,
  tip            TEXT    NOT NULL,
  away           INTEGER NOT NULL CHECK (away IN (0, 1)),
  disputed       INTEGER NOT NULL CHECK (disputed IN (0, 1)),
  slip_id        TEXT,
  offer_id       TEXT,
  incident_id    TEXT,
  state          TEXT    NOT NULL,
  gone           INTEGER NOT NULL CHECK (gone IN (0, 1)),
  changed_at     INTEGER NOT NULL REFERENCES journal (position)
) STRICT;

CREATE INDEX custody_thing_in_hand ON custody_thing (holder_at, holder_key, since, thing_id) WHERE gone = 0;
CREATE INDEX custody_thing_by_since ON custody_thing (since, thing_id) WHERE gone = 0;
CREATE INDEX custody_thing_by_return ON custody_thing (return_by) WHERE gone = 0 AND return_by IS NOT NULL;
CREATE INDEX custody_thing_amiss ON custody_thing (since, thing_id) WHERE gone = 0 AND (disputed = 1 OR incident_id IS NOT NULL);
CREATE INDEX custody_thing_by_case ON custody_thing (case_id, row_id);
CREATE INDEX custody_thing_by_bag ON custody_thing (bag_no) WHERE bag_no IS NOT NULL;

CREATE TABLE custody_leg (
  thing_id    TEXT    NOT NULL REFERENCES custody_thing (thing_id),
  leg_id      TEXT    NOT NULL,
  base        TEXT,
  kind        TEXT    NOT NULL CHECK (kind IN ('TAKEN_IN', 'HANDOVER', 'ACCEPTED', 'KEPT', 'OVERRIDE')),
  from_holder TEXT    NOT NULL CHECK (json_valid(from_holder)),
  to_holder   TEXT    NOT NULL CHECK (json_valid(to_holder)),
  released_by TEXT    CHECK (released_by IS NULL OR json_valid(released_by)),
  received_by TEXT    CHECK (received_by IS NULL OR json_valid(received_by)),
  slip_id     TEXT,
  doc_no      TEXT,
  acted_on    TEXT    NOT NULL,
  at_ms       INTEGER NOT NULL,
  actor       TEXT    NOT NULL,
  place       TEXT    NOT NULL,
  remark      TEXT,
  changed_at  INTEGER NOT NULL REFERENCES journal (position),
  PRIMARY KEY (thing_id, leg_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE custody_offer (
  offer_id   TEXT    NOT NULL PRIMARY KEY,
  case_id    TEXT    NOT NULL,
  hash       TEXT    NOT NULL,
  own        INTEGER NOT NULL CHECK (own IN (0, 1)),
  state      TEXT    NOT NULL CHECK (state IN ('OPEN', 'ACCEPTED', 'WITHDRAWN', 'REFUSED')),
  offer      TEXT    NOT NULL CHECK (json_valid(offer)),
  changed_at INTEGER NOT NULL REFERENCES journal (position)
) STRICT;

CREATE INDEX custody_offer_open ON custody_offer (case_id) WHERE state = 'OPEN';

CREATE TABLE custody_incident (
  incident_id TEXT    NOT NULL PRIMARY KEY,
  case_id     TEXT    NOT NULL,
  kind        TEXT    NOT NULL CHECK (kind IN ('LOST', 'DAMAGED')),
  thing_ids   TEXT    NOT NULL CHECK (json_valid(thing_ids)),
  account     TEXT    NOT NULL,
  reporter    TEXT    NOT NULL,
  second      TEXT    NOT NULL,
  reported_on TEXT    NOT NULL,
  outcome     TEXT    CHECK (outcome IN ('FOUND', 'SETTLED', 'MADE_GOOD')),
  closing     TEXT,
  closed_on   TEXT,
  changed_at  INTEGER NOT NULL REFERENCES journal (position)
) STRICT;

CREATE INDEX custody_incident_open ON custody_incident (reported_on) WHERE outcome IS NULL;

CREATE TABLE custody_slip (
  slip_id    TEXT    NOT NULL PRIMARY KEY,
  doc_no     TEXT    NOT NULL UNIQUE,
  year       INTEGER NOT NULL,
  serial     INTEGER NOT NULL CHECK (serial >= 1),
  issued_on  TEXT    NOT NULL,
  changed_at INTEGER NOT NULL REFERENCES journal (position),
  UNIQUE (year, serial)
) STRICT;
