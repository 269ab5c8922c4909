-- What the city publishes for all desks: catalogues and calendars. Told to a centre by a row in its feed with this
-- entry_id, when one of its desks next asks. A catalogue lies here packed, as text, and is fetched piece by piece.
CREATE TABLE publication (
  entry_id     text   NOT NULL PRIMARY KEY,
  kind         text   NOT NULL CHECK (kind IN ('CATALOGUE', 'CALENDAR')),
  name         text   NOT NULL CHECK (name <> ''),
  sha256       text   NOT NULL,
  body         text   NOT NULL,
  packed       text   CHECK ((packed IS NOT NULL) = (kind = 'CATALOGUE')),
  published_ms bigint NOT NULL,
  UNIQUE (kind, name)
);

GRANT SELECT ON publication TO pingchuang_centre;
GRANT SELECT, INSERT, UPDATE, DELETE ON publication TO pingchuang_city;
