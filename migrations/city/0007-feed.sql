-- What the city tells each centre, without a gap, and the offices of departments that act on its items.

-- The counter of a feed. Its row is locked by whoever adds, so numbers follow the order of the commits.
CREATE TABLE feed_head (
  centre_id text    NOT NULL PRIMARY KEY,
  seq       integer NOT NULL CHECK (seq >= 0),
  hash      text    NOT NULL
);

CREATE TABLE feed (
  centre_id text    NOT NULL,
  feed_seq  integer NOT NULL CHECK (feed_seq >= 1),
  entry_id  text    NOT NULL,
  kind      text    NOT NULL,
  kind_v    integer NOT NULL,
  case_id   text,
  body      text    NOT NULL,
  hash      text    NOT NULL,
  made_ms   bigint  NOT NULL,
  PRIMARY KEY (centre_id, feed_seq),
  UNIQUE (centre_id, entry_id)
);

CREATE INDEX feed_by_case ON feed (centre_id, case_id, feed_seq);

CREATE FUNCTION refuse_feed_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a feed entry is never changed or removed';
END
$$;

CREATE TRIGGER feed_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON feed
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_feed_change();

-- An office of a department: which items are its own by name, and in which area. Reference table, small.
-- Of its key only the hash is kept; the selector finds the row.
CREATE TABLE office (
  office_id  text   NOT NULL PRIMARY KEY,
  name       text   NOT NULL CHECK (name <> ''),
  area       text   NOT NULL CHECK (area ~ '^[0-9]{4}([0-9]{2}([0-9]{3})?)?$'),
  selector   text   NOT NULL UNIQUE,
  key_hash   text   NOT NULL,
  status     text   NOT NULL CHECK (status IN ('ACTIVE', 'REVOKED')),
  created_ms bigint NOT NULL
);

-- The same request sent again gets the same answer; with other content it is refused.
CREATE TABLE office_request (
  centre_id  text    NOT NULL,
  office_id  text    NOT NULL,
  request_id text    NOT NULL,
  digest     text    NOT NULL,
  feed_seq   integer NOT NULL,
  PRIMARY KEY (centre_id, office_id, request_id)
);

-- Who asked what of whom, and what was answered: ids and codes only. Never read on the way to an answer.
CREATE TABLE office_audit (
  audit_id  text   NOT NULL PRIMARY KEY,
  office_id text   NOT NULL,
  at_ms     bigint NOT NULL,
  what      text   NOT NULL,
  centre_id text,
  case_no   text,
  item_no   text,
  act       text,
  code      text   NOT NULL
);

CREATE INDEX office_audit_by_office ON office_audit (office_id, at_ms);

-- Whose item it is and who may decide it; how far the department has acted on it, how far the desk knows.
ALTER TABLE item_case ADD COLUMN dept_name text NOT NULL DEFAULT '';
ALTER TABLE item_case ADD COLUMN role text NOT NULL DEFAULT '';
ALTER TABLE item_case ADD COLUMN project_no text;
ALTER TABLE item_case ADD COLUMN acted_seq integer NOT NULL DEFAULT 0 CHECK (acted_seq >= 0);
ALTER TABLE item_case ADD COLUMN seen_seq integer NOT NULL DEFAULT 0 CHECK (seen_seq >= 0);

UPDATE item_case SET dept_name = told.item ->> 'deptName', role = told.item ->> 'role'
FROM (
  SELECT j.centre_id, j.case_id, jsonb_array_elements((j.body::jsonb) -> 'items') AS item
  FROM journal j WHERE j.kind = 'matter-received' AND NOT j.repeated AND j.case_id IS NOT NULL
) told
WHERE told.centre_id = item_case.centre_id AND told.case_id = item_case.case_id
  AND told.item ->> 'itemNo' = item_case.item_no;

CREATE INDEX item_case_by_project ON item_case (centre_id, project_no) WHERE project_no IS NOT NULL;
CREATE INDEX item_case_by_dept ON item_case (centre_id, dept_name, state);
