-- How one key of the access log follows another, and clear text that is erased by two people (docs/design/access-log.md).
CREATE TABLE audit_key_handover (
  new_key_id uuid PRIMARY KEY REFERENCES audit_key (id),
  old_key_id uuid NOT NULL UNIQUE REFERENCES audit_key (id),
  -- of the last tree that the old key may sign
  size bigint NOT NULL CHECK (size >= 0),
  -- signed by both; NULL: the old key was lost, and signed nothing
  note text,
  made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK (new_key_id <> old_key_id)
);
CREATE TRIGGER audit_key_handover_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_key_handover FOR EACH STATEMENT EXECUTE FUNCTION audit_insert_only('');

-- a key that ended stays ended
CREATE TRIGGER audit_key_stays_ended BEFORE UPDATE OF ended_at ON audit_key FOR EACH ROW
  WHEN (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at) EXECUTE FUNCTION audit_insert_only('');

-- Clear text that is erased from the log: one person asks, another decides. Who it was about isn't kept once that is done.
CREATE TABLE log_erasure (
  id uuid PRIMARY KEY,
  basis text NOT NULL CHECK (basis IN ('subject_request', 'authority_order')),
  subject_request_id uuid REFERENCES subject_request (id),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  -- a closed account: as who acted, and where details name it
  person_id uuid REFERENCES app_user (id),
  -- or entries, by their places: their details
  places bigint[] NOT NULL DEFAULT '{}' CHECK (cardinality(places) <= 200),
  asked_by uuid NOT NULL REFERENCES app_user (id),
  asked_at timestamptz NOT NULL,
  decided_by uuid REFERENCES app_user (id),
  decided_at timestamptz,
  decision text CHECK (decision IN ('approve', 'refuse')),
  -- how many events lost clear text
  event_count bigint,
  CONSTRAINT log_erasure_two_people CHECK (decided_by <> asked_by),
  CONSTRAINT log_erasure_decided_whole CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (decision IS NULL)),
  CONSTRAINT log_erasure_done_whole CHECK ((event_count IS NOT NULL) = (decision IS NOT DISTINCT FROM 'approve')),
  CONSTRAINT log_erasure_under CHECK (basis <> 'subject_request' OR subject_request_id IS NOT NULL),
  CONSTRAINT log_erasure_of_something CHECK (decision IS NOT NULL OR (person_id IS NULL) <> (places = '{}')),
  CONSTRAINT log_erasure_forgotten CHECK (decision IS NULL OR person_id IS NULL)
);
CREATE UNIQUE INDEX log_erasure_one_open_idx ON log_erasure (person_id) WHERE person_id IS NOT NULL;

-- Under what an event lost clear text, and on which day: no more, so that what one erasure took can't be told apart from what others took that day.
CREATE TABLE audit_erased (
  event_id bigint NOT NULL,
  part text COLLATE "C" NOT NULL CHECK (part IN ('actor', 'detail')),
  basis text NOT NULL,
  erased_on date NOT NULL,
  PRIMARY KEY (event_id, part)
);
CREATE TRIGGER audit_erased_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_erased FOR EACH STATEMENT EXECUTE FUNCTION audit_insert_only('');

-- Erases a person, or the details of the entries at `places`, or both. Whoever calls it logs it, in the same transaction. What tells of erasures stays. Returns how many events were touched.
CREATE FUNCTION audit_erase_text(person uuid, places bigint[], under text) RETURNS bigint LANGUAGE plpgsql AS $$
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
    WHERE person IS NOT NULL AND action <> 'audit.erase' AND jsonb_path_exists(detail, '$.** ? (@ == $person)', jsonb_build_object('person', person::text))
    UNION
    SELECT e.id FROM audit_leaf l JOIN audit_event e ON e.id = l.event_id WHERE l.seq = ANY(places) AND e.action <> 'audit.erase' AND e.detail IS NOT NULL
  );
  PERFORM set_config('matpho.audit_erasure', 'on', true);
  UPDATE audit_leaf SET actor_id_salt = NULL, actor_username_salt = NULL WHERE event_id = ANY(acted);
  UPDATE audit_leaf SET detail_salt = NULL WHERE event_id = ANY(named);
  UPDATE audit_event SET actor_id = NULL, actor_username = NULL WHERE id = ANY(acted);
  UPDATE audit_event SET detail = NULL WHERE id = ANY(named);
  DELETE FROM audit_index WHERE kind = 'actor' AND key = person;
  PERFORM set_config('matpho.audit_erasure', 'off', true);
  INSERT INTO audit_erased (event_id, part, basis, erased_on)
    SELECT id, 'actor', under, today FROM unnest(acted) AS id UNION ALL SELECT id, 'detail', under, today FROM unnest(named) AS id ON CONFLICT DO NOTHING;
  SELECT count(DISTINCT id) INTO touched FROM unnest(acted || named) AS id;
  RETURN touched;
END $$;

CREATE OR REPLACE FUNCTION audit_erase_person(person uuid) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  touched bigint := audit_erase_text(person, '{}', 'unstated');
BEGIN
  INSERT INTO audit_event (action, detail) VALUES ('audit.erase', jsonb_build_object('events', touched));
  RETURN touched;
END $$;
