-- How far the city has confirmed this log, from verified answers only. The outbox is what lies above.
CREATE TABLE sync_position (
  epoch          INTEGER NOT NULL PRIMARY KEY,
  acked_seq      INTEGER NOT NULL DEFAULT 0,
  acked_hash     TEXT NOT NULL,
  durable_seq    INTEGER NOT NULL DEFAULT 0,
  applied_seq    INTEGER NOT NULL DEFAULT 0,
  prune_ok_seq   INTEGER NOT NULL DEFAULT 0,
  durable        INTEGER NOT NULL DEFAULT 0,
  city_epoch     INTEGER,
  last_ack       TEXT,
  last_ack_ms    INTEGER
) STRICT;

-- Entries the city holds or returned; one not named here below `applied_seq` is applied.
CREATE TABLE disposition (
  epoch    INTEGER NOT NULL,
  seq      INTEGER NOT NULL,
  state    TEXT NOT NULL,
  code     TEXT,
  detail   TEXT,
  told_ms  INTEGER NOT NULL,
  PRIMARY KEY (epoch, seq)
) STRICT, WITHOUT ROWID;

-- The line as last seen: for the status bar only, no decision is taken from it.
CREATE TABLE sync_link (
  only_row    INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
  link        TEXT NOT NULL,
  reason      TEXT,
  sent_seq    INTEGER NOT NULL DEFAULT 0,
  next_try_ms INTEGER,
  changed_ms  INTEGER NOT NULL
) STRICT;
