-- The database itself keeps the rows of a centre from every other (adr/0027). A transaction runs under one of two
-- roles: `pingchuang_centre` sees and writes rows of the centres named in `pingchuang.centres` and no others;
-- `pingchuang_city` reads those of all, for the operator and the departments, and writes none of them.
DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['pingchuang_centre', 'pingchuang_city'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = one) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', one);
      EXCEPTION
        -- Roles belong to the server: a city beside this one may be making them at this moment.
        WHEN duplicate_object OR unique_violation THEN NULL;
      END;
    END IF;
    IF NOT pg_has_role(current_user, one, 'MEMBER') THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', one);
    END IF;
  END LOOP;
EXCEPTION
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'this user may not make roles: docs/operating-the-city.md, "Roles", says which to make for it';
END
$$;

-- Every table with rows of centres is given to this once; tests/integration/schema-rules.test.ts finds one that was not.
CREATE FUNCTION of_centres(rows_of regclass, only_added boolean DEFAULT false) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', rows_of);
  EXECUTE format($policy$CREATE POLICY named_centres ON %s TO pingchuang_centre
    USING (centre_id = ANY ((SELECT string_to_array(current_setting('pingchuang.centres', true), ','))::text[]))$policy$,
    rows_of);
  EXECUTE format('CREATE POLICY all_centres ON %s FOR SELECT TO pingchuang_city USING (true)', rows_of);
  EXECUTE format('GRANT SELECT, INSERT %s ON %s TO pingchuang_centre',
    CASE WHEN only_added THEN '' ELSE ', UPDATE, DELETE' END, rows_of);
  EXECUTE format('GRANT SELECT ON %s TO pingchuang_city', rows_of);
END
$$;

SELECT of_centres('journal', true), of_centres('feed', true);
SELECT of_centres(one::regclass) FROM unnest(ARRAY[
  'assist_order', 'case_share', 'consultation', 'custody_incident', 'custody_leg', 'custody_offer', 'custody_thing',
  'day_close', 'desk_contact', 'desk_session', 'disposition', 'feed_head', 'item_case', 'letter', 'log_head', 'material_item',
  'matter_case', 'office_request', 'officer', 'paper', 'picture', 'picture_upload', 'rating', 'request_seen', 'staff'
]) AS one;

-- Reference tables: small, the same for all, and who asks is settled by them before there is a centre to name.
GRANT SELECT, INSERT, UPDATE, DELETE
  ON area, centre, city_life, desk, desk_epoch, enrolment_code, office, office_audit
  TO pingchuang_centre, pingchuang_city;
