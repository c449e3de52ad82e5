-- Every look, refused ones too. Insert only: no role, the owner included, changes or removes a row through SQL while these triggers stand;
-- the Merkle tree that exposes whoever drops the triggers comes with the access log.
CREATE TABLE audit_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor_id uuid,
  actor_username text,
  actor_role text,
  action text NOT NULL CHECK (action ~ '^[a-z_]+\.[a-z_]+$'),
  outcome text NOT NULL DEFAULT 'allowed' CHECK (outcome IN ('allowed', 'refused')),
  incident_id uuid,
  camera_ids uuid[] NOT NULL DEFAULT '{}',
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_event_cameras_idx ON audit_event USING gin (camera_ids);
CREATE INDEX audit_event_incident_idx ON audit_event (incident_id, id DESC) WHERE incident_id IS NOT NULL;
CREATE INDEX audit_event_actor_idx ON audit_event (actor_id, id DESC);

CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_event is insert only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse();
