-- What the city told this centre, in the very text its hash was taken over. A note of this desk: what it
-- means for a case here stands in the journal as `department-acted`.
CREATE TABLE feed_entry (
  entry_id TEXT    NOT NULL PRIMARY KEY,
  feed_seq INTEGER NOT NULL,
  kind     TEXT    NOT NULL,
  kind_v   INTEGER NOT NULL,
  case_id  TEXT,
  body     TEXT    NOT NULL,
  hash     TEXT    NOT NULL,
  made_ms  INTEGER NOT NULL,
  taken_ms INTEGER NOT NULL,
  -- TAKEN: in effect here. ELSEWHERE: about a case of another desk. UNKNOWN: kept for a newer program.
  state    TEXT    NOT NULL CHECK (state IN ('TAKEN', 'ELSEWHERE', 'UNKNOWN'))
) STRICT;

CREATE INDEX feed_entry_unknown ON feed_entry (feed_seq) WHERE state = 'UNKNOWN';

-- How far the feed was taken: number and hash, moved in the transaction of what was taken.
CREATE TABLE feed_cursor (
  only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  seq      INTEGER NOT NULL CHECK (seq >= 0),
  hash     TEXT    NOT NULL
) STRICT;

-- An own step that no longer fitted after a department's act of which the desk had not known.
ALTER TABLE item_move ADD COLUMN overtaken_at INTEGER REFERENCES journal (position);

-- Which entry issued a paper. With its act overtaken the paper counts no more; its number stays used.
ALTER TABLE paper ADD COLUMN issued_at INTEGER NOT NULL DEFAULT 0;

UPDATE paper SET issued_at = (
  SELECT journal.position FROM journal, json_each(journal.body, '$.papers') AS issued
  WHERE journal.case_id = paper.case_id AND json_extract(issued.value, '$.paperId') = paper.paper_id);

-- The result a department has ready for this counter, until it arrives or is handed over.
ALTER TABLE item_case ADD COLUMN pick_up TEXT;

CREATE INDEX item_case_by_pick_up ON item_case (since) WHERE pick_up IS NOT NULL;
