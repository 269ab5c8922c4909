-- The people of a centre who act at its desks, as the last entry about them said.
CREATE TABLE staff (
  centre_id text    NOT NULL,
  staff_id  text    NOT NULL,
  desk_id   text    NOT NULL,
  number    integer NOT NULL,
  name      text    NOT NULL,
  role      text    NOT NULL,
  badge     text    NOT NULL,
  PRIMARY KEY (centre_id, staff_id)
);
