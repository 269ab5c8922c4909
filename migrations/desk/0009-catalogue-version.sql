-- Every catalogue the desk adopted, whole. Not rebuilt from the journal, which knows version and hash only.
CREATE TABLE catalogue_version (
  version        TEXT NOT NULL PRIMARY KEY CHECK (length(version) BETWEEN 1 AND 30),
  sha256         TEXT NOT NULL UNIQUE CHECK (length(sha256) = 43),
  effective_from TEXT NOT NULL CHECK (length(effective_from) = 10),
  source         TEXT NOT NULL,
  body           BLOB NOT NULL,
  adopted_ms     INTEGER NOT NULL,
  working_days   TEXT CHECK (working_days IS NULL OR json_valid(working_days)),
  regions        TEXT CHECK (regions IS NULL OR json_valid(regions))
) STRICT;
