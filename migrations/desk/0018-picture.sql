-- Pictures an act named. Can be rebuilt from the journal; the sealed files lie beside the database.
CREATE TABLE picture (
  picture_id   TEXT    NOT NULL PRIMARY KEY,
  of_case      TEXT,
  label        TEXT    NOT NULL,
  media_type   TEXT    NOT NULL,
  width        INTEGER NOT NULL CHECK (width >= 1),
  height       INTEGER NOT NULL CHECK (height >= 1),
  bytes        INTEGER NOT NULL CHECK (bytes >= 1),
  sealed_bytes INTEGER NOT NULL CHECK (sealed_bytes > bytes),
  key          TEXT    NOT NULL,
  salt         TEXT    NOT NULL,
  commitment   TEXT    NOT NULL,
  taken_by     TEXT    NOT NULL,
  taken_ms     INTEGER NOT NULL,
  changed_at   INTEGER NOT NULL REFERENCES journal (position)
) STRICT, WITHOUT ROWID;

CREATE INDEX picture_by_case ON picture (of_case, taken_ms) WHERE of_case IS NOT NULL;

-- What this desk knows of the sealed files: kept and not named yet, how far they are sent, whether they are
-- still here. A note of the desk; `taken` is what will be told when an act names the picture.
CREATE TABLE picture_file (
  picture_id  TEXT    NOT NULL PRIMARY KEY,
  taken       TEXT    NOT NULL CHECK (json_valid(taken)),
  kept_ms     INTEGER NOT NULL,
  sent_bytes  INTEGER NOT NULL CHECK (sent_bytes >= 0),
  upload      TEXT    NOT NULL CHECK (upload IN ('WAITING', 'VERIFIED', 'REFUSED')),
  said        TEXT,
  verified_ms INTEGER,
  file        TEXT    NOT NULL CHECK (file IN ('HERE', 'MISSING', 'DAMAGED', 'CLEARED'))
) STRICT, WITHOUT ROWID;

CREATE INDEX picture_file_waiting ON picture_file (kept_ms) WHERE upload = 'WAITING';
CREATE INDEX picture_file_amiss ON picture_file (kept_ms) WHERE file IN ('MISSING', 'DAMAGED') OR upload = 'REFUSED';

ALTER TABLE material_item ADD COLUMN pictures TEXT CHECK (pictures IS NULL OR json_valid(pictures));
CREATE INDEX journal_viewed ON journal (actor, wall_ms) WHERE kind = 'picture-viewed';
