-- A search for cameras in one network. Its job in the queue has the same id. Dropped a day after it began, with all that was found.
CREATE TABLE discovery (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  requested_by uuid REFERENCES app_user (id) ON DELETE SET NULL,
  network cidr NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'active', 'completed', 'interrupted', 'stopped', 'failed')),
  address_count integer NOT NULL CHECK (address_count BETWEEN 1 AND 4096),
  -- the first so many addresses are done: a worker that takes over begins behind them
  addresses_done integer NOT NULL DEFAULT 0 CHECK (addresses_done BETWEEN 0 AND address_count),
  -- of those done, the addresses where somebody answered, if only to refuse: 0 says that the network could not be reached from here
  answered integer NOT NULL DEFAULT 0 CHECK (answered >= 0),
  -- devices beyond what is kept
  left_out integer NOT NULL DEFAULT 0 CHECK (left_out >= 0),
  -- connections that this machine could not even try
  not_tried integer NOT NULL DEFAULT 0 CHECK (not_tried >= 0),
  error jsonb,
  created_at timestamptz NOT NULL,
  -- the worker's last sign of life
  touched_at timestamptz NOT NULL,
  finished_at timestamptz,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
  CHECK ((state IN ('waiting', 'active')) = (finished_at IS NULL))
);
CREATE INDEX discovery_organisation_idx ON discovery (organisation_id, id DESC);
CREATE INDEX discovery_expiry_idx ON discovery (expires_at);
-- two at once would double what the network has to bear
CREATE UNIQUE INDEX discovery_one_running_key ON discovery (organisation_id) WHERE state IN ('waiting', 'active');

CREATE TABLE discovered_device (
  id uuid PRIMARY KEY,
  discovery_id uuid NOT NULL REFERENCES discovery (id) ON DELETE CASCADE,
  address inet NOT NULL,
  port integer NOT NULL CHECK (port BETWEEN 1 AND 65535),
  found_by text[] NOT NULL CHECK (found_by <@ ARRAY['ws_discovery', 'sweep'] AND cardinality(found_by) > 0),
  reachable boolean NOT NULL,
  onvif_url text CHECK (length(onvif_url) <= 2048 AND onvif_url !~ '://[^/]*@'),
  rtsp_url text CHECK (length(rtsp_url) <= 2048 AND rtsp_url !~ '://[^/]*@'),
  name text CHECK (length(name) <= 200),
  manufacturer text CHECK (length(manufacturer) <= 200),
  model text CHECK (length(model) <= 200),
  firmware text CHECK (length(firmware) <= 200),
  endpoint_reference text CHECK (length(endpoint_reference) <= 200),
  clock_offset_ms bigint,
  clock_uncertainty_ms integer CHECK (clock_uncertainty_ms >= 0),
  clock_method text CHECK (clock_method IN ('onvif', 'http_date')),
  password_needed boolean,
  sign_in text[] NOT NULL CHECK (sign_in <@ ARRAY['digest_sha256', 'digest_md5', 'basic', 'username_token']),
  found_at timestamptz NOT NULL,
  UNIQUE (discovery_id, address, port),
  CHECK (onvif_url IS NOT NULL OR rtsp_url IS NOT NULL),
  CHECK ((clock_offset_ms IS NULL) = (clock_uncertainty_ms IS NULL) AND (clock_offset_ms IS NULL) = (clock_method IS NULL))
);

-- "Which cameras have this address?", whatever their port and path. IPv6 in its brackets.
CREATE FUNCTION camera_url_host(url text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT substring(url from '^[a-z]+://(\[[0-9a-f:.]+\]|[^/:]+)') $$;
CREATE INDEX camera_source_host_idx ON camera_source (camera_url_host(canonical_url)) WHERE canonical_url IS NOT NULL;
