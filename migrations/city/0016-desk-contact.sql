-- What each desk said of itself when it last greeted: the operator's view of the fleet.
CREATE TABLE desk_contact (
  centre_id    text   NOT NULL,
  desk_id      text   NOT NULL,
  seen_ms      bigint NOT NULL,
  -- Written there and not confirmed yet, and the time of the oldest of them by the desk's own clock.
  waiting      integer NOT NULL CHECK (waiting >= 0),
  oldest_ms    bigint,
  app_version  text,
  -- The desk's clock minus the city's.
  skew_ms      bigint NOT NULL,
  -- The last greeting that was refused, until one is answered again: forked, rolled back, a copy.
  refused_code text,
  PRIMARY KEY (centre_id, desk_id)
);
