-- The id of a snapshot or segment carries its time in the first 48 bits (RFC 9562), so ranges of ids are ranges of time and the
-- primary key stays unique across partitions.
CREATE TABLE snapshot (
  id uuid NOT NULL,
  camera_id uuid NOT NULL REFERENCES camera (id),
  taken_at timestamptz NOT NULL,
  device_time timestamptz,
  device_time_source text NOT NULL CHECK (device_time_source IN ('rtcp_sender_report', 'clock_offset', 'picture', 'file', 'none')),
  clock_offset_ms bigint,
  clock_uncertainty_ms integer CHECK (clock_uncertainty_ms >= 0),
  clock_method text,
  reason text NOT NULL CHECK (reason IN ('schedule', 'request', 'alarm')),
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  blob_key text NOT NULL,
  byte_length integer NOT NULL CHECK (byte_length > 0),
  width_px integer NOT NULL CHECK (width_px > 0),
  height_px integer NOT NULL CHECK (height_px > 0),
  measures jsonb NOT NULL DEFAULT '{}',
  requested_by uuid,
  expires_at timestamptz NOT NULL CHECK (expires_at > taken_at),
  PRIMARY KEY (id)
) PARTITION BY RANGE (id);
CREATE INDEX snapshot_camera_idx ON snapshot (camera_id, taken_at DESC);
CREATE INDEX snapshot_expiry_idx ON snapshot (expires_at);
CREATE TABLE snapshot_default PARTITION OF snapshot DEFAULT;

CREATE TABLE footage_segment (
  id uuid NOT NULL,
  camera_id uuid NOT NULL REFERENCES camera (id),
  true_during tstzrange NOT NULL CHECK (NOT isempty(true_during) AND NOT lower_inf(true_during) AND NOT upper_inf(true_during)),
  uncertainty_ms integer NOT NULL CHECK (uncertainty_ms >= 0),
  device_during tstzrange CHECK (NOT isempty(device_during)),
  device_time_source text NOT NULL CHECK (device_time_source IN ('rtcp_sender_report', 'clock_offset', 'picture', 'file', 'none')),
  clock_offset_ms bigint,
  clock_uncertainty_ms integer CHECK (clock_uncertainty_ms >= 0),
  clock_method text,
  source text NOT NULL CHECK (source IN ('recorded', 'edge', 'upload')),
  codec text NOT NULL,
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  blob_key text NOT NULL,
  byte_length bigint NOT NULL CHECK (byte_length > 0),
  stored_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (id)
) PARTITION BY RANGE (id);
CREATE INDEX footage_segment_camera_idx ON footage_segment (camera_id, upper(true_during), lower(true_during));
CREATE INDEX footage_segment_expiry_idx ON footage_segment (expires_at);
CREATE TABLE footage_segment_default PARTITION OF footage_segment DEFAULT;

-- One recorder of a camera at a time, over all workers; a lease that is not renewed falls to another.
CREATE TABLE recording_lease (
  camera_id uuid PRIMARY KEY REFERENCES camera (id),
  worker_id uuid NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX recording_lease_worker_idx ON recording_lease (worker_id);
CREATE INDEX camera_recording_idx ON camera (id) WHERE recording_mode = 'continuous' AND retired_at IS NULL;

-- Blobs that no row names: about to be written and named, or no longer named. A blob enters here before it is written and in the
-- transaction that drops its row, and leaves in the transaction that names it or once it is deleted: none is ever lost track of, none that is named is deleted.
CREATE TABLE unreferenced_blob (
  blob_key text PRIMARY KEY,
  -- the snapshot or segment that names the blob, if it is there: looked for once more before the blob is deleted
  row_id uuid,
  delete_after timestamptz NOT NULL
);
CREATE INDEX unreferenced_blob_due_idx ON unreferenced_blob (delete_after);

-- A changed retention applies to what is stored already: a board that shortens it means what lies there.
CREATE FUNCTION camera_retention_apply() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  change interval := (NEW.retention_hours - OLD.retention_hours) * interval '1 hour';
BEGIN
  UPDATE snapshot SET expires_at = expires_at + change WHERE camera_id = NEW.id;
  UPDATE footage_segment SET expires_at = expires_at + change WHERE camera_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER camera_retention_changed AFTER UPDATE OF retention_hours ON camera FOR EACH ROW
  WHEN (OLD.retention_hours <> NEW.retention_hours) EXECUTE FUNCTION camera_retention_apply();
