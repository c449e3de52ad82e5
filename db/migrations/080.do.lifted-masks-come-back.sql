-- The lifting of a mask has an end, and a review is of the view that its reviewer saw. See docs/design/masks.md.

-- Asked for with the lifting, and agreed to with it; null: for good. From then on the mask holds again.
ALTER TABLE privacy_mask
  ADD COLUMN lift_until timestamptz,
  ADD CONSTRAINT privacy_mask_lift_until_asked CHECK (lift_until IS NULL OR lift_until > lift_requested_at);

-- Whether a mask hides what lies below it at that time. The one place that knows.
CREATE FUNCTION mask_holds(m privacy_mask, at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT m.lifted_at IS NULL OR m.lift_until <= at
$$;
-- Whether somebody may still agree to its lifting: until the end that was asked for, and for 30 days where none was.
CREATE FUNCTION mask_lift_waits(m privacy_mask, at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT m.lifted_at IS NULL AND m.lift_requested_at IS NOT NULL AND coalesce(m.lift_until, m.lift_requested_at + interval '30 days') > at
$$;
DROP INDEX privacy_mask_live_idx;
CREATE INDEX privacy_mask_live_idx ON privacy_mask (camera_id) WHERE lifted_at IS NULL OR lift_until IS NOT NULL;

-- Liftings whose time is over, kept when another one is asked for: what was hidden when can always be told.
CREATE TABLE privacy_mask_past_lift (
  mask_id uuid NOT NULL REFERENCES privacy_mask (id),
  requested_by uuid NOT NULL REFERENCES app_user (id),
  requested_at timestamptz NOT NULL,
  reason text NOT NULL,
  lifted_by uuid NOT NULL REFERENCES app_user (id),
  lifted_at timestamptz NOT NULL,
  agreed_reason text,
  lifted_until timestamptz NOT NULL,
  PRIMARY KEY (mask_id, lifted_at)
);
CREATE FUNCTION privacy_mask_past_lift_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was lifted when stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'privacy_mask_past_lift_kept';
END $$;
CREATE TRIGGER privacy_mask_past_lift_kept BEFORE UPDATE OR DELETE ON privacy_mask_past_lift FOR EACH ROW EXECUTE FUNCTION privacy_mask_past_lift_keep();

CREATE OR REPLACE FUNCTION privacy_mask_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'masks are lifted, not deleted' USING ERRCODE = 'check_violation', CONSTRAINT = 'privacy_mask_kept';
  END IF;
  IF (NEW.id, NEW.camera_id, NEW.placement_id, NEW.outline, NEW.reason, NEW.replaces, NEW.created_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.camera_id, OLD.placement_id, OLD.outline, OLD.reason, OLD.replaces, OLD.created_by, OLD.created_at) THEN
    RAISE EXCEPTION 'a mask does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'privacy_mask_kept';
  END IF;
  IF OLD.lifted_at IS NOT NULL THEN
    -- all that may follow is that it is asked for anew, once its time is over
    IF NEW.lifted_at IS NOT NULL OR NEW.lift_requested_at IS NULL OR OLD.lift_until IS NULL OR NEW.lift_requested_at < OLD.lift_until THEN
      RAISE EXCEPTION 'what was lifted stays lifted until its end' USING ERRCODE = 'check_violation', CONSTRAINT = 'privacy_mask_kept';
    END IF;
    INSERT INTO privacy_mask_past_lift (mask_id, requested_by, requested_at, reason, lifted_by, lifted_at, agreed_reason, lifted_until)
      VALUES (OLD.id, OLD.lift_requested_by, OLD.lift_requested_at, OLD.lift_reason, OLD.lifted_by, OLD.lifted_at, OLD.lift_agreed_reason, OLD.lift_until);
  ELSIF NEW.lifted_at IS NOT NULL THEN
    IF NOT mask_lift_waits(OLD, NEW.lifted_at) OR (NEW.lift_requested_at, NEW.lift_until) IS DISTINCT FROM (OLD.lift_requested_at, OLD.lift_until) THEN
      RAISE EXCEPTION 'a mask is lifted as it was asked for, and in time' USING ERRCODE = 'check_violation', CONSTRAINT = 'privacy_mask_lifted_as_asked';
    END IF;
    -- for good only where another mask took its place, or the camera points elsewhere by now
    IF NEW.lift_until IS NULL AND NOT EXISTS (SELECT 1 FROM privacy_mask n WHERE n.camera_id = NEW.camera_id AND n.replaces = NEW.id)
      AND EXISTS (SELECT 1 FROM camera_placement p WHERE p.id = NEW.placement_id AND p.valid @> NEW.lifted_at) THEN
      RAISE EXCEPTION 'the lifting of a mask needs an end' USING ERRCODE = 'check_violation', CONSTRAINT = 'privacy_mask_lift_needs_end';
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- A copy that was made while a mask was lifted is good until that mask comes back, and not longer.
ALTER TABLE watch_copy ADD COLUMN masks_until timestamptz;
GRANT SELECT (masks_until) ON watch_copy TO matpho_person;
CREATE INDEX watch_copy_masks_idx ON watch_copy (masks_until) WHERE masks_until IS NOT NULL;
CREATE OR REPLACE FUNCTION watch_copy_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM camera WHERE id = NEW.camera_id FOR SHARE;
  PERFORM 1 FROM footage_request r WHERE r.id = NEW.request_id AND r.camera_id = NEW.camera_id AND r.during @> NEW.during AND request_opens(r, NEW.ordered_at) FOR SHARE OF r;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a copy needs an open request, and lies within it' USING ERRCODE = 'check_violation', CONSTRAINT = 'watch_copy_within_request';
  END IF;
  NEW.masks_until := (SELECT min(m.lift_until) FROM privacy_mask m WHERE m.camera_id = NEW.camera_id AND m.lifted_at IS NOT NULL AND m.lift_until > NEW.ordered_at);
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION watchable(at timestamptz) RETURNS TABLE (grant_id uuid, session_id uuid, copy_id uuid, blob_key text) LANGUAGE sql STABLE AS $$
  SELECT g.id, g.session_id, w.id, w.blob_key FROM public.live_grants(at) g JOIN public.watch_copy w ON w.request_id = g.request_id WHERE w.masks_until IS NULL OR w.masks_until > at
$$;
