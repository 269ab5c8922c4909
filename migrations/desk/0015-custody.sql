-- Who has which original right now, and how it came there. Can be rebuilt from the journal. A thing may
-- belong to a case of another desk, so nothing here refers to the cases of this one.
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

-- What desks of before took in and gave back: the same things and legs that replaying their journal gives.
CREATE TEMP TABLE taken AS
WITH told AS (
  SELECT j.position, j.actor, j.case_id, row.key AS ordinal,
         json_extract(row.value, '$.rowId') AS row_id,
         coalesce(json_extract(j.body, '$.receivedOn'), json_extract(j.body, '$.on')) AS day,
         coalesce(json_extract(j.body, '$.receivedMs'), json_extract(j.body, '$.atMs')) AS at_ms
  FROM journal j, json_each(j.body, CASE j.kind WHEN 'matter-received' THEN '$.materials' ELSE '$.rows' END) row
  WHERE j.kind IN ('matter-received', 'material-judged')
    AND json_extract(row.value, '$.judgement.state') = 'SUPPLIED'
    AND json_extract(row.value, '$.judgement.taken') = 'ORIGINAL'
)
SELECT told.*, row_number() OVER (PARTITION BY case_id, row_id ORDER BY position, ordinal) AS n,
       (SELECT min(back.position) FROM journal back, json_each(back.body, '$.rowIds') which
        WHERE back.kind = 'originals-returned' AND back.case_id = told.case_id
          AND which.value = told.row_id AND back.position > told.position) AS back
FROM told;

CREATE TEMP TABLE owner AS
SELECT m.case_id, m.case_no, (
  SELECT json_group_array(name) FROM (
    SELECT trim(name) AS name, min(at) AS at FROM (
      SELECT json_extract(m.applicant, '$.name') AS name, 1 AS at
      UNION ALL SELECT json_extract(m.representative, '$.name'), 2
      UNION ALL SELECT json_extract(m.applicant, '$.legalRepresentative'), 3)
    WHERE trim(coalesce(name, '')) <> '' GROUP BY trim(name) ORDER BY at)
) AS names
FROM matter_case m;

INSERT INTO custody_thing (thing_id, case_id, home, case_no, owners, row_id, name, form, custody_policy, copies,
                           condition, holder, holder_at, holder_key, since, tip, away, disputed, state, gone, changed_at)
SELECT t.case_id || '/' || t.row_id || '/' || t.n, t.case_id, substr(f.value, 38, instr(substr(f.value, 38), ' ') - 1),
       o.case_no, o.names, t.row_id, m.name, CASE m.form WHEN 'FORM' THEN 'FORM' ELSE 'ORIGINAL' END,
       m.custody_policy, 1, 'GOOD',
       CASE WHEN b.position IS NULL
            THEN json_object('at', 'COUNTER', 'centreId', substr(f.value, 38, instr(substr(f.value, 38), ' ') - 1))
            ELSE json_object('at', 'APPLICANT', 'name', json_extract(b.body, '$.signedBy')) END,
       CASE WHEN b.position IS NULL THEN 'COUNTER' ELSE 'APPLICANT' END,
       CASE WHEN b.position IS NULL THEN substr(f.value, 38, instr(substr(f.value, 38), ' ') - 1) ELSE '' END,
       coalesce(json_extract(b.body, '$.on'), t.day),
       CASE WHEN b.position IS NULL THEN 'taken' ELSE 'returned:' || json_extract(b.body, '$.atMs') END,
       b.position IS NOT NULL, 0,
       CASE WHEN b.position IS NULL THEN 'AT_COUNTER' ELSE 'RETURNED' END,
       b.position IS NOT NULL, coalesce(b.position, t.position)
FROM taken t
JOIN owner o ON o.case_id = t.case_id
JOIN material_item m ON m.case_id = t.case_id AND m.row_id = t.row_id
JOIN desk_fact f ON f.name = 'opened'
LEFT JOIN journal b ON b.position = t.back;

INSERT INTO custody_leg (thing_id, leg_id, base, kind, from_holder, to_holder, acted_on, at_ms, actor, place, changed_at)
SELECT c.thing_id, 'taken', NULL, 'TAKEN_IN', json_object('at', 'APPLICANT', 'name', json_extract(c.owners, '$[0]')),
       json_object('at', 'COUNTER', 'centreId', c.home), t.day, t.at_ms, t.actor, '', t.position
FROM taken t JOIN custody_thing c ON c.thing_id = t.case_id || '/' || t.row_id || '/' || t.n;

INSERT INTO custody_leg (thing_id, leg_id, base, kind, from_holder, to_holder, received_by, doc_no, acted_on, at_ms,
                         actor, place, changed_at)
SELECT c.thing_id, c.tip, 'taken', 'HANDOVER', json_object('at', 'COUNTER', 'centreId', c.home), c.holder,
       json_object('how', 'SIGNATURE', 'name', json_extract(b.body, '$.signedBy')),
       json_extract(b.body, '$.papers[0].docNo'), json_extract(b.body, '$.on'), json_extract(b.body, '$.atMs'),
       b.actor, '', b.position
FROM taken t
JOIN custody_thing c ON c.thing_id = t.case_id || '/' || t.row_id || '/' || t.n
JOIN journal b ON b.position = t.back;

DROP TABLE taken;
DROP TABLE owner;
