-- Cases that are erased (sync.md C.13): asked for by one person, confirmed by another. One row at the centre that took
-- the case in, and one at every other that shares it once it is confirmed.
CREATE TABLE erasure (
  centre_id    text   NOT NULL,
  case_id      text   NOT NULL,
  home         text   NOT NULL,
  case_no      text   NOT NULL,
  basis        text   NOT NULL,
  reference    text   NOT NULL CHECK (reference <> ''),
  asked_by     text   NOT NULL CHECK (asked_by <> ''),
  asked_ms     bigint NOT NULL,
  confirmed_by text   CHECK (confirmed_by <> asked_by),
  confirmed_ms bigint,
  -- The centres that share the case, when it is confirmed.
  centres      jsonb  NOT NULL,
  CHECK ((confirmed_by IS NULL) = (confirmed_ms IS NULL)),
  PRIMARY KEY (centre_id, case_id)
);

SELECT of_centres('erasure');

-- A picture of an erased case: told of, and nobody has its key.
ALTER TABLE picture_upload DROP CONSTRAINT picture_upload_state_check;
ALTER TABLE picture_upload ADD CONSTRAINT picture_upload_state_check
  CHECK (state IN ('PART', 'VERIFIED', 'REFUSED', 'ERASED'));

-- Bodies give way to what is left of them, and nothing else of a row ever changes. Whoever means to says so first, and
-- then the case must be confirmed: a statement written by mistake is refused before it looks at a row.
CREATE FUNCTION refuse_unless_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('pingchuang.erases', true) = 'yes' THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'a row of % is never changed or removed', TG_TABLE_NAME;
END
$$;

CREATE FUNCTION refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'salt' - 'body') = (to_jsonb(OLD) - 'salt' - 'body')
     AND (to_jsonb(NEW) ->> 'salt' IS NULL OR to_jsonb(NEW) ->> 'salt' = '')
     AND NEW.kind NOT IN ('case-erased', 'body-erased')
     AND (OLD.case_id IS NOT NULL
          OR NEW.kind IN ('picture-taken', 'picture-viewed', 'appointment-set', 'rating-invited', 'rating-moved'))
     AND EXISTS (SELECT FROM erasure e WHERE e.centre_id = OLD.centre_id AND e.confirmed_ms IS NOT NULL
                 AND e.case_id = coalesce(OLD.case_id, e.case_id))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a row of % is never changed but for an erased case', TG_TABLE_NAME;
END
$$;

DROP TRIGGER journal_stays ON journal;
CREATE TRIGGER journal_stays BEFORE DELETE OR TRUNCATE ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_change();
CREATE TRIGGER journal_unannounced_stays BEFORE UPDATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_erasing();
CREATE TRIGGER journal_row_stays BEFORE UPDATE ON journal FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();
DROP TRIGGER feed_stays ON feed;
CREATE TRIGGER feed_stays BEFORE DELETE OR TRUNCATE ON feed
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_feed_change();
CREATE TRIGGER feed_unannounced_stays BEFORE UPDATE ON feed FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_erasing();
CREATE TRIGGER feed_row_stays BEFORE UPDATE ON feed FOR EACH ROW EXECUTE FUNCTION refuse_unless_erased();
GRANT UPDATE (salt, body) ON journal TO pingchuang_centre;
GRANT UPDATE (body) ON feed TO pingchuang_centre;
