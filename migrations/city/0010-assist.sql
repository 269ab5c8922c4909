-- 小萍帮办 as far as rules and figures need it. Names, numbers, texts and ink stay in the journal.
CREATE TABLE assist_order (
  centre_id     text NOT NULL,
  order_id      text NOT NULL,
  desk_id       text NOT NULL,
  case_id       text,
  mode          text NOT NULL,
  state         text NOT NULL,
  since         text NOT NULL,
  registered_on text NOT NULL,
  officer_id    text,
  first         boolean NOT NULL,
  collects      boolean NOT NULL,
  sent          boolean NOT NULL,
  PRIMARY KEY (centre_id, order_id)
);

CREATE INDEX assist_order_by_day ON assist_order (centre_id, registered_on, mode);

CREATE TABLE letter (
  centre_id      text NOT NULL,
  letter_id      text NOT NULL,
  order_id       text NOT NULL,
  letter_no      text NOT NULL,
  officer_id     text NOT NULL,
  valid_from     text NOT NULL,
  valid_to       text NOT NULL,
  acts           jsonb NOT NULL,
  sub_delegation boolean NOT NULL,
  ended_on       text,
  ended_cause    text,
  PRIMARY KEY (centre_id, letter_id),
  CHECK (valid_from <= valid_to)
);

CREATE INDEX letter_by_order ON letter (centre_id, order_id);

CREATE TABLE officer (
  centre_id text NOT NULL,
  staff_id  text NOT NULL,
  desk_id   text NOT NULL,
  filing_no text NOT NULL,
  officer   jsonb NOT NULL,
  PRIMARY KEY (centre_id, staff_id)
);

CREATE TABLE rating (
  centre_id  text NOT NULL,
  rating_id  text NOT NULL,
  desk_id    text NOT NULL,
  subject_id text NOT NULL,
  visit_on   text NOT NULL,
  staff_id   text NOT NULL,
  state      text NOT NULL,
  since      text NOT NULL,
  grade      integer CHECK (grade BETWEEN 1 AND 5),
  rated_on   text,
  rectified  boolean NOT NULL,
  appealed   boolean NOT NULL,
  PRIMARY KEY (centre_id, rating_id),
  UNIQUE (centre_id, subject_id, visit_on)
);
