-- What 查一切 finds persons and papers by. Letters follow from the name and are filled in where they are missing.
CREATE TABLE party_letters (
  letters  TEXT NOT NULL CHECK (letters <> ''),
  party_id TEXT NOT NULL REFERENCES party (party_id),
  PRIMARY KEY (letters, party_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX party_letters_by_party ON party_letters (party_id);
CREATE INDEX party_by_number_tail ON party (substr(id_number, -4));
CREATE INDEX party_by_phone_tail ON party (substr(phone, -4));
CREATE INDEX matter_case_by_tail ON matter_case (substr(case_no, 18, 7));
