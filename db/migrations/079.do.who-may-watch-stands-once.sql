-- Who may watch, and who may fetch a package: each stands once, here. The server's statements, the watch over running streams and the functions of the second wall ask these. All of them are plain SQL, so the planner puts
-- their text in their place and finds the same indexes; what reads a table takes no setting of its own and no other user's rights for that reason. See docs/design/second-wall.md.

-- Roles that have an action at all. What of the table of permissions the wall rests on stands in wall_permission().
CREATE FUNCTION wall_roles(wanted text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY(SELECT p.role FROM public.wall_permission() p WHERE p.action = wanted)
$$;

-- Whether a session lasts: it is its user's, was not revoked, has not ended, and the account is open.
CREATE FUNCTION session_lasts(s session, u app_user, at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT s.user_id = u.id AND s.revoked_at IS NULL AND s.expires_at > at AND u.disabled_at IS NULL
$$;

-- Whether a request opens its seconds at that time to a person of an organisation in a role. The columns one by one: the wall's role may not read whole rows of accounts.
CREATE FUNCTION request_opens_to(r footage_request, person uuid, organisation uuid, role text, at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT r.requested_by = person AND r.requested_for = organisation AND role = ANY (public.wall_roles('media.open')) AND public.request_opens(r, at)
$$;

-- Grants under which something may be watched at that time: not ended, their session lasts, and their request opens to who that session's person is by now.
CREATE FUNCTION live_grants(at timestamptz) RETURNS SETOF footage_grant LANGUAGE sql STABLE AS $$
  SELECT g.* FROM public.footage_grant g JOIN public.footage_request r ON r.id = g.request_id JOIN public.session s ON s.id = g.session_id JOIN public.app_user u ON u.id = g.user_id
  WHERE g.ended_at IS NULL AND public.session_lasts(s, u, at) AND public.request_opens_to(r, u.id, u.organisation_id, u.role, at)
$$;

-- The copies that may be watched at that time, each with the grant and the session under which, and where it lies once it is made.
CREATE FUNCTION watchable(at timestamptz) RETURNS TABLE (grant_id uuid, session_id uuid, copy_id uuid, blob_key text) LANGUAGE sql STABLE AS $$
  SELECT g.id, g.session_id, w.id, w.blob_key FROM public.live_grants(at) g JOIN public.watch_copy w ON w.request_id = g.request_id
$$;

CREATE OR REPLACE FUNCTION watched_blob(watcher uuid, copy uuid, at timestamptz) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN (SELECT w.blob_key FROM public.watchable(at) w WHERE w.copy_id = copy AND w.session_id = watcher);
END $$;

-- Whether every request of a package still opens the seconds that it was made of, to whomever.
CREATE FUNCTION package_opens(package uuid, at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT 1 FROM public.evidence_package_request pr JOIN public.footage_request r ON r.id = pr.request_id
    WHERE pr.package_id = package AND NOT (public.request_opens(r, at) AND r.during = pr.during))
$$;

-- The packages that a session may fetch at that time: its person ordered them, is still of that organisation and in a role that opens packages, all their requests open, and their grants are this session's.
CREATE FUNCTION packages_open_in(fetcher uuid, at timestamptz) RETURNS SETOF evidence_package LANGUAGE sql STABLE AS $$
  SELECT p.* FROM public.session s JOIN public.app_user u ON u.id = s.user_id JOIN public.evidence_package p ON p.ordered_by = u.id AND p.ordered_for = u.organisation_id
  WHERE s.id = fetcher AND public.session_lasts(s, u, at) AND u.role = ANY (public.wall_roles('package.open')) AND p.state = 'ready' AND public.package_opens(p.id, at)
    AND NOT EXISTS (SELECT 1 FROM public.evidence_package_request pr WHERE pr.package_id = p.id
      AND NOT EXISTS (SELECT 1 FROM public.live_grants(at) g WHERE g.request_id = pr.request_id AND g.session_id = s.id))
$$;

CREATE OR REPLACE FUNCTION wall_package_blob(package uuid, at timestamptz) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN (SELECT p.blob_key FROM public.packages_open_in(public.wall_session(), at) p WHERE p.id = package AND p.ordered_by = public.wall_person());
END $$;

-- They tell nothing to whoever may not read the tables; nobody but the service has a use for them.
REVOKE EXECUTE ON FUNCTION session_lasts(session, app_user, timestamptz), live_grants(timestamptz), watchable(timestamptz), package_opens(uuid, timestamptz), packages_open_in(uuid, timestamptz) FROM PUBLIC;
