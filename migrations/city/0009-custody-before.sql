-- What was taken in and given back before custody was told: the things and legs that applying the journal
-- again would give. Entries that wait or went back have no effect, here as before.
CREATE TEMP TABLE taken AS
SELECT told.*, row_number() OVER (PARTITION BY centre_id, case_id, row_id ORDER BY seq, ordinal) AS n
FROM (
  SELECT j.centre_id, j.case_id, j.desk_id, j.epoch, j.seq, part.ordinal, part.value ->> 'rowId' AS row_id,
         coalesce(j.body::jsonb ->> 'receivedOn', j.body::jsonb ->> 'on') AS day
  FROM journal j,
       jsonb_array_elements(coalesce(j.body::jsonb -> 'materials', j.body::jsonb -> 'rows'))
         WITH ORDINALITY AS part (value, ordinal)
  WHERE j.kind IN ('matter-received', 'material-judged') AND NOT j.repeated
    AND part.value -> 'judgement' ->> 'state' = 'SUPPLIED' AND part.value -> 'judgement' ->> 'taken' = 'ORIGINAL'
    AND NOT EXISTS (SELECT 1 FROM disposition d WHERE d.centre_id = j.centre_id AND d.desk_id = j.desk_id
                    AND d.epoch = j.epoch AND d.seq = j.seq)
) told;

CREATE TEMP TABLE given_back AS
SELECT DISTINCT ON (t.centre_id, t.case_id, t.row_id, t.n)
       t.centre_id, t.case_id, t.row_id, t.n, j.body::jsonb ->> 'on' AS day, 'returned:' || (j.body::jsonb ->> 'atMs') AS leg_id
FROM taken t
JOIN journal j ON j.centre_id = t.centre_id AND j.case_id = t.case_id AND j.kind = 'originals-returned'
  AND NOT j.repeated AND (j.epoch, j.seq) > (t.epoch, t.seq) AND j.body::jsonb -> 'rowIds' ? t.row_id
  AND NOT EXISTS (SELECT 1 FROM disposition d WHERE d.centre_id = j.centre_id AND d.desk_id = j.desk_id
                  AND d.epoch = j.epoch AND d.seq = j.seq)
ORDER BY t.centre_id, t.case_id, t.row_id, t.n, j.epoch, j.seq;

INSERT INTO custody_thing (centre_id, thing_id, case_id, row_id, holder_at, holder_key, since, tip, away, disputed,
                           state, gone, changed_ms)
SELECT t.centre_id, t.case_id || '/' || t.row_id || '/' || t.n, t.case_id, t.row_id,
       CASE WHEN b.leg_id IS NULL THEN 'COUNTER' ELSE 'APPLICANT' END,
       CASE WHEN b.leg_id IS NULL THEN t.centre_id ELSE '' END,
       coalesce(b.day, t.day), coalesce(b.leg_id, 'taken'), b.leg_id IS NOT NULL, false,
       CASE WHEN b.leg_id IS NULL THEN 'AT_COUNTER' ELSE 'RETURNED' END, b.leg_id IS NOT NULL, 0
FROM taken t LEFT JOIN given_back b USING (centre_id, case_id, row_id, n);

INSERT INTO custody_leg (centre_id, thing_id, leg_id, case_id, base, kind, from_holder, to_holder, acted_on, desk_id)
SELECT t.centre_id, t.case_id || '/' || t.row_id || '/' || t.n, 'taken', t.case_id, NULL, 'TAKEN_IN',
       '{"at":"APPLICANT","name":""}', '{"at":"COUNTER","centreId":"' || t.centre_id || '"}', t.day, t.desk_id
FROM taken t
UNION ALL
SELECT t.centre_id, t.case_id || '/' || t.row_id || '/' || t.n, b.leg_id, t.case_id, 'taken', 'HANDOVER',
       '{"at":"COUNTER","centreId":"' || t.centre_id || '"}', '{"at":"APPLICANT","name":""}', b.day, t.desk_id
FROM taken t JOIN given_back b USING (centre_id, case_id, row_id, n);

DROP TABLE given_back;
DROP TABLE taken;
