-- What boards see of each other, and what a request keeps of the day when it was made. See docs/design/access.md and footage-requests.md.

-- A warning named cameras of other boards. From now on it names those of the same owner only.
UPDATE camera c SET warnings = (
  SELECT coalesce(jsonb_agg(CASE WHEN w.warning ? 'cameraIds' THEN jsonb_set(w.warning, '{cameraIds}', (
      SELECT coalesce(jsonb_agg(twin.id ORDER BY twin.id), '[]') FROM camera twin
      WHERE twin.owner_id = c.owner_id AND w.warning -> 'cameraIds' ? twin.id::text)) ELSE w.warning END ORDER BY w.place), '[]')
  FROM jsonb_array_elements(c.warnings) WITH ORDINALITY AS w (warning, place))
WHERE c.warnings @? '$[*].cameraIds[*]';

-- What a request copied of its policy, and when it was made, stay as they were: nobody gets hours, days or an excuse later on.
ALTER TABLE footage_request
  ADD CONSTRAINT footage_request_access_as_laid_down CHECK (access_until <= access_from + make_interval(hours => access_hours));

CREATE FUNCTION footage_request_keep_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.requested_at, NEW.policy_id, NEW.access_hours, NEW.justify_by, NEW.due_at, NEW.expires_at, NEW.extent_revision)
    IS DISTINCT FROM (OLD.requested_at, OLD.policy_id, OLD.access_hours, OLD.justify_by, OLD.due_at, OLD.expires_at, OLD.extent_revision) THEN
    RAISE EXCEPTION 'the terms of a request do not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_request_terms_unchanged';
  END IF;
  IF (OLD.access_from IS NOT NULL AND NEW.access_from IS DISTINCT FROM OLD.access_from)
    OR (OLD.justified_at IS NOT NULL AND NEW.justified_at IS DISTINCT FROM OLD.justified_at) OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at) THEN
    RAISE EXCEPTION 'what happened to a request stays as it happened' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_request_past_unchanged';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER footage_request_terms_kept BEFORE UPDATE ON footage_request FOR EACH ROW EXECUTE FUNCTION footage_request_keep_terms();

-- A policy is never changed and never taken away: requests point at what held.
CREATE FUNCTION footage_policy_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a later entry takes over; what was laid down stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_policy_unchanged';
END $$;
CREATE TRIGGER footage_policy_kept BEFORE UPDATE OR DELETE ON footage_policy FOR EACH ROW EXECUTE FUNCTION footage_policy_keep();

-- A grant also ends when its person has gone to another role or organisation.
ALTER TABLE footage_grant
  DROP CONSTRAINT footage_grant_ended_because_check,
  ADD CONSTRAINT footage_grant_ended_because_check CHECK (ended_because IN ('request_ended', 'access_over', 'session_ended', 'other_session', 'person_changed'));
