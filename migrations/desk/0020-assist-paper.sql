-- Papers of 小萍帮办 by number, with how often each left the printer. Can be rebuilt from the journal.
CREATE TABLE assist_paper (
  doc_no     TEXT    NOT NULL,
  kind       TEXT    NOT NULL CHECK (kind IN ('D8', 'D9', 'D11', 'D8-VISIT')),
  order_id   TEXT    NOT NULL REFERENCES assist_order (order_id),
  year       INTEGER NOT NULL,
  serial     INTEGER NOT NULL CHECK (serial >= 1),
  issued_on  TEXT    NOT NULL,
  -- The letter of a D9, the act of a D11.
  letter_id  TEXT    REFERENCES letter (letter_id),
  moved_at   INTEGER REFERENCES assist_move (changed_at),
  printed    INTEGER NOT NULL CHECK (printed >= 0),
  changed_at INTEGER NOT NULL REFERENCES journal (position),
  PRIMARY KEY (doc_no, kind),
  CHECK ((kind = 'D9') = (letter_id IS NOT NULL)),
  CHECK ((kind = 'D11') = (moved_at IS NOT NULL))
) STRICT;

CREATE INDEX assist_paper_by_order ON assist_paper (order_id);
CREATE INDEX assist_paper_by_serial ON assist_paper (kind, year, serial);

INSERT INTO assist_paper (doc_no, kind, order_id, year, serial, issued_on, printed, changed_at)
SELECT o.doc_no, 'D8', o.order_id, o.year, o.serial, o.registered_on, 0, j.position
FROM journal AS j JOIN assist_order AS o ON o.order_id = json_extract(j.body, '$.orderId')
WHERE j.kind = 'assist-registered';

INSERT INTO assist_paper (doc_no, kind, order_id, year, serial, issued_on, printed, changed_at)
SELECT o.doc_no, 'D8-VISIT', o.order_id, o.year, o.serial, o.registered_on, 0, j.position
FROM journal AS j JOIN assist_order AS o ON o.order_id = json_extract(j.body, '$.orderId')
WHERE j.kind = 'assist-registered' AND o.mode = 'HOME_VISIT';

INSERT INTO assist_paper (doc_no, kind, order_id, year, serial, issued_on, letter_id, printed, changed_at)
SELECT l.letter_no, 'D9', l.order_id, CAST(substr(l.signed_on, 1, 4) AS INTEGER),
  CAST(substr(l.letter_no, -2) AS INTEGER), l.signed_on, l.letter_id, 0, j.position
FROM journal AS j JOIN letter AS l ON l.letter_id = json_extract(j.body, '$.letterId')
WHERE j.kind = 'letter-signed';
