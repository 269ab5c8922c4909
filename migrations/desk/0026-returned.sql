-- A person looked at what came back and said what is to become of it: the entry that says so. Empty again when
-- the city sends it back once more.
ALTER TABLE disposition ADD COLUMN answered_seq INTEGER;
