-- Near a gathering a person pulls only what a second officer agreed to hold: fetching is keeping. See docs/design/edge-footage.md.
CREATE OR REPLACE FUNCTION edge_pull_check_near() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM incident i WHERE i.id = NEW.incident_id AND near_gathering(i.location, i.uncertainty_m, i.occurred)) THEN RETURN NEW; END IF;
  IF NEW.automatic THEN
    RAISE EXCEPTION 'nothing is pulled by itself near a gathering' USING ERRCODE = 'check_violation', CONSTRAINT = 'edge_pull_not_near_gathering';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM hold h WHERE h.incident_id = NEW.incident_id AND h.camera_id = NEW.camera_id AND h.released_at IS NULL AND NOT h.pending AND h.seconded_by IS NOT NULL
    AND (h.expires_at IS NULL OR h.expires_at > NEW.requested_at) AND h.during @> NEW.true_during) THEN
    RAISE EXCEPTION 'near a gathering a second officer agrees first' USING ERRCODE = 'check_violation', CONSTRAINT = 'edge_pull_needs_second_officer';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER edge_pull_checked_near ON edge_pull;
CREATE TRIGGER edge_pull_checked_near BEFORE INSERT ON edge_pull FOR EACH ROW WHEN (NEW.state <> 'failed') EXECUTE FUNCTION edge_pull_check_near();
