-- The words of footage requests end with the other words of their case. See docs/privacy.md.
CREATE OR REPLACE FUNCTION footage_request_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.incident_id, NEW.camera_id, NEW.requested_by, NEW.requested_for, NEW.asked, NEW.legal_basis, NEW.deciders, NEW.needs_second, NEW.emergency)
    IS DISTINCT FROM (OLD.id, OLD.incident_id, OLD.camera_id, OLD.requested_by, OLD.requested_for, OLD.asked, OLD.legal_basis, OLD.deciders, OLD.needs_second, OLD.emergency)
    -- words are emptied years later, and only then
    OR (NEW.purpose <> OLD.purpose AND (NEW.purpose <> '-' OR OLD.requested_at > now() - interval '1 year')) THEN
    RAISE EXCEPTION 'what was asked for does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_request_unchanged';
  END IF;
  IF NOT OLD.during @> NEW.during THEN
    RAISE EXCEPTION 'what may be opened is only narrowed' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_request_only_narrowed';
  END IF;
  IF OLD.ended_at IS NOT NULL AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'an ended request stays ended' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_request_stays_ended';
  END IF;
  IF OLD.access_until IS NOT NULL AND NEW.access_until > OLD.access_until THEN
    RAISE EXCEPTION 'access is not made longer' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_request_access_not_longer';
  END IF;
  IF OLD.state = 'submitted' AND NEW.access_until IS NOT NULL AND (
    (SELECT count(*) FROM footage_request_decision d WHERE d.request_id = NEW.id AND d.part = 'board' AND d.decision = 'approve' AND d.decided_by <> NEW.requested_by) < NEW.deciders
    OR (NEW.needs_second AND NOT EXISTS (
      SELECT 1 FROM footage_request_decision d WHERE d.request_id = NEW.id AND d.part = 'second' AND d.decision = 'approve' AND d.decided_by <> NEW.requested_by))) THEN
    RAISE EXCEPTION 'too few have agreed' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_request_needs_decisions';
  END IF;
  RETURN NEW;
END $$;
