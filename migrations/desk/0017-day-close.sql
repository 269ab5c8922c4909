-- Days this desk closed. Can be rebuilt from the journal; a close is never changed, a second one stands beside it.
CREATE TABLE day_close (
  close_date  TEXT    NOT NULL,
  nth         INTEGER NOT NULL CHECK (nth >= 1),
  epoch       INTEGER NOT NULL,
  after_seq   INTEGER NOT NULL CHECK (after_seq >= 0),
  through_seq INTEGER NOT NULL CHECK (through_seq >= after_seq),
  sum         TEXT    NOT NULL CHECK (json_valid(sum)),
  reasons     TEXT    NOT NULL CHECK (json_valid(reasons)),
  digest      TEXT    NOT NULL,
  counted_by  TEXT    NOT NULL,
  signed_by   TEXT    NOT NULL CHECK (signed_by <> counted_by),
  closed_ms   INTEGER NOT NULL,
  changed_at  INTEGER NOT NULL REFERENCES journal (position),
  PRIMARY KEY (close_date, nth)
) STRICT, WITHOUT ROWID;

CREATE INDEX day_close_by_log ON day_close (epoch, through_seq);

-- What the city last said of a closed day, from verified answers only; a note, asked for again when lost.
CREATE TABLE day_answer (
  close_date TEXT    NOT NULL,
  nth        INTEGER NOT NULL,
  answer     TEXT    NOT NULL CHECK (json_valid(answer)),
  state      TEXT    NOT NULL CHECK (state IN ('FINAL', 'WAITING', 'DIFFERENT')),
  told_ms    INTEGER NOT NULL,
  PRIMARY KEY (close_date, nth)
) STRICT, WITHOUT ROWID;

-- The city's clock less ours at the last greeting, in milliseconds.
ALTER TABLE sync_link ADD COLUMN skew_ms INTEGER;
