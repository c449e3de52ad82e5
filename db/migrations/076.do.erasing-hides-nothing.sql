-- Erasing the access log is no way to hide what somebody did (docs/design/access-log.md#erasing).

-- What tells of the log itself keeps its details.
CREATE FUNCTION audit_tells_of_log(action text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT action IN ('audit.erase', 'audit.rotate_key', 'erasure.ask', 'erasure.decide')
$$;

-- An account that was erased from the log is not opened again: else closing it for a moment would take away the traces of somebody who goes on working. No day beside it: that would say which entries were theirs.
ALTER TABLE app_user ADD COLUMN stays_closed boolean NOT NULL DEFAULT false;
CREATE FUNCTION app_user_stay_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an account that was erased from the log stays closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'app_user_stays_closed';
END $$;
CREATE TRIGGER app_user_stays_closed BEFORE UPDATE ON app_user FOR EACH ROW
  WHEN (OLD.stays_closed AND (NEW.disabled_at IS NULL OR NOT NEW.stays_closed)) EXECUTE FUNCTION app_user_stay_closed();

-- The register of erasures: what was asked for is what is decided on, what was decided stays so, and nothing is taken out.
CREATE FUNCTION log_erasure_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.decision IS NULL AND (NEW.id, NEW.basis, NEW.subject_request_id, NEW.reason, NEW.places, NEW.asked_at)
    IS NOT DISTINCT FROM (OLD.id, OLD.basis, OLD.subject_request_id, OLD.reason, OLD.places, OLD.asked_at)
    AND (NEW.person_id IS NOT DISTINCT FROM OLD.person_id OR NEW.person_id IS NULL AND NEW.decision IS NOT NULL) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an erasure is decided once, and nothing else of it changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'log_erasure_kept';
END $$;
CREATE TRIGGER log_erasure_kept BEFORE UPDATE OR DELETE ON log_erasure FOR EACH ROW EXECUTE FUNCTION log_erasure_keep();
CREATE TRIGGER log_erasure_not_emptied BEFORE TRUNCATE ON log_erasure FOR EACH STATEMENT EXECUTE FUNCTION audit_insert_only('');

-- As in 069, but that what tells of the log stays, and that a closed account stays closed.
CREATE OR REPLACE FUNCTION audit_erase_text(person uuid, places bigint[], under text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  acted bigint[];
  named bigint[];
  today date := (clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
  touched bigint;
BEGIN
  -- the sequencer reads what is erased here
  PERFORM pg_advisory_xact_lock(7203450);
  acted := ARRAY(SELECT id FROM audit_event WHERE actor_id = person);
  named := ARRAY(
    SELECT id FROM audit_event
    WHERE person IS NOT NULL AND NOT audit_tells_of_log(action) AND jsonb_path_exists(detail, '$.** ? (@ == $person)', jsonb_build_object('person', person::text))
    UNION
    SELECT e.id FROM audit_leaf l JOIN audit_event e ON e.id = l.event_id WHERE l.seq = ANY(places) AND NOT audit_tells_of_log(e.action) AND e.detail IS NOT NULL
  );
  PERFORM set_config('matpho.audit_erasure', 'on', true);
  UPDATE audit_leaf SET actor_id_salt = NULL, actor_username_salt = NULL WHERE event_id = ANY(acted);
  UPDATE audit_leaf SET detail_salt = NULL WHERE event_id = ANY(named);
  UPDATE audit_event SET actor_id = NULL, actor_username = NULL WHERE id = ANY(acted);
  UPDATE audit_event SET detail = NULL WHERE id = ANY(named);
  DELETE FROM audit_index WHERE kind = 'actor' AND key = person;
  PERFORM set_config('matpho.audit_erasure', 'off', true);
  UPDATE app_user SET stays_closed = true WHERE id = person AND disabled_at IS NOT NULL;
  INSERT INTO audit_erased (event_id, part, basis, erased_on)
    SELECT id, 'actor', under, today FROM unnest(acted) AS id UNION ALL SELECT id, 'detail', under, today FROM unnest(named) AS id ON CONFLICT DO NOTHING;
  SELECT count(DISTINCT id) INTO touched FROM unnest(acted || named) AS id;
  RETURN touched;
END $$;
