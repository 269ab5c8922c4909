-- What the city knows of each case. Can be rebuilt from the journal; names and numbers of the people
-- served stay in the journal's bodies and are repeated nowhere. The parts carry no foreign key to their
-- case: one statement writes all of them beside it, and the check of each row cost a third of a batch.

CREATE TABLE matter_case (
  centre_id   text   NOT NULL,
  case_id     text   NOT NULL,
  case_no     text   NOT NULL,
  desk_id     text   NOT NULL,
  matter_id   text   NOT NULL,
  received_on text   NOT NULL,
  choice      text,
  decided_on  text,
  changed_ms  bigint NOT NULL,
  PRIMARY KEY (centre_id, case_id),
  CONSTRAINT matter_case_by_no UNIQUE (centre_id, case_no)
);

CREATE TABLE item_case (
  centre_id     text NOT NULL,
  case_id       text NOT NULL,
  item_no       text NOT NULL,
  item_id       text NOT NULL,
  state         text NOT NULL,
  accepted_on   text,
  promised_due  text,
  statutory_due text,
  PRIMARY KEY (centre_id, case_id, item_no)
);

CREATE TABLE material_item (
  centre_id text NOT NULL,
  case_id   text NOT NULL,
  row_id    text NOT NULL,
  state     text NOT NULL,
  PRIMARY KEY (centre_id, case_id, row_id)
);

CREATE TABLE paper (
  centre_id text    NOT NULL,
  case_id   text    NOT NULL,
  paper_id  text    NOT NULL,
  kind      text    NOT NULL,
  doc_no    text    NOT NULL,
  printed   integer NOT NULL CHECK (printed >= 0),
  PRIMARY KEY (centre_id, case_id, paper_id)
);
