-- The second wall around evidence packages, and around what says that clear text of an entry was erased. After 065 to 069, which made tables and columns of them. See docs/design/second-wall.md.

CREATE OR REPLACE FUNCTION wall_permission() RETURNS TABLE (role text, action text, scope text) LANGUAGE sql IMMUTABLE AS $$
  VALUES ('board', 'request.read', 'own'), ('officer', 'request.read', 'units'), ('commander', 'request.read', 'units'),
    ('board', 'audit.read', 'own'), ('auditor', 'audit.read', 'any'),
    ('auditor', 'privacy.export', 'any'), ('admin', 'privacy.export', 'any'),
    ('board', 'footage.index', 'own'), ('officer', 'footage.index', 'units'), ('commander', 'footage.index', 'units'),
    ('board', 'camera.picture', 'own'),
    ('officer', 'media.open', 'units'), ('commander', 'media.open', 'units'),
    ('officer', 'package.open', 'units'), ('commander', 'package.open', 'units')
$$;

-- Rows of packages are the service's to show, as far as their incident reaches; persons have none here.
ALTER TABLE evidence_package ENABLE ROW LEVEL SECURITY;
ALTER TABLE evidence_package_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE evidence_package_timestamp ENABLE ROW LEVEL SECURITY;

-- Where the file lies, told to who ordered it in the session that has the grants of all its requests, while each opens the seconds that it was made of.
CREATE FUNCTION wall_package_blob(package uuid, at timestamptz) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN (SELECT p.blob_key
    FROM public.evidence_package p JOIN public.app_user u ON u.id = p.ordered_by JOIN public.session s ON s.user_id = u.id
    WHERE p.id = package AND p.state = 'ready' AND u.id = public.wall_person() AND s.id = public.wall_session() AND p.ordered_for = u.organisation_id AND u.disabled_at IS NULL
      AND public.wall_scope('package.open') IS NOT NULL AND s.revoked_at IS NULL AND s.expires_at > at
      AND NOT EXISTS (
        SELECT 1 FROM public.evidence_package_request pr JOIN public.footage_request r ON r.id = pr.request_id
        WHERE pr.package_id = p.id AND NOT (public.request_opens(r, at) AND r.during = pr.during
          AND EXISTS (SELECT 1 FROM public.footage_grant g WHERE g.request_id = r.id AND g.session_id = s.id AND g.ended_at IS NULL))));
END $$;
REVOKE EXECUTE ON FUNCTION wall_package_blob(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION wall_package_blob(uuid, timestamptz) TO matpho_person;

-- With its entry.
ALTER TABLE audit_erased ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON audit_erased TO matpho_person;
CREATE POLICY audit_erased_reach ON audit_erased FOR SELECT TO matpho_person USING (EXISTS (SELECT 1 FROM audit_event e WHERE e.id = event_id));
