-- Whose number was never seen, so that a namesake can be found; and who was told apart from whom.
ALTER TABLE party ADD COLUMN pending INTEGER NOT NULL DEFAULT 0 CHECK (pending IN (0, 1));

UPDATE party SET pending = 1
WHERE (SELECT json_extract(applicant, '$.identityMethod') FROM matter_case
       WHERE matter_case.party_id = party.party_id ORDER BY changed_at DESC LIMIT 1) = 'PENDING';

CREATE INDEX party_by_name ON party (name, birth_date);

-- Each pair once, the smaller id first.
CREATE TABLE party_apart (
  party_id   TEXT NOT NULL REFERENCES party (party_id),
  other_id   TEXT NOT NULL REFERENCES party (party_id),
  changed_at INTEGER NOT NULL REFERENCES journal (position),
  PRIMARY KEY (party_id, other_id),
  CHECK (party_id < other_id)
) STRICT, WITHOUT ROWID;
