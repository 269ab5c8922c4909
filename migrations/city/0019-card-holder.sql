-- Whom a card read at a centre names: number and name as hashes, so that the same number under another name is
-- noticed and nobody can be looked up here.
CREATE TABLE card_holder (
  centre_id   text   NOT NULL,
  number_hash text   NOT NULL,
  name_hash   text   NOT NULL,
  read_ms     bigint NOT NULL,
  PRIMARY KEY (centre_id, number_hash)
);

SELECT of_centres('card_holder');
