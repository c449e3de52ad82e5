-- What goes on near a gathering, readings that are withdrawn, who may approve, and placements that were replaced afterwards. See docs/design/holds.md, clock.md, linking.md.

-- Whether what is or ever was a disorderly gathering lies within 250 m and 30 minutes: people come to it and leave it. The one condition for route searches, automatic holds, bursts and automatic pulls; its words are in domain/gathering-rule.ts.
CREATE FUNCTION near_gathering(place geometry, around_m double precision, during tstzrange) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM incident g WHERE g.ever_gathering
    -- 5,000 m: the widest incident; a degree is at least so many metres
    AND g.location && ST_Expand(place, (around_m + 5250) / (111000 * greatest(cos(radians(ST_Y(place))), 0.01)), (around_m + 5250) / 110000)
    AND g.occurred && tstzrange(lower(during) - interval '30 minutes', upper(during) + interval '30 minutes', '[]')
    AND ST_DWithin(g.location::geography, place::geography, around_m + 250 + g.uncertainty_m))
$$;

-- Of a gathering the holds end, as before; it stays on the list, so that what lies near it is looked at again as well.
CREATE OR REPLACE FUNCTION incident_holds_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.extent_revision = OLD.extent_revision THEN RETURN NULL; END IF;
  IF NEW.was_gathering THEN
    UPDATE hold SET released_at = now(), ended_because = 'limits' WHERE incident_id = NEW.id AND automatic AND released_at IS NULL;
  END IF;
  INSERT INTO incident_hold_due (incident_id) VALUES (NEW.id) ON CONFLICT (incident_id) DO UPDATE SET due_at = now();
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION hold_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  i incident%ROWTYPE;
BEGIN
  SELECT * INTO i FROM incident WHERE id = NEW.incident_id FOR SHARE;
  NEW.extent_revision := i.extent_revision;
  IF NOT NEW.automatic THEN RETURN NEW; END IF;
  IF i.was_gathering THEN
    RAISE EXCEPTION 'no automatic hold for a gathering' USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_not_for_gathering';
  END IF;
  IF (upper(i.occurred) - lower(i.occurred) > interval '24 hours' OR i.uncertainty_m > 250) AND NOT EXISTS (
    -- the rule of domain/incident-limits.ts; a metre of slack, since PostGIS measures on another sphere
    SELECT 1 FROM incident_approval p WHERE p.incident_id = i.id AND p.kind = 'extent' AND p.approved_by IS DISTINCT FROM i.entered_by AND p.category = i.category AND p.occurred @> i.occurred
      AND ST_DistanceSphere(p.location, i.location) + i.uncertainty_m <= p.uncertainty_m + 1) THEN
    RAISE EXCEPTION 'no automatic hold before the approval' USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_needs_approval';
  END IF;
  IF near_gathering(i.location, i.uncertainty_m, i.occurred) THEN
    RAISE EXCEPTION 'no automatic hold near a gathering' USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_not_near_gathering';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION alarm_shot_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- what is a gathering lies near one
  IF EXISTS (SELECT 1 FROM alarm a JOIN incident i ON i.id = a.incident_id WHERE a.id = NEW.alarm_id AND near_gathering(i.location, i.uncertainty_m, i.occurred)) THEN
    RAISE EXCEPTION 'no pictures are taken for a gathering or near one' USING ERRCODE = 'check_violation', CONSTRAINT = 'alarm_shot_not_for_gathering';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION edge_pull_check_near() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM incident i WHERE i.id = NEW.incident_id AND near_gathering(i.location, i.uncertainty_m, i.occurred)) THEN
    RAISE EXCEPTION 'nothing is pulled by itself near a gathering' USING ERRCODE = 'check_violation', CONSTRAINT = 'edge_pull_not_near_gathering';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER edge_pull_checked_near BEFORE INSERT ON edge_pull FOR EACH ROW WHEN (NEW.automatic AND NEW.state <> 'failed') EXECUTE FUNCTION edge_pull_check_near();

-- What was held near a gathering before this rule.
INSERT INTO incident_hold_due (incident_id)
  SELECT DISTINCT i.id FROM incident i JOIN hold h ON h.incident_id = i.id AND h.automatic AND h.released_at IS NULL WHERE near_gathering(i.location, i.uncertainty_m, i.occurred)
  ON CONFLICT (incident_id) DO NOTHING;

-- A reading that somebody typed wrong counts no more once it is withdrawn; it stays, with who, when and why, and is neither changed nor taken back.
ALTER TABLE clock_reading
  ADD COLUMN withdrawn_at timestamptz,
  ADD COLUMN withdrawn_by uuid REFERENCES app_user (id),
  ADD COLUMN withdrawal_reason text CHECK (length(withdrawal_reason) BETWEEN 1 AND 2000),
  ADD CONSTRAINT clock_reading_withdrawal_is_whole CHECK (num_nonnulls(withdrawn_at, withdrawn_by, withdrawal_reason) IN (0, 3)),
  ADD CONSTRAINT clock_reading_withdrawn_was_typed CHECK (withdrawn_at IS NULL OR recorded_by IS NOT NULL);
CREATE INDEX clock_reading_typed_camera_idx ON clock_reading (camera_id, true_time DESC) WHERE recorded_by IS NOT NULL AND camera_id IS NOT NULL;
CREATE INDEX clock_reading_typed_recorder_idx ON clock_reading (recorder_id, true_time DESC) WHERE recorded_by IS NOT NULL AND recorder_id IS NOT NULL;
CREATE FUNCTION clock_reading_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.withdrawn_at IS NOT NULL OR to_jsonb(NEW) - '{withdrawn_at,withdrawn_by,withdrawal_reason}'::text[] <> to_jsonb(OLD) - '{withdrawn_at,withdrawn_by,withdrawal_reason}'::text[] THEN
    RAISE EXCEPTION 'a reading is withdrawn once, and not changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'clock_reading_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER clock_reading_kept BEFORE UPDATE ON clock_reading FOR EACH ROW EXECUTE FUNCTION clock_reading_keep();

-- Who changed the place, time or category of an incident: none of them is its second person until another one agreed to what they made of it.
CREATE TABLE incident_extent_change (
  incident_id uuid NOT NULL REFERENCES incident (id),
  revision integer NOT NULL,
  changed_by uuid NOT NULL REFERENCES app_user (id),
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (incident_id, revision)
);
-- of changes before this rule the log tells who made them
INSERT INTO incident_extent_change (incident_id, revision, changed_by, changed_at)
  SELECT e.incident_id, e.number, e.actor_id, e.at FROM (
    SELECT incident_id, actor_id, at, row_number() OVER (PARTITION BY incident_id ORDER BY id DESC) AS number FROM audit_event
    WHERE action = 'incident.update' AND outcome = 'allowed' AND detail -> 'fields' ?| '{category,occurredFrom,occurredTo,location,uncertaintyM}'::text[]) e
  JOIN incident i ON i.id = e.incident_id AND e.number <= i.extent_revision JOIN app_user a ON a.id = e.actor_id
  WHERE NOT EXISTS (SELECT 1 FROM incident_approval p WHERE p.incident_id = e.incident_id AND p.approved_at >= e.at);
-- the revision that was approved; of approvals before this rule nobody knows
ALTER TABLE incident_approval ADD COLUMN extent_revision integer NOT NULL DEFAULT 0;

CREATE FUNCTION incident_extent_authors(of_incident uuid, approval_kind text) RETURNS TABLE (user_id uuid) LANGUAGE sql STABLE AS $$
  SELECT i.entered_by FROM incident i WHERE i.id = of_incident AND i.entered_by IS NOT NULL
  UNION SELECT c.changed_by FROM incident_extent_change c WHERE c.incident_id = of_incident
    AND c.revision > coalesce((SELECT max(p.extent_revision) FROM incident_approval p WHERE p.incident_id = of_incident AND p.kind = approval_kind), 0)
$$;
CREATE FUNCTION incident_approval_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.extent_revision := (SELECT i.extent_revision FROM incident i WHERE i.id = NEW.incident_id);
  IF EXISTS (SELECT 1 FROM incident_extent_authors(NEW.incident_id, NEW.kind) a WHERE a.user_id = NEW.approved_by) THEN
    RAISE EXCEPTION 'whoever entered or changed an incident does not approve it' USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_approval_by_another';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER incident_approval_checked BEFORE INSERT ON incident_approval FOR EACH ROW EXECUTE FUNCTION incident_approval_check();

-- The part of a placement's time that a later entry took from it: what the record said until then. Insert only.
CREATE TABLE camera_placement_replaced (
  placement_id uuid NOT NULL REFERENCES camera_placement (id),
  camera_id uuid NOT NULL REFERENCES camera (id),
  during tstzrange NOT NULL CHECK (NOT isempty(during)),
  coverage geometry(Geometry, 4326) NOT NULL,
  recorded_at timestamptz NOT NULL,
  replaced_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (placement_id, replaced_at)
);
CREATE INDEX camera_placement_replaced_coverage_idx ON camera_placement_replaced USING gist (coverage);
CREATE FUNCTION camera_placement_replace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO camera_placement_replaced (placement_id, camera_id, during, coverage, recorded_at)
    SELECT OLD.id, OLD.camera_id, past.during, OLD.coverage, OLD.recorded_at
    FROM (SELECT tstzrange(upper(NEW.valid), least(upper(OLD.valid), now())) AS during
      -- what is moved now was so until now; clocks of callers differ a little
      WHERE upper(NEW.valid) < least(upper(OLD.valid), now()) - interval '1 minute') past;
  RETURN NULL;
END $$;
CREATE TRIGGER camera_placement_replaced AFTER UPDATE OF valid ON camera_placement FOR EACH ROW WHEN (OLD.valid <> NEW.valid) EXECUTE FUNCTION camera_placement_replace();
