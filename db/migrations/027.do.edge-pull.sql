-- Footage that is pulled from a camera's card or a recorder's disk. See docs/design/edge-footage.md.
ALTER TABLE footage_segment
  DROP CONSTRAINT footage_segment_device_time_source_check,
  ADD CONSTRAINT footage_segment_device_time_source_check CHECK (device_time_source IN ('rtcp_sender_report', 'clock_offset', 'picture', 'file', 'replay', 'none'));

CREATE TABLE edge_pull (
  id uuid PRIMARY KEY,
  camera_id uuid NOT NULL REFERENCES camera (id),
  incident_id uuid NOT NULL REFERENCES incident (id),
  -- the service ordered it: the footage is held and about to be overwritten
  automatic boolean NOT NULL,
  requested_by uuid REFERENCES app_user (id),
  requested_at timestamptz NOT NULL,
  -- the time of the incident that is wanted, and what the device is asked for by its own clock
  true_during tstzrange NOT NULL CHECK (NOT isempty(true_during) AND NOT lower_inf(true_during) AND NOT upper_inf(true_during)),
  device_during tstzrange NOT NULL CHECK (NOT isempty(device_during) AND NOT lower_inf(device_during) AND NOT upper_inf(device_during)),
  state text NOT NULL CHECK (state IN ('queued', 'running', 'done', 'partial', 'failed', 'cancelled')),
  not_before timestamptz NOT NULL,
  -- counts the times that it was put off: part of its job's id, since a queue forgets a job that ended only after a while
  run integer NOT NULL DEFAULT 0 CHECK (run >= 0),
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- one worker at a time pulls
  lease_id uuid,
  lease_until timestamptz,
  -- up to where it was fetched, by the device's clock
  reached timestamptz,
  segment_count integer NOT NULL DEFAULT 0 CHECK (segment_count >= 0),
  byte_length bigint NOT NULL DEFAULT 0 CHECK (byte_length >= 0),
  -- true time of the wanted interval that is not on hand at the end
  gaps jsonb NOT NULL DEFAULT '[]',
  notes text[] NOT NULL DEFAULT '{}',
  problem jsonb,
  started_at timestamptz,
  finished_at timestamptz,
  CHECK (automatic = (requested_by IS NULL)),
  CHECK ((state = 'running') = (lease_id IS NOT NULL) AND (lease_id IS NULL) = (lease_until IS NULL)),
  CHECK ((state IN ('queued', 'running')) = (finished_at IS NULL)),
  CONSTRAINT edge_pull_not_longer CHECK (upper(true_during) - lower(true_during) <= interval '24 hours'),
  -- 30 minutes for the clock on both sides, and a rounding
  CONSTRAINT edge_pull_not_wider CHECK ((upper(device_during) - lower(device_during)) - (upper(true_during) - lower(true_during)) <= interval '1 hour 1 second')
);
CREATE UNIQUE INDEX edge_pull_unfinished_key ON edge_pull (camera_id) WHERE finished_at IS NULL;
CREATE INDEX edge_pull_due_idx ON edge_pull (not_before) WHERE finished_at IS NULL;
CREATE INDEX edge_pull_camera_idx ON edge_pull (camera_id, id DESC);
CREATE INDEX edge_pull_incident_idx ON edge_pull (incident_id, id DESC);

-- The last door, as for automatic holds: nothing is pulled for a gathering, for a merged or closed case, above the limits without another person's approval, or beyond the incident's time.
CREATE FUNCTION edge_pull_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  i incident%ROWTYPE;
BEGIN
  SELECT * INTO i FROM incident WHERE id = NEW.incident_id FOR SHARE;
  IF i.was_gathering THEN
    RAISE EXCEPTION 'nothing is pulled for a gathering' USING ERRCODE = 'check_violation', CONSTRAINT = 'edge_pull_not_for_gathering';
  END IF;
  IF i.outcome <> 'open' OR EXISTS (SELECT 1 FROM incident_merge m WHERE m.incident_id = i.id AND m.undone_at IS NULL) THEN
    RAISE EXCEPTION 'the case is closed or merged' USING ERRCODE = 'check_violation', CONSTRAINT = 'edge_pull_needs_open_case';
  END IF;
  IF NOT i.occurred @> NEW.true_during THEN
    RAISE EXCEPTION 'beyond the time of the incident' USING ERRCODE = 'check_violation', CONSTRAINT = 'edge_pull_within_incident';
  END IF;
  IF (upper(i.occurred) - lower(i.occurred) > interval '24 hours' OR i.uncertainty_m > 250) AND NOT EXISTS (
    -- as in hold_check
    SELECT 1 FROM incident_approval p WHERE p.incident_id = i.id AND p.kind = 'extent' AND p.approved_by IS DISTINCT FROM i.entered_by AND p.category = i.category AND p.occurred @> i.occurred
      AND ST_DistanceSphere(p.location, i.location) + i.uncertainty_m <= p.uncertainty_m + 1) THEN
    RAISE EXCEPTION 'nothing is pulled before the approval' USING ERRCODE = 'check_violation', CONSTRAINT = 'edge_pull_needs_approval';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER edge_pull_checked BEFORE INSERT ON edge_pull FOR EACH ROW EXECUTE FUNCTION edge_pull_check();

-- An incident that moves, changes its category or is closed ends what is under way for it, whatever door the change came through.
CREATE FUNCTION incident_pulls_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE edge_pull SET state = 'cancelled', finished_at = now(), lease_id = NULL, lease_until = NULL,
    problem = jsonb_build_object('code', CASE WHEN NEW.outcome <> 'open' THEN 'incident_closed' ELSE 'incident_changed' END,
      'message', 'The incident was changed or closed meanwhile. Order it anew if it is still wanted.')
  WHERE incident_id = NEW.id AND finished_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER incident_pulls_followed AFTER UPDATE ON incident FOR EACH ROW
  WHEN (NEW.extent_revision <> OLD.extent_revision OR (NEW.outcome <> 'open' AND OLD.outcome = 'open')) EXECUTE FUNCTION incident_pulls_follow();

-- What was pulled has the device's clock, as what was handed in: both are looked for in a wider window than what we recorded.
DROP INDEX footage_segment_upload_idx;
CREATE INDEX footage_segment_fetched_idx ON footage_segment (camera_id, upper(true_during)) WHERE source <> 'recorded';
