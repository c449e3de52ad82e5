-- What a grant opened in a period (docs/design/breach-export.md).
CREATE INDEX footage_request_access_idx ON footage_request (id) WHERE access_until IS NOT NULL;

-- The photograph of a camera's sign, made small and without what the telephone wrote into it; another one takes its place. See docs/design/notice-signs.md.
CREATE TABLE camera_notice_photo (
  camera_id uuid PRIMARY KEY REFERENCES camera (id),
  jpeg bytea NOT NULL CHECK (octet_length(jpeg) BETWEEN 1 AND 600000),
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  width_px integer NOT NULL CHECK (width_px BETWEEN 1 AND 1024),
  height_px integer NOT NULL CHECK (height_px BETWEEN 1 AND 1024),
  uploaded_by uuid NOT NULL REFERENCES app_user (id),
  uploaded_at timestamptz NOT NULL
);
-- it doesn't compress
ALTER TABLE camera_notice_photo ALTER COLUMN jpeg SET STORAGE EXTERNAL;

-- Masks: drawn by the board on a placement's view, lifted by two people, never changed and never deleted. See docs/design/masks.md.
ALTER TABLE privacy_mask
  ADD COLUMN placement_id uuid REFERENCES camera_placement (id),
  ADD COLUMN reason text NOT NULL DEFAULT '-' CHECK (length(reason) BETWEEN 1 AND 2000),
  ADD COLUMN created_by uuid REFERENCES app_user (id),
  ADD COLUMN lift_requested_by uuid REFERENCES app_user (id),
  ADD COLUMN lift_requested_at timestamptz,
  ADD COLUMN lift_reason text CHECK (length(lift_reason) BETWEEN 1 AND 2000),
  ADD COLUMN lifted_by uuid REFERENCES app_user (id),
  ADD COLUMN lifted_at timestamptz;
-- rows from before hang on where the camera points now
UPDATE privacy_mask m SET placement_id = (SELECT p.id FROM camera_placement p WHERE p.camera_id = m.camera_id ORDER BY lower(p.valid) DESC LIMIT 1);
DELETE FROM privacy_mask WHERE placement_id IS NULL OR jsonb_typeof(outline) <> 'array' OR jsonb_array_length(outline) NOT BETWEEN 3 AND 40;
ALTER TABLE privacy_mask
  ALTER COLUMN placement_id SET NOT NULL,
  ADD CONSTRAINT privacy_mask_outline CHECK (jsonb_typeof(outline) = 'array' AND jsonb_array_length(outline) BETWEEN 3 AND 40),
  ADD CONSTRAINT privacy_mask_lift_asked_whole CHECK (num_nonnulls(lift_requested_by, lift_requested_at, lift_reason) IN (0, 3)),
  ADD CONSTRAINT privacy_mask_lift_whole CHECK (num_nonnulls(lifted_by, lifted_at) IN (0, 2)),
  ADD CONSTRAINT privacy_mask_lifted_by_another CHECK (lifted_by IS NULL OR (lift_requested_by IS NOT NULL AND lifted_by <> lift_requested_by));
DROP INDEX privacy_mask_camera_idx;
CREATE INDEX privacy_mask_camera_idx ON privacy_mask (camera_id, id DESC);
CREATE INDEX privacy_mask_live_idx ON privacy_mask (camera_id) WHERE lifted_at IS NULL;

CREATE FUNCTION privacy_mask_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'masks are lifted, not deleted' USING ERRCODE = 'check_violation', CONSTRAINT = 'privacy_mask_kept';
  END IF;
  IF OLD.lifted_at IS NOT NULL OR (NEW.id, NEW.camera_id, NEW.placement_id, NEW.outline, NEW.reason, NEW.created_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.camera_id, OLD.placement_id, OLD.outline, OLD.reason, OLD.created_by, OLD.created_at) THEN
    RAISE EXCEPTION 'a mask does not change, and what was lifted stays lifted' USING ERRCODE = 'check_violation', CONSTRAINT = 'privacy_mask_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER privacy_mask_kept BEFORE UPDATE OR DELETE ON privacy_mask FOR EACH ROW EXECUTE FUNCTION privacy_mask_keep();

-- Copies for watching are made with the masks of then: another mask, and they are made anew when they are wanted. One that is being made just now finds its row gone.
CREATE INDEX watch_copy_camera_idx ON watch_copy (camera_id);
CREATE FUNCTION privacy_mask_copies_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM watch_copy WHERE camera_id = NEW.camera_id;
  RETURN NULL;
END $$;
CREATE TRIGGER privacy_mask_copies_followed AFTER INSERT OR UPDATE OF lifted_at ON privacy_mask FOR EACH ROW EXECUTE FUNCTION privacy_mask_copies_follow();
