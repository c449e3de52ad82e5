-- Footage requests: who may open which seconds of which camera, for which incident, until when. See docs/design/footage-requests.md.

-- What a unit lays down about requests in it, from a day on. A request keeps what held when it was made: nothing here is ever changed, a later entry takes over.
CREATE TABLE footage_policy (
  id uuid PRIMARY KEY,
  unit_id uuid NOT NULL REFERENCES unit (id),
  valid_from timestamptz NOT NULL,
  deciders integer NOT NULL CHECK (deciders IN (1, 2)),
  decision_working_days integer NOT NULL CHECK (decision_working_days BETWEEN 1 AND 10),
  expiry_working_days integer NOT NULL CHECK (expiry_working_days BETWEEN decision_working_days AND 30),
  access_hours integer NOT NULL CHECK (access_hours BETWEEN 1 AND 720),
  emergency_allowed boolean NOT NULL,
  -- the document that lays it down
  basis text NOT NULL CHECK (length(basis) BETWEEN 1 AND 500),
  created_by uuid NOT NULL REFERENCES app_user (id),
  created_at timestamptz NOT NULL,
  CONSTRAINT footage_policy_once UNIQUE (unit_id, valid_from)
);

CREATE TABLE footage_request (
  id uuid PRIMARY KEY,
  incident_id uuid NOT NULL REFERENCES incident (id),
  camera_id uuid NOT NULL REFERENCES camera (id),
  -- the camera's, followed by a trigger: whose decision it is, and whose units it lies in, is asked of today
  owner_id uuid NOT NULL REFERENCES organisation (id),
  unit_id uuid NOT NULL REFERENCES unit (id),
  requested_by uuid NOT NULL REFERENCES app_user (id),
  requested_for uuid NOT NULL REFERENCES organisation (id),
  requested_at timestamptz NOT NULL,
  -- true time: the seconds that were asked for
  asked tstzrange NOT NULL,
  -- true time, pictures included: the only seconds that may be opened by it now. All that were asked for at first; an incident that is narrowed narrows them, and nothing widens them again.
  during tstzrange NOT NULL CHECK (NOT isempty(during) AND lower_inc(during) AND NOT upper_inc(during)),
  purpose text NOT NULL CHECK (length(purpose) BETWEEN 1 AND 2000),
  legal_basis text NOT NULL CHECK (length(legal_basis) BETWEEN 1 AND 500),
  extent_revision integer NOT NULL,
  -- what held when it was made
  policy_id uuid REFERENCES footage_policy (id),
  deciders integer NOT NULL CHECK (deciders IN (1, 2)),
  needs_second boolean NOT NULL,
  access_hours integer NOT NULL CHECK (access_hours BETWEEN 1 AND 720),
  emergency boolean NOT NULL,
  justify_by timestamptz,
  justification text CHECK (length(justification) BETWEEN 1 AND 2000),
  justified_at timestamptz,
  due_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at >= due_at),
  -- when its board is reminded next; null: not any more
  remind_at timestamptz,
  state text NOT NULL CHECK (state IN ('submitted', 'approved', 'denied', 'cancelled', 'expired', 'fulfilling', 'completed', 'partial', 'unavailable')),
  -- what a grant rests on: the requester may open the window from then to then
  access_from timestamptz,
  access_until timestamptz,
  ended_because text CHECK (ended_because IN ('denied', 'withdrawn', 'not_decided', 'not_justified', 'limits', 'changed', 'no_footage')),
  ended_at timestamptz,
  ended_by uuid REFERENCES app_user (id),
  end_reason text CHECK (length(end_reason) BETWEEN 1 AND 2000),
  -- when the service looks next whether all of it is on hand
  look_at timestamptz,
  missing_reason text CHECK (missing_reason IN ('not_recorded', 'overwritten', 'camera_down', 'device_broken', 'held_elsewhere', 'not_delivered', 'other')),
  fulfilment_note text CHECK (length(fulfilment_note) BETWEEN 1 AND 2000),
  fulfilled_by uuid REFERENCES app_user (id),
  fulfilled_at timestamptz,
  CONSTRAINT footage_request_exact CHECK (date_trunc('second', lower(during)) = lower(during) AND date_trunc('second', upper(during)) = upper(during)),
  CONSTRAINT footage_request_gathering_short CHECK (NOT needs_second OR upper(during) - lower(during) <= interval '30 minutes'),
  CONSTRAINT footage_request_emergency_whole CHECK (emergency = (justify_by IS NOT NULL) AND NOT (emergency AND needs_second)),
  CONSTRAINT footage_request_justified_whole CHECK ((justified_at IS NULL) = (justification IS NULL) AND (emergency OR justified_at IS NULL)),
  CONSTRAINT footage_request_access_whole CHECK ((access_from IS NULL) = (access_until IS NULL) AND (access_until IS NULL OR access_until > access_from)),
  CONSTRAINT footage_request_granting_has_access CHECK (state NOT IN ('approved', 'fulfilling', 'completed', 'partial') OR access_until IS NOT NULL),
  CONSTRAINT footage_request_end_whole CHECK ((state IN ('denied', 'cancelled', 'expired', 'unavailable')) = (ended_because IS NOT NULL) AND (ended_because IS NULL) = (ended_at IS NULL)),
  CONSTRAINT footage_request_missing_has_reason CHECK (state NOT IN ('partial', 'unavailable') OR missing_reason IS NOT NULL)
);
CREATE INDEX footage_request_owner_idx ON footage_request (owner_id, id DESC);
CREATE INDEX footage_request_waiting_idx ON footage_request (owner_id, id DESC) WHERE state = 'submitted';
-- what waits for a second officer of the units
CREATE INDEX footage_request_second_idx ON footage_request (unit_id) WHERE state = 'submitted' AND needs_second;
CREATE INDEX footage_request_unit_idx ON footage_request (unit_id, id DESC);
CREATE INDEX footage_request_for_idx ON footage_request (requested_for, id DESC);
CREATE INDEX footage_request_by_idx ON footage_request (requested_by, id DESC);
CREATE INDEX footage_request_incident_idx ON footage_request (incident_id, id DESC);
CREATE INDEX footage_request_camera_idx ON footage_request (camera_id, id DESC);
CREATE INDEX footage_request_expiry_idx ON footage_request (expires_at) WHERE state = 'submitted';
CREATE INDEX footage_request_reminder_idx ON footage_request (remind_at) WHERE state = 'submitted' AND remind_at IS NOT NULL;
CREATE INDEX footage_request_justify_idx ON footage_request (justify_by) WHERE emergency AND justified_at IS NULL AND ended_at IS NULL;
CREATE INDEX footage_request_look_idx ON footage_request (look_at) WHERE look_at IS NOT NULL;
-- half an hour of a camera for a gathering, and near one, not one half hour after the other: what was opened once counts when it was given up too
CREATE UNIQUE INDEX footage_request_gathering_once ON footage_request (incident_id, camera_id)
  WHERE needs_second AND (ended_at IS NULL OR (access_from IS NOT NULL AND ended_because <> 'no_footage'));

CREATE TABLE footage_request_decision (
  id uuid PRIMARY KEY,
  request_id uuid NOT NULL REFERENCES footage_request (id),
  part text NOT NULL CHECK (part IN ('board', 'second')),
  decision text NOT NULL CHECK (decision IN ('approve', 'deny')),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  decided_by uuid NOT NULL REFERENCES app_user (id),
  decided_at timestamptz NOT NULL,
  CONSTRAINT footage_request_decision_once UNIQUE (request_id, decided_by)
);

-- The last door: the limits of the case as they are when it is made.
CREATE FUNCTION footage_request_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  i incident%ROWTYPE;
BEGIN
  SELECT * INTO i FROM incident WHERE id = NEW.incident_id FOR SHARE;
  NEW.asked := NEW.during;
  -- what is a gathering lies near one
  IF NOT NEW.needs_second AND near_gathering(i.location, i.uncertainty_m, i.occurred) THEN
    RAISE EXCEPTION 'a gathering, and what lies near one, needs a second officer' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_request_second_for_gathering';
  END IF;
  IF NEW.state <> (CASE WHEN NEW.emergency THEN 'approved' ELSE 'submitted' END) THEN
    RAISE EXCEPTION 'nothing is open without a decision' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_request_begins_undecided';
  END IF;
  -- the uncertainty of the clock is 30 minutes at most, and a rounding
  IF NOT tstzrange(lower(i.occurred) - interval '30 minutes 1 second', upper(i.occurred) + interval '30 minutes 1 second') @> NEW.during THEN
    RAISE EXCEPTION 'beyond the time of the incident' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_request_within_incident';
  END IF;
  IF EXISTS (SELECT 1 FROM incident_merge m WHERE m.incident_id = i.id AND m.undone_at IS NULL) THEN
    RAISE EXCEPTION 'the report was merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_request_needs_own_case';
  END IF;
  IF (upper(i.occurred) - lower(i.occurred) > interval '24 hours' OR i.uncertainty_m > 250) AND NOT EXISTS (
    -- as in hold_check
    SELECT 1 FROM incident_approval p WHERE p.incident_id = i.id AND p.kind = 'extent' AND p.approved_by IS DISTINCT FROM i.entered_by AND p.category = i.category AND p.occurred @> i.occurred
      AND ST_DistanceSphere(p.location, i.location) + i.uncertainty_m <= p.uncertainty_m + 1) THEN
    RAISE EXCEPTION 'nothing is requested before the approval' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_request_needs_approval';
  END IF;
  NEW.extent_revision := i.extent_revision;
  RETURN NEW;
END $$;
CREATE TRIGGER footage_request_checked BEFORE INSERT ON footage_request FOR EACH ROW EXECUTE FUNCTION footage_request_check();

-- What was asked for never changes, what ended stays ended, and nothing is approved by fewer than it needs: other people than who asked, each once, of the board and for a gathering a second officer.
CREATE FUNCTION footage_request_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.incident_id, NEW.camera_id, NEW.requested_by, NEW.requested_for, NEW.asked, NEW.purpose, NEW.legal_basis, NEW.deciders, NEW.needs_second, NEW.emergency)
    IS DISTINCT FROM (OLD.id, OLD.incident_id, OLD.camera_id, OLD.requested_by, OLD.requested_for, OLD.asked, OLD.purpose, OLD.legal_basis, OLD.deciders, OLD.needs_second, OLD.emergency) THEN
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
CREATE TRIGGER footage_request_kept BEFORE UPDATE ON footage_request FOR EACH ROW EXECUTE FUNCTION footage_request_keep();

CREATE FUNCTION footage_request_follow_camera() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE footage_request SET owner_id = NEW.owner_id, unit_id = NEW.unit_id WHERE camera_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER footage_requests_followed AFTER UPDATE OF owner_id, unit_id ON camera FOR EACH ROW
  WHEN ((NEW.owner_id, NEW.unit_id) IS DISTINCT FROM (OLD.owner_id, OLD.unit_id)) EXECUTE FUNCTION footage_request_follow_camera();

-- An incident that becomes a gathering ends what was asked for or opened without a second officer, whatever door the change came through. It is asked for anew. What the application does besides stands in docs/design/footage-requests.md.
CREATE FUNCTION incident_requests_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE hold SET expires_at = now() WHERE released_at IS NULL AND request_id IN (SELECT r.id FROM footage_request r WHERE r.incident_id = NEW.id AND NOT r.needs_second AND r.ended_at IS NULL);
  UPDATE footage_request SET state = 'cancelled', ended_because = 'limits', ended_at = now(), look_at = NULL, remind_at = NULL
  WHERE incident_id = NEW.id AND NOT needs_second AND ended_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER incident_requests_followed AFTER UPDATE ON incident FOR EACH ROW WHEN (NEW.was_gathering AND NOT OLD.was_gathering) EXECUTE FUNCTION incident_requests_follow();

-- Who opened footage in an emergency and did not justify it in time opens none so until another person lifts this.
CREATE TABLE emergency_suspension (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user (id),
  request_id uuid NOT NULL UNIQUE REFERENCES footage_request (id),
  suspended_at timestamptz NOT NULL,
  lifted_at timestamptz,
  lifted_by uuid REFERENCES app_user (id),
  lift_reason text CHECK (length(lift_reason) BETWEEN 1 AND 2000),
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lift_reason IS NULL)),
  CONSTRAINT emergency_suspension_lifted_by_another CHECK (lifted_by IS DISTINCT FROM user_id)
);
CREATE INDEX emergency_suspension_live_idx ON emergency_suspension (user_id) WHERE lifted_at IS NULL;
