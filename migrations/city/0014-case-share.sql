-- Which centres are told of a case, from its first act on. `centre_id` is the home of the case.
CREATE TABLE case_share (
  centre_id text NOT NULL,
  case_id   text NOT NULL,
  told_to   text NOT NULL,
  PRIMARY KEY (centre_id, case_id, told_to)
);
