-- Days as the desks closed them. Whether the city counts the same is worked out at each question.
CREATE TABLE day_close (
  centre_id   text    NOT NULL,
  desk_id     text    NOT NULL,
  close_date  text    NOT NULL,
  nth         integer NOT NULL CHECK (nth >= 1),
  epoch       integer NOT NULL,
  after_seq   integer NOT NULL CHECK (after_seq >= 0),
  through_seq integer NOT NULL CHECK (through_seq >= after_seq),
  lines       jsonb   NOT NULL,
  returned    jsonb   NOT NULL,
  digest      text    NOT NULL,
  alone       boolean NOT NULL,
  closed_ms   bigint  NOT NULL,
  PRIMARY KEY (centre_id, desk_id, close_date, nth)
);

CREATE INDEX day_close_by_day ON day_close (centre_id, close_date);
CREATE INDEX day_close_by_log ON day_close (centre_id, desk_id, epoch, through_seq);
