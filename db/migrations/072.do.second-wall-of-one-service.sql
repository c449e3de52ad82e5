-- Who a transaction is for is believed of the service alone: roles belong to the whole cluster, so another service's user may act as matpho_person too, and connect to this database. Whoever may store sessions here is the service.
-- See docs/design/second-wall.md.
CREATE OR REPLACE FUNCTION wall_person() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN has_table_privilege(session_user, 'public.session', 'INSERT') THEN nullif(current_setting('matpho.person', true), '')::uuid END
$$;

-- One's own, while the account is open.
ALTER POLICY emergency_suspension_reach ON emergency_suspension
  USING ((user_id = (SELECT wall_person()) AND (SELECT wall_organisation()) IS NOT NULL) OR EXISTS (SELECT 1 FROM footage_request r WHERE r.id = request_id));
