-- The life of one case in the order it was told: names of its items for a department, and the exchange records.
CREATE INDEX journal_by_case ON journal (centre_id, case_id, epoch, seq) WHERE case_id IS NOT NULL;
