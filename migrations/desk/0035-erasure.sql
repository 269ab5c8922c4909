-- Cases of which the city had erased what speaks of anybody (sync.md C.13).
CREATE TABLE case_erased (
  case_id       TEXT    NOT NULL PRIMARY KEY,
  basis         TEXT    NOT NULL,
  reference     TEXT    NOT NULL,
  authorised_by TEXT    NOT NULL CHECK (json_valid(authorised_by)),
  erased_on     TEXT    NOT NULL,
  changed_at    INTEGER NOT NULL REFERENCES journal (position)
) STRICT, WITHOUT ROWID;

CREATE INDEX feed_entry_by_case ON feed_entry (case_id) WHERE case_id IS NOT NULL;

-- A body gives way to what is left of it, with its salt, when the city told that its case is erased, and so does what
-- belongs to no case and may be about one: nothing else of a row ever changes.
DROP TRIGGER journal_is_never_changed;

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
WHEN NOT (
  NEW.position = OLD.position AND NEW.epoch = OLD.epoch AND NEW.seq = OLD.seq AND NEW.entry_id = OLD.entry_id
  AND NEW.kind = OLD.kind AND NEW.kind_v = OLD.kind_v AND NEW.case_id IS OLD.case_id AND NEW.case_rev IS OLD.case_rev
  AND NEW.actor = OLD.actor AND NEW.wall_ms = OLD.wall_ms AND NEW.envelope = OLD.envelope AND NEW.hash = OLD.hash
  AND NEW.salt = '' AND OLD.kind <> 'case-erased'
  AND (OLD.case_id IS NOT NULL
    OR OLD.kind IN ('picture-taken', 'picture-viewed', 'appointment-set', 'rating-invited', 'rating-moved'))
  AND EXISTS (
    SELECT 1 FROM feed_entry AS told
    WHERE told.kind = 'body-erased' AND told.case_id = coalesce(OLD.case_id, told.case_id)))
BEGIN
  SELECT RAISE (ABORT, 'a journal row is never changed');
END;
