-- The second wall: what the server reads for a person of requests, grants and the access log, it reads as matpho_person, under these policies. See docs/design/second-wall.md.

-- Roles belong to the whole cluster, and several databases of it may be migrated at once.
DO $$
DECLARE
  before text := current_setting('role');
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'matpho_person') THEN
    BEGIN
      CREATE ROLE matpho_person NOLOGIN;
    EXCEPTION
      WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
    END;
  END IF;
  BEGIN
    PERFORM set_config('role', 'matpho_person', true);
  EXCEPTION
    WHEN invalid_parameter_value OR insufficient_privilege THEN
      BEGIN
        EXECUTE format('GRANT matpho_person TO %I', current_user);
        PERFORM set_config('role', 'matpho_person', true);
      EXCEPTION
        -- who grants at the same moment on the same cluster does it for us, or we fail below and are run again
        WHEN OTHERS THEN NULL;
      END;
  END;
  IF current_user <> 'matpho_person' THEN
    RAISE EXCEPTION 'matpho_person is missing, or this user may not act as it'
      USING ERRCODE = 'MP061', HINT = format('As an administrator of the cluster: CREATE ROLE matpho_person NOLOGIN; GRANT matpho_person TO %I;', current_user);
  END IF;
  PERFORM set_config('role', before, true);
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'matpho_person' AND (rolsuper OR rolbypassrls)) THEN
    RAISE EXCEPTION 'matpho_person would go round every policy' USING ERRCODE = 'MP061', HINT = 'As an administrator of the cluster: ALTER ROLE matpho_person NOSUPERUSER NOBYPASSRLS;';
  END IF;
END $$;

GRANT USAGE ON SCHEMA public TO matpho_person;

-- Who a transaction is for. Said by the server, once and for its transaction; unset, it is nobody.
CREATE FUNCTION wall_person() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('matpho.person', true), '')::uuid $$;
CREATE FUNCTION wall_session() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('matpho.session', true), '')::uuid $$;

-- What of the table of permissions the wall rests on. domain/permission-rule.ts has the say: a test compares the two.
CREATE FUNCTION wall_permission() RETURNS TABLE (role text, action text, scope text) LANGUAGE sql IMMUTABLE AS $$
  VALUES ('board', 'request.read', 'own'), ('officer', 'request.read', 'units'), ('commander', 'request.read', 'units'),
    ('board', 'audit.read', 'own'), ('auditor', 'audit.read', 'any'),
    ('auditor', 'privacy.export', 'any'), ('admin', 'privacy.export', 'any')
$$;

-- Organisation and role are looked up, not believed; a closed account is nobody.
CREATE FUNCTION wall_organisation() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT u.organisation_id FROM public.app_user u WHERE u.id = public.wall_person() AND u.disabled_at IS NULL
$$;
CREATE FUNCTION wall_scope(wanted text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.scope FROM public.app_user u JOIN public.wall_permission() p ON p.role = u.role AND p.action = wanted WHERE u.id = public.wall_person() AND u.disabled_at IS NULL
$$;

-- What guarded rows are shown with, and what policies ask. Never a password, an address or a key.
GRANT SELECT ON unit, unit_closure, organisation_unit, incident_category TO matpho_person;
GRANT SELECT (id, kind, name) ON organisation TO matpho_person;
GRANT SELECT (id, username, display_name, role, organisation_id, created_at, disabled_at) ON app_user TO matpho_person;
GRANT SELECT (id, name, owner_id, unit_id) ON camera TO matpho_person;
GRANT SELECT (id, reference_number, category, entered_for, unit_id) ON incident TO matpho_person;

-- Requests: a board those of its cameras; officers and commanders those of today's units, or of their organisation.
ALTER TABLE footage_request ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON footage_request TO matpho_person;
CREATE POLICY footage_request_reach ON footage_request FOR SELECT TO matpho_person USING (
  CASE (SELECT wall_scope('request.read'))
    WHEN 'any' THEN true
    WHEN 'own' THEN owner_id = (SELECT wall_organisation())
    WHEN 'units' THEN requested_for = (SELECT wall_organisation()) OR EXISTS (
      SELECT 1 FROM organisation_unit ou JOIN unit_closure uc ON uc.ancestor_id = ou.unit_id WHERE ou.organisation_id = (SELECT wall_organisation()) AND uc.descendant_id = footage_request.unit_id)
    ELSE false
  END OR (SELECT wall_scope('privacy.export')) = 'any');

ALTER TABLE footage_request_decision ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON footage_request_decision TO matpho_person;
CREATE POLICY footage_request_decision_reach ON footage_request_decision FOR SELECT TO matpho_person
  USING (EXISTS (SELECT 1 FROM footage_request r WHERE r.id = request_id));

ALTER TABLE emergency_suspension ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON emergency_suspension TO matpho_person;
CREATE POLICY emergency_suspension_reach ON emergency_suspension FOR SELECT TO matpho_person
  USING (user_id = (SELECT wall_person()) OR EXISTS (SELECT 1 FROM footage_request r WHERE r.id = request_id));

-- A grant is its person's and nobody else's.
ALTER TABLE footage_grant ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON footage_grant TO matpho_person;
CREATE POLICY footage_grant_own ON footage_grant FOR SELECT TO matpho_person
  USING (user_id = (SELECT wall_person()) AND EXISTS (SELECT 1 FROM footage_request r WHERE r.id = request_id));

-- The log: an auditor all of it, a board what touched cameras that were its own then.
-- A policy can't ask its own table; this answers for the entry alone that it is given.
CREATE FUNCTION wall_owns_entry(entry_at_ms bigint, entry_seq bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM public.audit_index x WHERE x.kind = 'owner' AND x.key = public.wall_organisation() AND x.at_ms = entry_at_ms AND x.seq = entry_seq);
END $$;

ALTER TABLE audit_index ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON audit_index TO matpho_person;
CREATE POLICY audit_index_reach ON audit_index FOR SELECT TO matpho_person USING (
  CASE (SELECT wall_scope('audit.read'))
    WHEN 'any' THEN true
    WHEN 'own' THEN CASE kind WHEN 'owner' THEN key = (SELECT wall_organisation()) WHEN 'camera' THEN owner_id = (SELECT wall_organisation()) ELSE wall_owns_entry(at_ms, seq) END
    ELSE false
  END OR (SELECT wall_scope('privacy.export')) = 'any');

ALTER TABLE audit_leaf ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON audit_leaf TO matpho_person;
CREATE POLICY audit_leaf_reach ON audit_leaf FOR SELECT TO matpho_person USING (
  CASE (SELECT wall_scope('audit.read'))
    WHEN 'any' THEN true
    WHEN 'own' THEN EXISTS (SELECT 1 FROM audit_index x WHERE x.kind = 'owner' AND x.key = (SELECT wall_organisation()) AND x.at_ms = audit_leaf.at_ms AND x.seq = audit_leaf.seq)
    ELSE false
  END OR (SELECT wall_scope('privacy.export')) = 'any');

ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON audit_event TO matpho_person;
CREATE POLICY audit_event_reach ON audit_event FOR SELECT TO matpho_person USING (EXISTS (SELECT 1 FROM audit_leaf l WHERE l.event_id = id));

REVOKE EXECUTE ON FUNCTION wall_organisation(), wall_scope(text), wall_owns_entry(bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION wall_organisation(), wall_scope(text), wall_owns_entry(bigint, bigint) TO matpho_person;
