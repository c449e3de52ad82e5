-- The second wall around pictures and footage: rows by policies, where they lie in the store (blob_key) by a function or never. See docs/design/second-wall.md.

CREATE OR REPLACE FUNCTION wall_permission() RETURNS TABLE (role text, action text, scope text) LANGUAGE sql IMMUTABLE AS $$
  VALUES ('board', 'request.read', 'own'), ('officer', 'request.read', 'units'), ('commander', 'request.read', 'units'),
    ('board', 'audit.read', 'own'), ('auditor', 'audit.read', 'any'),
    ('auditor', 'privacy.export', 'any'), ('admin', 'privacy.export', 'any'),
    ('board', 'footage.index', 'own'), ('officer', 'footage.index', 'units'), ('commander', 'footage.index', 'units'),
    ('board', 'camera.picture', 'own')
$$;

-- Pictures: their list as far as the index reaches, and those of own requests wherever the camera hangs today.
ALTER TABLE snapshot ENABLE ROW LEVEL SECURITY;
GRANT SELECT (id, camera_id, taken_at, device_time, device_time_source, clock_offset_ms, clock_uncertainty_ms, clock_method, reason, sha256, byte_length, width_px, height_px, expires_at) ON snapshot TO matpho_person;
CREATE POLICY snapshot_reach ON snapshot FOR SELECT TO matpho_person USING (
  CASE (SELECT wall_scope('footage.index'))
    WHEN 'any' THEN true
    WHEN 'own' THEN EXISTS (SELECT 1 FROM camera c WHERE c.id = camera_id AND c.owner_id = (SELECT wall_organisation()))
    WHEN 'units' THEN EXISTS (
      SELECT 1 FROM camera c JOIN unit_closure uc ON uc.descendant_id = c.unit_id JOIN organisation_unit ou ON ou.unit_id = uc.ancestor_id
      WHERE c.id = camera_id AND ou.organisation_id = (SELECT wall_organisation()))
      OR EXISTS (SELECT 1 FROM footage_request r WHERE r.camera_id = snapshot.camera_id AND r.requested_by = (SELECT wall_person()) AND r.during @> taken_at)
    ELSE false
  END);

-- Footage: nothing at all. That it exists is said by the service (a policy would switch its indexes off), and what is watched is a copy.
ALTER TABLE footage_segment ENABLE ROW LEVEL SECURITY;
ALTER TABLE footage_copy ENABLE ROW LEVEL SECURITY;

-- Where a picture lies that a board had taken to check its own camera. All others are opened as copies.
CREATE FUNCTION wall_picture_blob(picture uuid) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN (SELECT f.blob_key FROM public.snapshot f JOIN public.camera c ON c.id = f.camera_id
    WHERE f.id = picture AND f.reason = 'request' AND c.owner_id = public.wall_organisation() AND public.wall_scope('camera.picture') = 'own');
END $$;

REVOKE EXECUTE ON FUNCTION wall_picture_blob(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION wall_picture_blob(uuid) TO matpho_person;

-- A policy can't ask its own table, and a function for each row made a board's page by person slow. A view is read as its owner; this one shows a person the places of entries that are its organisation's.
CREATE VIEW wall_own_entry WITH (security_barrier) AS SELECT x.at_ms, x.seq FROM audit_index x WHERE x.kind = 'owner' AND x.key = (SELECT wall_organisation());
GRANT SELECT ON wall_own_entry TO matpho_person;
ALTER POLICY audit_index_reach ON audit_index USING (
  CASE (SELECT wall_scope('audit.read'))
    WHEN 'any' THEN true
    WHEN 'own' THEN CASE kind WHEN 'owner' THEN key = (SELECT wall_organisation()) WHEN 'camera' THEN owner_id = (SELECT wall_organisation())
      ELSE EXISTS (SELECT 1 FROM wall_own_entry o WHERE o.at_ms = audit_index.at_ms AND o.seq = audit_index.seq) END
    ELSE false
  END OR (SELECT wall_scope('privacy.export')) = 'any');
DROP FUNCTION wall_owns_entry(bigint, bigint);
