-- A mask is redrawn as a new version that names the one it takes the place of; the second person says why they agreed. See docs/design/masks.md.
ALTER TABLE privacy_mask
  ADD COLUMN replaces uuid,
  ADD COLUMN lift_agreed_reason text CHECK (length(lift_agreed_reason) BETWEEN 1 AND 2000),
  ADD CONSTRAINT privacy_mask_of_camera UNIQUE (id, camera_id),
  ADD CONSTRAINT privacy_mask_replaces_of_camera FOREIGN KEY (replaces, camera_id) REFERENCES privacy_mask (id, camera_id),
  -- lifted before 068: nobody was asked why
  ADD CONSTRAINT privacy_mask_agreed_when_lifted CHECK (lift_agreed_reason IS NULL OR lifted_at IS NOT NULL);
CREATE OR REPLACE FUNCTION privacy_mask_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'masks are lifted, not deleted' USING ERRCODE = 'check_violation', CONSTRAINT = 'privacy_mask_kept';
  END IF;
  IF OLD.lifted_at IS NOT NULL OR (NEW.id, NEW.camera_id, NEW.placement_id, NEW.outline, NEW.reason, NEW.replaces, NEW.created_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.camera_id, OLD.placement_id, OLD.outline, OLD.reason, OLD.replaces, OLD.created_by, OLD.created_at) THEN
    RAISE EXCEPTION 'a mask does not change, and what was lifted stays lifted' USING ERRCODE = 'check_violation', CONSTRAINT = 'privacy_mask_kept';
  END IF;
  RETURN NEW;
END $$;

-- What a building is, where that makes it sensitive; null: nothing that is known.
ALTER TABLE building ADD COLUMN category text CHECK (category IN ('worship', 'school', 'clinic', 'home'));
CREATE INDEX building_sensitive_idx ON building USING gist (footprint) WHERE category IS NOT NULL;

-- Which kinds of sensitive buildings a placement's coverage reaches, as of when it was computed: it is computed anew when it or a building changes. A metre is allowed for: coverage ends at walls.
ALTER TABLE camera_placement ADD COLUMN sensitive_in_view text[] NOT NULL DEFAULT '{}';
CREATE FUNCTION camera_placement_sees() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.sensitive_in_view := ARRAY(SELECT DISTINCT b.category FROM building b
    WHERE b.category IS NOT NULL AND b.footprint && ST_Expand(NEW.coverage, 0.00001) AND ST_DWithin(b.footprint, NEW.coverage, 0.00001)
      AND (b.valid_to IS NULL OR b.valid_to > now()) ORDER BY 1);
  RETURN NEW;
END $$;
CREATE TRIGGER camera_placement_sees BEFORE INSERT OR UPDATE OF coverage ON camera_placement FOR EACH ROW EXECUTE FUNCTION camera_placement_sees();

-- Whether a camera that sees such buildings needs masks, as a person judged it for a placement and what it saw then. Never changed: who judges anew adds a row.
CREATE TABLE mask_review (
  id uuid PRIMARY KEY,
  camera_id uuid NOT NULL REFERENCES camera (id),
  placement_id uuid NOT NULL REFERENCES camera_placement (id),
  saw text[] NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('needed', 'not_needed')),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
  reviewed_by uuid NOT NULL REFERENCES app_user (id),
  reviewed_at timestamptz NOT NULL
);
CREATE INDEX mask_review_placement_idx ON mask_review (placement_id, id DESC);
CREATE INDEX mask_review_camera_idx ON mask_review (camera_id, id DESC);
CREATE FUNCTION mask_review_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a review does not change: judge anew' USING ERRCODE = 'check_violation', CONSTRAINT = 'mask_review_kept';
END $$;
CREATE TRIGGER mask_review_kept BEFORE UPDATE OR DELETE ON mask_review FOR EACH ROW EXECUTE FUNCTION mask_review_keep();

-- A sign that somebody found missing or unreadable; closed by the next photograph. No words: who passed by is nobody's business. See docs/design/notice-signs.md.
CREATE TABLE sign_report (
  id uuid PRIMARY KEY,
  camera_id uuid NOT NULL REFERENCES camera (id),
  kind text NOT NULL CHECK (kind IN ('missing', 'unreadable')),
  reported_by uuid NOT NULL REFERENCES app_user (id),
  reported_at timestamptz NOT NULL,
  closed_by uuid REFERENCES app_user (id),
  closed_at timestamptz,
  photo_sha256 bytea CHECK (octet_length(photo_sha256) = 32),
  CONSTRAINT sign_report_closed_whole CHECK (num_nonnulls(closed_by, closed_at, photo_sha256) IN (0, 3))
);
CREATE UNIQUE INDEX sign_report_open_idx ON sign_report (camera_id, kind) WHERE closed_at IS NULL;
CREATE INDEX sign_report_closed_idx ON sign_report (closed_at) WHERE closed_at IS NOT NULL;
CREATE FUNCTION sign_report_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.closed_at IS NOT NULL OR (NEW.id, NEW.camera_id, NEW.kind, NEW.reported_by, NEW.reported_at) IS DISTINCT FROM (OLD.id, OLD.camera_id, OLD.kind, OLD.reported_by, OLD.reported_at) THEN
    RAISE EXCEPTION 'a report is closed once, and nothing else of it changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'sign_report_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sign_report_kept BEFORE UPDATE ON sign_report FOR EACH ROW EXECUTE FUNCTION sign_report_keep();

-- Steps of a request about somebody's own data are added, never changed or taken away; their words are emptied by age.
CREATE FUNCTION subject_request_step_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.note = '-' AND (NEW.request_id, NEW.nth, NEW.step, NEW.made_by, NEW.made_at) IS NOT DISTINCT FROM (OLD.request_id, OLD.nth, OLD.step, OLD.made_by, OLD.made_at)
    AND EXISTS (SELECT 1 FROM subject_request q WHERE q.id = OLD.request_id AND q.applicant_erased_at IS NOT NULL) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'steps of a request are added, not changed' USING ERRCODE = 'check_violation', CONSTRAINT = 'subject_request_step_kept';
END $$;
CREATE TRIGGER subject_request_step_kept BEFORE UPDATE OR DELETE ON subject_request_step FOR EACH ROW EXECUTE FUNCTION subject_request_step_keep();
