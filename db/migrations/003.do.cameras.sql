CREATE TABLE site (
  id uuid PRIMARY KEY,
  unit_id uuid NOT NULL REFERENCES unit (id),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (unit_id, name)
);

CREATE TABLE recorder (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  address text,
  channel_count integer NOT NULL DEFAULT 1 CHECK (channel_count BETWEEN 1 AND 1024),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX recorder_organisation_idx ON recorder (organisation_id);

CREATE TABLE camera (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  -- name without marks and case, for the list's search box
  name_folded text NOT NULL,
  unit_id uuid NOT NULL REFERENCES unit (id),
  owner_id uuid NOT NULL REFERENCES organisation (id),
  site_id uuid NOT NULL REFERENCES site (id),
  recorder_id uuid REFERENCES recorder (id),
  purpose text CHECK (purpose IN ('junction', 'market', 'school_gate', 'residential', 'accident_spot', 'disorder_spot', 'border', 'bank', 'other')),
  maintenance boolean NOT NULL DEFAULT false,
  snapshot_every_s integer NOT NULL DEFAULT 300 CHECK (snapshot_every_s = 0 OR snapshot_every_s BETWEEN 10 AND 86400),
  recording_mode text NOT NULL DEFAULT 'off' CHECK (recording_mode IN ('off', 'continuous', 'edge')),
  retention_hours integer NOT NULL DEFAULT 72 CHECK (retention_hours BETWEEN 1 AND 2160),
  warnings jsonb NOT NULL DEFAULT '[]',
  -- spreads contacts over the period; stable for the camera's life
  phase integer NOT NULL CHECK (phase BETWEEN 0 AND 59),
  created_at timestamptz NOT NULL DEFAULT now(),
  retired_at timestamptz
);
CREATE INDEX camera_unit_idx ON camera (unit_id, id DESC) WHERE retired_at IS NULL;
CREATE INDEX camera_owner_idx ON camera (owner_id, id DESC) WHERE retired_at IS NULL;
CREATE INDEX camera_site_idx ON camera (site_id);
CREATE INDEX camera_phase_idx ON camera (phase) WHERE retired_at IS NULL;

-- Where a camera hung and pointed, as a dated history: one placement at a time, never overwritten.
CREATE TABLE camera_placement (
  id uuid PRIMARY KEY,
  camera_id uuid NOT NULL REFERENCES camera (id),
  valid tstzrange NOT NULL CHECK (NOT isempty(valid) AND lower_inc(valid) AND NOT upper_inc(valid) AND NOT lower_inf(valid)),
  position geometry(Point, 4326) NOT NULL CHECK (ST_X(position) BETWEEN -180 AND 180 AND ST_Y(position) BETWEEN -90 AND 90),
  height_m double precision NOT NULL CHECK (height_m BETWEEN 0 AND 300),
  bearing_deg double precision NOT NULL CHECK (bearing_deg >= 0 AND bearing_deg < 360),
  tilt_deg double precision NOT NULL CHECK (tilt_deg BETWEEN -90 AND 90),
  hfov_deg double precision NOT NULL CHECK (hfov_deg > 0 AND hfov_deg <= 360),
  range_m double precision NOT NULL CHECK (range_m > 0 AND range_m <= 5000),
  width_px integer NOT NULL CHECK (width_px BETWEEN 16 AND 32768),
  height_px integer NOT NULL CHECK (height_px BETWEEN 16 AND 32768),
  coverage geometry(Polygon, 4326) NOT NULL CHECK (ST_IsValid(coverage) AND NOT ST_IsEmpty(coverage)),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  recorded_by uuid REFERENCES app_user (id),
  CONSTRAINT camera_placement_one_at_a_time EXCLUDE USING gist (camera_id WITH =, valid WITH &&)
);
CREATE INDEX camera_placement_coverage_idx ON camera_placement USING gist (coverage);
CREATE INDEX camera_placement_position_idx ON camera_placement USING gist (position);

CREATE TABLE camera_source (
  camera_id uuid PRIMARY KEY REFERENCES camera (id),
  kind text NOT NULL CHECK (kind IN ('rtsp', 'onvif', 'simulated', 'registered')),
  -- without user and password
  url text CHECK (url !~ '://[^/]*@'),
  -- the same in one spelling, to find a camera that was registered twice
  canonical_url text,
  transport text CHECK (transport IN ('tcp', 'udp')),
  seed integer,
  faults jsonb,
  -- AES-256-GCM, bound to the camera's id; key_id names the key for rotation
  sealed_credentials bytea,
  key_id text,
  CHECK ((sealed_credentials IS NULL) = (key_id IS NULL)),
  CHECK ((kind IN ('rtsp', 'onvif')) = (url IS NOT NULL)),
  CHECK ((url IS NULL) = (canonical_url IS NULL)),
  CHECK ((kind = 'simulated') = (seed IS NOT NULL))
);
CREATE INDEX camera_source_canonical_url_idx ON camera_source (canonical_url) WHERE canonical_url IS NOT NULL;

CREATE TABLE camera_notice (
  camera_id uuid PRIMARY KEY REFERENCES camera (id),
  posted_on date NOT NULL,
  recorded_by uuid REFERENCES app_user (id),
  recorded_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE privacy_mask (
  id uuid PRIMARY KEY,
  camera_id uuid NOT NULL REFERENCES camera (id),
  -- corners in the picture, 0..1 from the top left
  outline jsonb NOT NULL,
  reviewed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX privacy_mask_camera_idx ON privacy_mask (camera_id);

CREATE TABLE clock_reading (
  id uuid PRIMARY KEY,
  camera_id uuid REFERENCES camera (id),
  recorder_id uuid REFERENCES recorder (id),
  true_time timestamptz NOT NULL,
  device_time timestamptz NOT NULL,
  uncertainty_ms integer NOT NULL CHECK (uncertainty_ms BETWEEN 0 AND 86400000),
  method text NOT NULL CHECK (method IN ('onvif', 'rtcp', 'http_date', 'manual', 'photo', 'osd', 'simulated')),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  recorded_by uuid REFERENCES app_user (id),
  CHECK ((camera_id IS NULL) <> (recorder_id IS NULL))
);
CREATE INDEX clock_reading_camera_idx ON clock_reading (camera_id, true_time DESC) WHERE camera_id IS NOT NULL;
CREATE INDEX clock_reading_recorder_idx ON clock_reading (recorder_id, true_time DESC) WHERE recorder_id IS NOT NULL;
