-- The order of every list of cases, newest first. Without it each list read and sorted all of them.
CREATE INDEX matter_case_by_received_ms ON matter_case (received_ms, case_no);
