-- The second wall around copies for watching. See docs/design/second-wall.md.

CREATE OR REPLACE FUNCTION wall_permission() RETURNS TABLE (role text, action text, scope text) LANGUAGE sql IMMUTABLE AS $$
  VALUES ('board', 'request.read', 'own'), ('officer', 'request.read', 'units'), ('commander', 'request.read', 'units'),
    ('board', 'audit.read', 'own'), ('auditor', 'audit.read', 'any'),
    ('auditor', 'privacy.export', 'any'), ('admin', 'privacy.export', 'any'),
    ('board', 'footage.index', 'own'), ('officer', 'footage.index', 'units'), ('commander', 'footage.index', 'units'),
    ('board', 'camera.picture', 'own'),
    ('officer', 'media.open', 'units'), ('commander', 'media.open', 'units')
$$;

-- Those of own requests.
ALTER TABLE watch_copy ENABLE ROW LEVEL SECURITY;
GRANT SELECT (id, request_id, camera_id, kind, source_id, during, state, ordered_at, worker_until, attempts, error_code, byte_length, mark_bytes, mark_ms, finished_at) ON watch_copy TO matpho_person;
CREATE POLICY watch_copy_own ON watch_copy FOR SELECT TO matpho_person
  USING (EXISTS (SELECT 1 FROM footage_request r WHERE r.id = request_id AND r.requested_by = (SELECT wall_person())));

-- Where the copy lies that a session may watch now: under a grant of its own that lives. The service asks it of a session that it has just found; a person asks the next one.
CREATE FUNCTION watched_blob(watcher uuid, copy uuid, at timestamptz) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN (SELECT w.blob_key
    FROM public.watch_copy w JOIN public.footage_request r ON r.id = w.request_id JOIN public.footage_grant g ON g.request_id = r.id AND g.ended_at IS NULL
      JOIN public.session s ON s.id = g.session_id JOIN public.app_user u ON u.id = s.user_id JOIN public.wall_permission() p ON p.role = u.role AND p.action = 'media.open'
    WHERE w.id = copy AND w.state = 'ready' AND g.session_id = watcher AND g.user_id = u.id AND r.requested_by = u.id AND r.requested_for = u.organisation_id AND public.request_opens(r, at)
      AND s.revoked_at IS NULL AND s.expires_at > at AND u.disabled_at IS NULL);
END $$;
CREATE FUNCTION wall_copy_blob(copy uuid, at timestamptz) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.session s WHERE s.id = public.wall_session() AND s.user_id = public.wall_person()) THEN RETURN NULL; END IF;
  RETURN public.watched_blob(public.wall_session(), copy, at);
END $$;

REVOKE EXECUTE ON FUNCTION watched_blob(uuid, uuid, timestamptz), wall_copy_blob(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION wall_copy_blob(uuid, timestamptz) TO matpho_person;
