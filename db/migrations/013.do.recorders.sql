-- A recorder (đầu ghi): one clock, one address, one password, one disk, N channels.
-- `registered`: known and not dialled, like cameras of that kind.
ALTER TABLE recorder DROP COLUMN address, DROP COLUMN channel_count;
ALTER TABLE recorder
  ADD COLUMN unit_id uuid REFERENCES unit (id),
  ADD COLUMN site_id uuid REFERENCES site (id),
  ADD COLUMN kind text NOT NULL DEFAULT 'registered' CHECK (kind IN ('rtsp', 'onvif', 'registered')),
  -- without user and password
  ADD COLUMN url text CHECK (url !~ '://[^/]*@'),
  ADD COLUMN transport text CHECK (transport IN ('tcp', 'udp')),
  -- path of one channel's stream, with {channel} in it
  ADD COLUMN channel_url_template text,
  -- AES-256-GCM, bound to the recorder's id: its channels have none of their own
  ADD COLUMN sealed_credentials bytea,
  ADD COLUMN key_id text,
  -- spreads contacts over the minute; stable for the recorder's life
  ADD COLUMN phase integer NOT NULL DEFAULT 0 CHECK (phase BETWEEN 0 AND 59),
  ADD COLUMN retired_at timestamptz,
  ADD CONSTRAINT recorder_sealed_with_key CHECK ((sealed_credentials IS NULL) = (key_id IS NULL)),
  ADD CONSTRAINT recorder_address CHECK ((kind = 'registered') = (url IS NULL)),
  ADD CONSTRAINT recorder_template CHECK ((kind = 'rtsp') = (channel_url_template IS NOT NULL) AND (kind = 'rtsp') = (transport IS NOT NULL));
CREATE INDEX recorder_owner_idx ON recorder (organisation_id, id DESC) WHERE retired_at IS NULL;
CREATE INDEX recorder_unit_idx ON recorder (unit_id, id DESC) WHERE retired_at IS NULL;

ALTER TABLE camera
  ADD COLUMN recorder_channel integer CHECK (recorder_channel BETWEEN 1 AND 1024),
  ADD CONSTRAINT camera_channel_of_recorder CHECK (recorder_channel IS NULL OR recorder_id IS NOT NULL);
CREATE UNIQUE INDEX camera_recorder_channel_key ON camera (recorder_id, recorder_channel) WHERE recorder_id IS NOT NULL AND retired_at IS NULL;

-- ONVIF: which video source of the device the camera is; null: the first one.
ALTER TABLE camera_source
  ADD COLUMN channel integer CHECK (channel BETWEEN 1 AND 1024),
  ADD COLUMN video_source text CHECK (length(video_source) BETWEEN 1 AND 64),
  ADD CONSTRAINT camera_source_channel CHECK (kind = 'onvif' OR (channel IS NULL AND video_source IS NULL));

-- When a recorder is contacted next. One contact speaks for all its channels, whose own `camera_state.next_ping_at` stays at infinity.
CREATE TABLE recorder_contact (
  recorder_id uuid PRIMARY KEY REFERENCES recorder (id),
  next_ping_at timestamptz NOT NULL DEFAULT now(),
  -- counts contacts, so that each goes through another channel
  turn integer NOT NULL DEFAULT 0
);
CREATE INDEX recorder_contact_due_idx ON recorder_contact (next_ping_at);

-- What changes how a camera is contacted takes effect at once: a channel's contact is its recorder's.
CREATE OR REPLACE FUNCTION camera_contact_replan() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed uuid := (CASE TG_TABLE_NAME WHEN 'camera' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'camera_id' END)::uuid;
BEGIN
  UPDATE camera_state s SET next_ping_at = CASE WHEN k.recorder_id IS NULL THEN now() ELSE 'infinity' END, next_snapshot_at = NULL
  FROM camera c LEFT JOIN recorder_contact k ON k.recorder_id = c.recorder_id
  WHERE c.id = changed AND s.camera_id = c.id;
  UPDATE recorder_contact k SET next_ping_at = now() FROM camera c WHERE c.id = changed AND k.recorder_id = c.recorder_id AND k.next_ping_at > now();
  RETURN NULL;
END $$;
CREATE FUNCTION recorder_contact_replan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE recorder_contact SET next_ping_at = now() WHERE recorder_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER recorder_replanned AFTER UPDATE ON recorder FOR EACH ROW
  WHEN ((OLD.kind, OLD.url, OLD.transport, OLD.sealed_credentials) IS DISTINCT FROM (NEW.kind, NEW.url, NEW.transport, NEW.sealed_credentials))
  EXECUTE FUNCTION recorder_contact_replan();

-- A person's test of a whole recorder: `camera_id` then is the channel it was asked through.
ALTER TABLE camera_check ADD COLUMN recorder_id uuid REFERENCES recorder (id);

-- "Still there, still films, whom to ask": what a board says once a month of a camera that can't be dialled. Insert only.
CREATE TABLE camera_confirmation (
  id uuid PRIMARY KEY,
  camera_id uuid NOT NULL REFERENCES camera (id),
  confirmed_at timestamptz NOT NULL,
  confirmed_by uuid REFERENCES app_user (id),
  still_there boolean NOT NULL,
  still_films boolean NOT NULL,
  -- whom to ask for footage: a kind of holder and where to find it, no person
  holder text NOT NULL CHECK (holder IN ('household', 'shop', 'company', 'school', 'clinic', 'agency', 'worship', 'board', 'other')),
  where_to_ask text CHECK (length(where_to_ask) BETWEEN 1 AND 200),
  keeps_hours integer CHECK (keeps_hours BETWEEN 1 AND 8760),
  CHECK (still_there OR NOT still_films)
);
CREATE INDEX camera_confirmation_latest_idx ON camera_confirmation (camera_id, confirmed_at DESC);
CREATE INDEX camera_source_registered_idx ON camera_source (camera_id) WHERE kind = 'registered';
