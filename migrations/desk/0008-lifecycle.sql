-- What an item goes through after its decision: since when it stands where it stands, what it must be
-- acted on for next, and every step it took.
ALTER TABLE item_case ADD COLUMN since TEXT NOT NULL DEFAULT '';
ALTER TABLE item_case ADD COLUMN corrections INTEGER NOT NULL DEFAULT 0 CHECK (corrections >= 0);
ALTER TABLE item_case ADD COLUMN running INTEGER NOT NULL DEFAULT 1 CHECK (running IN (0, 1));
ALTER TABLE item_case ADD COLUMN next_due TEXT;

UPDATE item_case SET
  since = (SELECT received_on FROM matter_case WHERE matter_case.case_id = item_case.case_id),
  corrections = state = 'CORRECTION_PENDING',
  running = state NOT IN ('COMPLETED', 'ACCEPTANCE_REFUSED', 'NOT_REQUIRED'),
  next_due = CASE
    WHEN state = 'RECEIVED' THEN min(
      coalesce(json_extract(clocks, '$.noticeDue'), json_extract(clocks, '$.custodyDue')),
      coalesce(json_extract(clocks, '$.custodyDue'), json_extract(clocks, '$.noticeDue')))
    WHEN state IN ('ACCEPTED', 'ACCEPTED_WITH_DEFICIENCY')
      THEN coalesce(json_extract(clocks, '$.promisedDue'), json_extract(clocks, '$.statutoryDue'))
  END;

CREATE INDEX item_case_by_next_due ON item_case (next_due) WHERE running = 1;

ALTER TABLE material_item ADD COLUMN returned_on TEXT;

CREATE TABLE item_move (
  changed_at INTEGER NOT NULL PRIMARY KEY REFERENCES journal (position),
  case_id    TEXT    NOT NULL REFERENCES matter_case (case_id),
  item_no    TEXT    NOT NULL,
  act        TEXT    NOT NULL,
  from_state TEXT    NOT NULL,
  to_state   TEXT    NOT NULL,
  acted_on   TEXT    NOT NULL,
  at_ms      INTEGER NOT NULL,
  actor      TEXT    NOT NULL,
  place      TEXT    NOT NULL,
  organ      TEXT    NOT NULL CHECK (json_valid(organ)),
  move       TEXT    NOT NULL CHECK (json_valid(move))
) STRICT;

CREATE INDEX item_move_by_case ON item_move (case_id, item_no);

-- Under which calendar the ends were last worked out. A note of this desk, not made from the journal.
CREATE TABLE calendar_note (
  only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  sha256   TEXT    NOT NULL
) STRICT;
