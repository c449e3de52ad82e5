-- Holds by people and by the service, how they end, and reports of the same incident. See docs/design/holds.md.
ALTER TABLE hold
  ADD COLUMN reason text NOT NULL DEFAULT '' CHECK (length(reason) <= 2000),
  -- a hold by hand for a gathering keeps nothing until a second officer agrees
  ADD COLUMN pending boolean NOT NULL DEFAULT false,
  ADD COLUMN seconded_by uuid REFERENCES app_user (id),
  -- the footage request that needs it; such a hold is not released by hand
  ADD COLUMN request_id uuid,
  -- which extent of the incident it was made for
  ADD COLUMN extent_revision integer NOT NULL DEFAULT 1,
  ADD COLUMN released_by uuid REFERENCES app_user (id),
  ADD COLUMN release_reason text CHECK (length(release_reason) BETWEEN 1 AND 2000),
  ADD COLUMN ended_because text CHECK (ended_because IN ('released', 'lapsed', 'moved', 'limits')),
  ADD CONSTRAINT hold_end_is_whole CHECK (ended_because IS NULL OR released_at IS NOT NULL),
  ADD CONSTRAINT hold_release_has_reason CHECK (ended_because IS DISTINCT FROM 'released' OR (released_by IS NOT NULL AND release_reason IS NOT NULL)),
  ADD CONSTRAINT hold_pending_is_by_hand CHECK (NOT (pending AND automatic));
DROP INDEX hold_incident_idx;
CREATE INDEX hold_incident_idx ON hold (incident_id, id DESC);
CREATE INDEX hold_of_camera_idx ON hold (camera_id, id DESC);
CREATE INDEX hold_expiry_idx ON hold (expires_at) WHERE released_at IS NULL;

ALTER TABLE incident
  ADD COLUMN extent_revision integer NOT NULL DEFAULT 1,
  -- once a gathering, its limits stay: a category that is changed to and fro gets round nothing
  ADD COLUMN was_gathering boolean NOT NULL DEFAULT false;
UPDATE incident SET was_gathering = true WHERE category = 'disorderly_gathering';

-- Incidents whose automatic holds are still to be made or looked at again. Entered by triggers in the transaction of the change, so whatever door it came through, and whoever dies, none is forgotten.
CREATE TABLE incident_hold_due (
  incident_id uuid PRIMARY KEY REFERENCES incident (id),
  due_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX incident_hold_due_idx ON incident_hold_due (due_at);

CREATE FUNCTION incident_extent_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.was_gathering := NEW.category = 'disorderly_gathering' OR (TG_OP = 'UPDATE' AND OLD.was_gathering);
  IF TG_OP = 'UPDATE' AND (NEW.category, NEW.occurred, NEW.uncertainty_m) IS DISTINCT FROM (OLD.category, OLD.occurred, OLD.uncertainty_m)
    OR TG_OP = 'UPDATE' AND NOT ST_OrderingEquals(NEW.location, OLD.location) THEN
    NEW.extent_revision := OLD.extent_revision + 1;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER incident_extent_noted BEFORE INSERT OR UPDATE ON incident FOR EACH ROW EXECUTE FUNCTION incident_extent_note();

CREATE FUNCTION incident_holds_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.extent_revision = OLD.extent_revision THEN RETURN NULL; END IF;
  IF NEW.was_gathering THEN
    UPDATE hold SET released_at = now(), ended_because = 'limits' WHERE incident_id = NEW.id AND automatic AND released_at IS NULL;
    DELETE FROM incident_hold_due WHERE incident_id = NEW.id;
  ELSE
    INSERT INTO incident_hold_due (incident_id) VALUES (NEW.id) ON CONFLICT (incident_id) DO UPDATE SET due_at = now();
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER incident_holds_followed AFTER INSERT OR UPDATE ON incident FOR EACH ROW EXECUTE FUNCTION incident_holds_follow();

CREATE FUNCTION incident_approval_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO incident_hold_due (incident_id) VALUES (NEW.incident_id) ON CONFLICT (incident_id) DO UPDATE SET due_at = now();
  RETURN NULL;
END $$;
CREATE TRIGGER incident_approval_followed AFTER INSERT ON incident_approval FOR EACH ROW WHEN (NEW.kind = 'extent') EXECUTE FUNCTION incident_approval_follow();

-- The last door: no automatic hold for a gathering, nor above the limits without another person's approval of this extent. The share of the incident's row makes a change of its category wait, or be waited for.
CREATE FUNCTION hold_check() RETURNS trigger LANGUAGE plpgsql AS $$
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
  RETURN NEW;
END $$;
CREATE TRIGGER hold_checked BEFORE INSERT ON hold FOR EACH ROW EXECUTE FUNCTION hold_check();

-- Reports of the same incident. Nothing moves: the merged incident keeps its links, approvals and holds, and points to the other until that is undone.
CREATE TABLE incident_merge (
  id uuid PRIMARY KEY,
  incident_id uuid NOT NULL REFERENCES incident (id),
  into_incident_id uuid NOT NULL REFERENCES incident (id),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  merged_by uuid NOT NULL REFERENCES app_user (id),
  merged_at timestamptz NOT NULL DEFAULT now(),
  undone_by uuid REFERENCES app_user (id),
  undone_at timestamptz,
  undo_reason text CHECK (length(undo_reason) BETWEEN 1 AND 2000),
  CHECK (incident_id <> into_incident_id),
  CHECK ((undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL))
);
CREATE UNIQUE INDEX incident_merge_once ON incident_merge (incident_id) WHERE undone_at IS NULL;
CREATE INDEX incident_merge_into_idx ON incident_merge (into_incident_id, incident_id) WHERE undone_at IS NULL;
