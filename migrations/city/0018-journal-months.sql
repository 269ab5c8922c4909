-- The journal by months, so that a table never grows without end (adr/0028). The month is that of the entry's own id
-- (UUIDv7 begins with its time): the id alone says where an entry lies, so that one unique key holds over all months.
-- Nothing is copied: what there was becomes the rest, beside which `journal_months` makes the months to come.
ALTER TABLE journal RENAME TO journal_rest;
ALTER TABLE journal_rest
  DROP CONSTRAINT journal_pkey,
  ALTER COLUMN entry_id TYPE text COLLATE "C",
  ADD CONSTRAINT journal_rest_pkey PRIMARY KEY (centre_id, desk_id, epoch, seq, entry_id);
ALTER INDEX journal_by_entry RENAME TO journal_rest_by_entry;
ALTER INDEX journal_by_day RENAME TO journal_rest_by_day;
ALTER INDEX journal_by_case RENAME TO journal_rest_by_case;
DROP POLICY named_centres ON journal_rest;
DROP POLICY all_centres ON journal_rest;
REVOKE ALL ON journal_rest FROM pingchuang_centre, pingchuang_city;

CREATE TABLE journal (LIKE journal_rest INCLUDING CONSTRAINTS) PARTITION BY RANGE (entry_id);
-- That a place of a log is taken once is kept by the row of its head, which every batch locks.
ALTER TABLE journal ADD CONSTRAINT journal_pkey PRIMARY KEY (centre_id, desk_id, epoch, seq, entry_id);
CREATE UNIQUE INDEX journal_by_entry ON journal (centre_id, entry_id) WHERE NOT repeated;
CREATE INDEX journal_by_day ON journal (centre_id, acted_on, kind);
CREATE INDEX journal_by_case ON journal (centre_id, case_id, epoch, seq) WHERE case_id IS NOT NULL;
ALTER TABLE journal ATTACH PARTITION journal_rest DEFAULT;
CREATE TRIGGER journal_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_change();
SELECT of_centres('journal', true);

-- Makes this month and those ahead where they are missing. A month of which the rest already holds entries
-- stays there: clocks of desks may be years off, and what came before the months is not moved.
CREATE FUNCTION journal_months(now_ms bigint, ahead integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  month timestamp;
  made integer := 0;
  low text;
  high text;
BEGIN
  -- As the migrations do: of two servers that look at once one waits.
  PERFORM pg_advisory_xact_lock(1346586711);
  FOR n IN 0..ahead LOOP
    month := date_trunc('month', to_timestamp(now_ms / 1000.0) AT TIME ZONE 'UTC') + make_interval(months => n);
    CONTINUE WHEN to_regclass('journal_' || to_char(month, 'YYYYMM')) IS NOT NULL;
    low := entry_id_from(month);
    high := entry_id_from(month + interval '1 month');
    CONTINUE WHEN EXISTS (SELECT FROM journal_rest WHERE entry_id >= low AND entry_id < high);
    EXECUTE format('CREATE TABLE %I PARTITION OF journal FOR VALUES FROM (%L) TO (%L)',
      'journal_' || to_char(month, 'YYYYMM'), low, high);
    EXECUTE format('CREATE TRIGGER journal_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_change()', 'journal_' || to_char(month, 'YYYYMM'));
    made := made + 1;
  END LOOP;
  RETURN made;
END
$$;

CREATE FUNCTION entry_id_from(month timestamp) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT substr(hex, 1, 8) || '-' || substr(hex, 9, 4)
  FROM lpad(to_hex((extract(epoch FROM month) * 1000)::bigint), 12, '0') AS hex
$$;
