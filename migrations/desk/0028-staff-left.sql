-- Who no longer works at the centre keeps the row, for what they did.
ALTER TABLE staff ADD COLUMN left_on TEXT;
