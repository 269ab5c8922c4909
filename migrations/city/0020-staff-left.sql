-- Who no longer works at the centre, and since when.
ALTER TABLE staff ADD COLUMN left_on text;
