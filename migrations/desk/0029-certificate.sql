-- What the city said of our certificate, and the code of the city office by which it is renewed. One row.
CREATE TABLE certificate_note (
  only_row  INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  -- Since when the city refuses it for its age.
  over_ms   INTEGER,
  -- Given by the manager, until the city has answered.
  code      TEXT,
  -- What the city said to the last code, in its own words.
  refused   TEXT
) STRICT;

INSERT INTO certificate_note (only_row) VALUES (1);
