-- That somebody asked at a counter, and about which matter. Names and telephones stay in the journal.
CREATE TABLE consultation (
  centre_id       text NOT NULL,
  consultation_id text NOT NULL,
  desk_id         text NOT NULL,
  code            text NOT NULL,
  matter_id       text,
  logged_on       text NOT NULL,
  PRIMARY KEY (centre_id, consultation_id)
);

CREATE INDEX consultation_by_day ON consultation (centre_id, logged_on, matter_id);
