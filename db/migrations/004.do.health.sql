-- One row per camera: what is known now, and when it is due for its next contact.
CREATE TABLE camera_state (
  camera_id uuid PRIMARY KEY REFERENCES camera (id),
  overall text NOT NULL DEFAULT 'unknown' CHECK (overall IN ('draft', 'online', 'degraded', 'offline', 'maintenance', 'unknown')),
  reachable text NOT NULL DEFAULT 'unknown' CHECK (reachable IN ('unknown', 'up', 'down')),
  picture text NOT NULL DEFAULT 'unknown' CHECK (picture IN ('unknown', 'ok', 'covered', 'blurred', 'dark', 'moved', 'frozen')),
  recording text NOT NULL DEFAULT 'unknown' CHECK (recording IN ('unknown', 'ok', 'gap', 'off')),
  clock text NOT NULL DEFAULT 'unknown' CHECK (clock IN ('unknown', 'ok', 'off')),
  -- the state machines' memory: pending state, since when, how many agreeing observations
  memory jsonb NOT NULL DEFAULT '{}',
  -- measures of the last pictures, for "frozen" and "moved"
  picture_memory jsonb NOT NULL DEFAULT '{}',
  last_contact_at timestamptz,
  last_problem jsonb,
  clock_offset_ms bigint,
  next_ping_at timestamptz NOT NULL DEFAULT now(),
  -- null: not planned yet, due at once
  next_snapshot_at timestamptz,
  changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX camera_state_ping_due_idx ON camera_state (next_ping_at);
CREATE INDEX camera_state_snapshot_due_idx ON camera_state (next_snapshot_at NULLS FIRST);
CREATE INDEX camera_state_overall_idx ON camera_state (overall, camera_id DESC);

-- What changes how a camera is contacted takes effect at once, whoever changes it.
CREATE FUNCTION camera_contact_replan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE camera_state SET next_ping_at = now(), next_snapshot_at = NULL
  WHERE camera_id = (CASE TG_TABLE_NAME WHEN 'camera' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'camera_id' END)::uuid;
  RETURN NULL;
END $$;
CREATE TRIGGER camera_replanned AFTER UPDATE OF purpose, snapshot_every_s, maintenance ON camera FOR EACH ROW
  WHEN ((OLD.purpose, OLD.snapshot_every_s, OLD.maintenance) IS DISTINCT FROM (NEW.purpose, NEW.snapshot_every_s, NEW.maintenance))
  EXECUTE FUNCTION camera_contact_replan();
CREATE TRIGGER camera_source_replanned AFTER UPDATE ON camera_source FOR EACH ROW
  WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION camera_contact_replan();
-- Another place or direction, or another device: how the view used to look no longer counts as "moved".
CREATE FUNCTION camera_view_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE camera_state SET picture_memory = picture_memory - 'references' WHERE camera_id = NEW.camera_id AND picture_memory ? 'references';
  RETURN NULL;
END $$;
CREATE TRIGGER camera_placement_changed AFTER INSERT ON camera_placement FOR EACH ROW WHEN (upper_inf(NEW.valid)) EXECUTE FUNCTION camera_view_forget();
CREATE TRIGGER camera_source_exchanged AFTER UPDATE ON camera_source FOR EACH ROW
  WHEN ((OLD.kind, OLD.url, OLD.seed) IS DISTINCT FROM (NEW.kind, NEW.url, NEW.seed)) EXECUTE FUNCTION camera_view_forget();
CREATE TRIGGER camera_notice_replanned AFTER INSERT ON camera_notice FOR EACH ROW EXECUTE FUNCTION camera_contact_replan();

CREATE TABLE camera_state_interval (
  camera_id uuid NOT NULL REFERENCES camera (id),
  facet text NOT NULL CHECK (facet IN ('reachable', 'picture', 'recording', 'clock')),
  state text NOT NULL CHECK (state IN ('unknown', 'up', 'down', 'ok', 'covered', 'blurred', 'dark', 'moved', 'frozen', 'gap', 'off')),
  during tstzrange NOT NULL CHECK (NOT isempty(during) AND NOT lower_inf(during)),
  cause jsonb,
  CONSTRAINT camera_state_interval_one_at_a_time EXCLUDE USING gist (camera_id WITH =, facet WITH =, during WITH &&)
);
-- finds the interval that is still open without walking the camera's whole history
CREATE UNIQUE INDEX camera_state_interval_open_key ON camera_state_interval (camera_id, facet) WHERE upper_inf(during);

-- What is known of a camera ends with its service.
CREATE FUNCTION camera_history_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE camera_state_interval SET during = tstzrange(lower(during), greatest(NEW.retired_at, lower(during) + interval '1 millisecond'))
  WHERE camera_id = NEW.id AND upper_inf(during);
  RETURN NULL;
END $$;
CREATE TRIGGER camera_retired AFTER UPDATE OF retired_at ON camera FOR EACH ROW
  WHEN (OLD.retired_at IS NULL AND NEW.retired_at IS NOT NULL) EXECUTE FUNCTION camera_history_end();

CREATE TABLE health_rollup (
  camera_id uuid NOT NULL REFERENCES camera (id),
  hour timestamptz NOT NULL,
  contacts integer NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0,
  round_trip_ms_sum bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (camera_id, hour),
  CHECK (failures <= contacts)
);

CREATE TABLE camera_check (
  id uuid PRIMARY KEY,
  camera_id uuid NOT NULL REFERENCES camera (id),
  requested_by uuid REFERENCES app_user (id),
  kind text NOT NULL CHECK (kind IN ('check', 'snapshot')),
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'active', 'completed', 'failed')),
  progress double precision NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
  result jsonb,
  error jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz
);
CREATE INDEX camera_check_camera_idx ON camera_check (camera_id, id DESC);
CREATE INDEX camera_check_age_idx ON camera_check (created_at);

-- A worker shows that it lives; readiness asks for at least one fresh row.
CREATE TABLE worker_heartbeat (
  worker_id uuid PRIMARY KEY,
  started_at timestamptz NOT NULL,
  beat_at timestamptz NOT NULL,
  jobs_done bigint NOT NULL DEFAULT 0
);
