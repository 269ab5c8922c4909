-- Desks that were revoked and whose machine goes on as this one: their cases are its own now.
ALTER TABLE desk ADD COLUMN in_place_of jsonb NOT NULL DEFAULT '[]';
