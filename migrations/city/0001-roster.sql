-- Which city this is and who may speak to it. Reference tables: small, the same for every centre.

-- One row: the life of this database. A restored or a new database gets a higher epoch.
CREATE TABLE city_life (
  one        boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (one),
  city_id    text    NOT NULL,
  city_epoch integer NOT NULL CHECK (city_epoch >= 1),
  born_ms    bigint  NOT NULL,
  probed_ms  bigint  NOT NULL DEFAULT 0
);

CREATE TABLE centre (
  centre_id  text   NOT NULL PRIMARY KEY CHECK (centre_id ~ '^[0-9]{9}([0-9]{3})?$'),
  name       text   NOT NULL CHECK (name <> ''),
  changed_ms bigint NOT NULL
);

-- Desk parts are never given twice within a township: a paper with an old number stays unambiguous.
CREATE TABLE area (
  area        text    NOT NULL PRIMARY KEY CHECK (area ~ '^[0-9]{9}$'),
  desks_given integer NOT NULL CHECK (desks_given >= 1)
);

CREATE TABLE desk (
  centre_id         text    NOT NULL REFERENCES centre (centre_id),
  desk_id           text    NOT NULL UNIQUE,
  area              text    NOT NULL,
  desk_part         text    NOT NULL CHECK (desk_part ~ '^[0-9A-Z]{3}$'),
  public_key        text    NOT NULL,
  epoch             integer NOT NULL CHECK (epoch >= 1),
  status            text    NOT NULL CHECK (status IN ('ACTIVE', 'REVOKED')),
  catalogue_version text,
  enrolled_ms       bigint  NOT NULL,
  PRIMARY KEY (centre_id, desk_id),
  UNIQUE (area, desk_part)
);

-- A code is stored hashed. The selector (its first characters) says which code a wrong try was aimed at.
CREATE TABLE enrolment_code (
  centre_id  text    NOT NULL REFERENCES centre (centre_id),
  code_hash  text    NOT NULL,
  selector   text    NOT NULL UNIQUE,
  expires_ms bigint  NOT NULL,
  tries_left integer NOT NULL CHECK (tries_left >= 0),
  desk_id    text,
  PRIMARY KEY (centre_id, code_hash)
);
