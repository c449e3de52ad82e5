-- A mask and a copy for watching that is ordered at the same moment meet at the camera's row: whichever comes second waits, so no copy is made without the mask. See docs/design/masks.md.
CREATE OR REPLACE FUNCTION privacy_mask_copies_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM camera WHERE id = NEW.camera_id FOR NO KEY UPDATE;
  DELETE FROM watch_copy WHERE camera_id = NEW.camera_id;
  RETURN NULL;
END $$;

-- The camera before the request, as whoever changes a camera's owner locks them.
CREATE OR REPLACE FUNCTION watch_copy_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM camera WHERE id = NEW.camera_id FOR SHARE;
  PERFORM 1 FROM footage_request r WHERE r.id = NEW.request_id AND r.camera_id = NEW.camera_id AND r.during @> NEW.during AND request_opens(r, NEW.ordered_at) FOR SHARE OF r;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a copy needs an open request, and lies within it' USING ERRCODE = 'check_violation', CONSTRAINT = 'watch_copy_within_request';
  END IF;
  RETURN NEW;
END $$;

-- Words that are emptied by age, each found without walking over all requests.
CREATE INDEX footage_request_text_age_idx ON footage_request (requested_at) WHERE purpose <> '-' OR justification <> '-' OR end_reason <> '-' OR fulfilment_note <> '-';
CREATE INDEX footage_request_decision_text_age_idx ON footage_request_decision (decided_at) WHERE reason <> '-';
