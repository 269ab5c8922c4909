-- Every second body is longer than a row may be before PostgreSQL presses it, and its own way of pressing took a tenth
-- of the database's time for a batch (docs/bench.md, push). Where the server was built without LZ4, as PGlite is, what
-- is pressed stays pressed the old way. What lies there already is not written anew; the months to come follow `journal`.
DO $$
DECLARE
  part regclass;
BEGIN
  FOR part IN
    SELECT 'journal'::regclass
    UNION ALL SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'journal'::regclass
  LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN body SET COMPRESSION lz4', part);
  END LOOP;
EXCEPTION
  WHEN feature_not_supported THEN NULL;
END
$$;
