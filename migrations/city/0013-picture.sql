-- Pictures the desks told of. The sealed files lie outside the database, under the hash of their own bytes.
CREATE TABLE picture (
  centre_id    text   NOT NULL,
  picture_id   text   NOT NULL,
  desk_id      text   NOT NULL,
  of_case      text,
  bytes        integer NOT NULL CHECK (bytes >= 1),
  sealed_bytes integer NOT NULL CHECK (sealed_bytes > bytes),
  key          text   NOT NULL,
  salt         text   NOT NULL,
  commitment   text   NOT NULL,
  taken_ms     bigint NOT NULL,
  PRIMARY KEY (centre_id, picture_id)
);

CREATE INDEX picture_by_case ON picture (centre_id, of_case) WHERE of_case IS NOT NULL;

-- How far each file has come: flushed up to `received_bytes`, and whether the whole of it was looked at.
CREATE TABLE picture_upload (
  centre_id      text    NOT NULL,
  picture_id     text    NOT NULL,
  received_bytes integer NOT NULL CHECK (received_bytes >= 0),
  state          text    NOT NULL CHECK (state IN ('PART', 'VERIFIED', 'REFUSED')),
  changed_ms     bigint  NOT NULL,
  PRIMARY KEY (centre_id, picture_id)
);
