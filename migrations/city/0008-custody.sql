-- Who has which original, from what every desk told. Rows belong to the centre that took the thing in,
-- whichever centre has it now: that is what makes in − out = held a sum over one centre.
CREATE TABLE custody_thing (
  centre_id  text    NOT NULL,
  thing_id   text    NOT NULL,
  case_id    text    NOT NULL,
  row_id     text,
  -- NULL as long as only the later part of the way has come.
  holder_at  text,
  holder_key text,
  since      text,
  tip        text,
  away       boolean NOT NULL,
  disputed   boolean NOT NULL,
  state      text,
  gone       boolean NOT NULL,
  changed_ms bigint  NOT NULL,
  PRIMARY KEY (centre_id, thing_id)
);

CREATE INDEX custody_thing_by_case ON custody_thing (centre_id, case_id);
CREATE INDEX custody_thing_in_hand ON custody_thing (centre_id, holder_at, holder_key) WHERE NOT gone;
CREATE INDEX custody_thing_disputed ON custody_thing (centre_id) WHERE disputed;

-- Every leg any desk told, also the two of a dispute. `base` is the leg it follows. Holders are JSON without
-- the names of people: those stay in the journal.
CREATE TABLE custody_leg (
  centre_id   text NOT NULL,
  thing_id    text NOT NULL,
  leg_id      text NOT NULL,
  case_id     text NOT NULL,
  base        text,
  kind        text NOT NULL CHECK (kind IN ('TAKEN_IN', 'HANDOVER', 'ACCEPTED', 'KEPT', 'OVERRIDE')),
  from_holder text NOT NULL,
  to_holder   text NOT NULL,
  acted_on    text NOT NULL,
  -- Of an acceptance: it counts when the offer of this hash is known.
  offer_hash  text,
  desk_id     text NOT NULL,
  PRIMARY KEY (centre_id, thing_id, leg_id)
);

CREATE INDEX custody_leg_by_case ON custody_leg (centre_id, case_id);

CREATE TABLE custody_offer (
  centre_id text    NOT NULL,
  offer_id  text    NOT NULL,
  case_id   text    NOT NULL,
  hash      text    NOT NULL,
  withdrawn boolean NOT NULL,
  lines     text    NOT NULL,
  desk_id   text    NOT NULL,
  PRIMARY KEY (centre_id, offer_id)
);

CREATE INDEX custody_offer_by_case ON custody_offer (centre_id, case_id);

CREATE TABLE custody_incident (
  centre_id   text NOT NULL,
  incident_id text NOT NULL,
  case_id     text NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('LOST', 'DAMAGED')),
  thing_ids   text NOT NULL,
  reported_on text NOT NULL,
  outcome     text CHECK (outcome IN ('FOUND', 'SETTLED', 'MADE_GOOD')),
  PRIMARY KEY (centre_id, incident_id)
);

CREATE INDEX custody_incident_by_case ON custody_incident (centre_id, case_id);
