-- What each camera said of itself when it was last asked in full. One row per camera, begun with its source.
CREATE TABLE camera_capability (
  camera_id uuid PRIMARY KEY REFERENCES camera (id),
  next_look_at timestamptz NOT NULL DEFAULT now(),
  -- null: never answered yet
  seen_at timestamptz,
  identity jsonb NOT NULL DEFAULT '{}',
  capabilities jsonb NOT NULL DEFAULT '{}',
  firmware_before text,
  firmware_changed_at timestamptz,
  -- where a camera that is registered with http also speaks TLS
  secure_port integer CHECK (secure_port BETWEEN 1 AND 65535),
  has_events boolean NOT NULL DEFAULT false,
  CHECK ((firmware_before IS NULL) = (firmware_changed_at IS NULL))
);
CREATE INDEX camera_capability_due_idx ON camera_capability (next_look_at);
CREATE INDEX camera_capability_events_idx ON camera_capability (camera_id) WHERE has_events;
INSERT INTO camera_capability (camera_id) SELECT camera_id FROM camera_source ON CONFLICT DO NOTHING;

CREATE FUNCTION camera_capability_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO camera_capability (camera_id) VALUES (NEW.camera_id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER camera_source_begun AFTER INSERT ON camera_source FOR EACH ROW EXECUTE FUNCTION camera_capability_begin();

-- Another address or kind is another device until it has said otherwise; another password is only a reason to ask again.
CREATE FUNCTION camera_capability_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.kind, OLD.url) IS DISTINCT FROM (NEW.kind, NEW.url) THEN
    UPDATE camera_capability SET next_look_at = now(), seen_at = NULL, identity = '{}', capabilities = '{}', firmware_before = NULL, firmware_changed_at = NULL,
      secure_port = NULL, has_events = false WHERE camera_id = NEW.camera_id;
    DELETE FROM camera_event_watch WHERE camera_id = NEW.camera_id;
  ELSE
    UPDATE camera_capability SET next_look_at = now() WHERE camera_id = NEW.camera_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER camera_source_asked_anew AFTER UPDATE ON camera_source FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION camera_capability_forget();

-- Who listens to a camera's flags, and when they were last up. Nothing else of what cameras send has a place here.
CREATE TABLE camera_event_watch (
  camera_id uuid PRIMARY KEY REFERENCES camera (id),
  -- a lease: null when nobody listens
  worker_id uuid,
  expires_at timestamptz,
  last_motion_at timestamptz,
  last_tamper_at timestamptz,
  last_tamper_kind text CHECK (last_tamper_kind IN ('scene_changed', 'covered', 'tampered', 'blurred', 'dark', 'bright', 'signal_lost')),
  CHECK ((worker_id IS NULL) = (expires_at IS NULL)),
  CHECK ((last_tamper_at IS NULL) = (last_tamper_kind IS NULL))
);
CREATE INDEX camera_event_watch_worker_idx ON camera_event_watch (worker_id) WHERE worker_id IS NOT NULL;
