-- What the city must know of an item to say no to an act the table does not have: since when it stands
-- where it stands, how often a correction was asked for, whether its legal end was moved already.
ALTER TABLE item_case ADD COLUMN since text NOT NULL DEFAULT '';
ALTER TABLE item_case ADD COLUMN corrections integer NOT NULL DEFAULT 0 CHECK (corrections >= 0);
ALTER TABLE item_case ADD COLUMN extended boolean NOT NULL DEFAULT false;

UPDATE item_case SET
  since = (SELECT received_on FROM matter_case m
           WHERE m.centre_id = item_case.centre_id AND m.case_id = item_case.case_id),
  corrections = CASE WHEN state = 'CORRECTION_PENDING' THEN 1 ELSE 0 END;
