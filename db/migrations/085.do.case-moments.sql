-- Moments that somebody marked while watching what a request of a case opened. See docs/design/case-player.md.
CREATE TABLE case_moment (
  id uuid PRIMARY KEY,
  incident_id uuid NOT NULL REFERENCES incident (id),
  camera_id uuid NOT NULL REFERENCES camera (id),
  -- what opened that second to whom it was marked by
  request_id uuid NOT NULL REFERENCES footage_request (id),
  -- true time
  at timestamptz NOT NULL,
  note text NOT NULL CHECK (length(note) <= 500),
  marked_by uuid NOT NULL REFERENCES app_user (id),
  marked_at timestamptz NOT NULL
);
CREATE INDEX case_moment_incident_idx ON case_moment (incident_id, id DESC);
CREATE INDEX case_moment_text_age_idx ON case_moment (marked_at) WHERE note <> '';

-- Only who watches that second at that very time marks it.
CREATE FUNCTION case_moment_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- a share of the request's row: it can't end in between
  PERFORM 1 FROM footage_request r WHERE r.id = NEW.request_id AND r.incident_id = NEW.incident_id AND r.camera_id = NEW.camera_id AND r.requested_by = NEW.marked_by
    AND r.during @> NEW.at AND request_opens(r, NEW.marked_at) FOR SHARE OF r;
  IF NOT FOUND OR NOT EXISTS (SELECT 1 FROM footage_grant g WHERE g.request_id = NEW.request_id AND g.user_id = NEW.marked_by AND g.ended_at IS NULL) THEN
    RAISE EXCEPTION 'a moment needs a live grant of that person for that second' USING ERRCODE = 'check_violation', CONSTRAINT = 'case_moment_needs_grant';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER case_moment_checked BEFORE INSERT ON case_moment FOR EACH ROW EXECUTE FUNCTION case_moment_check();

-- The second wall: shown with the request that it was marked under.
ALTER TABLE case_moment ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON case_moment TO matpho_person;
CREATE POLICY case_moment_reach ON case_moment FOR SELECT TO matpho_person USING (EXISTS (SELECT 1 FROM footage_request r WHERE r.id = request_id));
