-- Files that a board hands in. While it is `receiving` the bytes grow in the blob store's incoming folder under this id; `received_bytes` is what is on the disk for certain.
CREATE TABLE hand_in (
  id uuid PRIMARY KEY,
  camera_id uuid NOT NULL REFERENCES camera (id),
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  handed_in_by uuid NOT NULL REFERENCES app_user (id),
  state text NOT NULL CHECK (state IN ('receiving', 'received', 'stored', 'refused', 'cancelled', 'expired')),
  file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
  file_modified_at timestamptz,
  -- what the recorder's display showed at the file's beginning
  device_start timestamptz NOT NULL,
  byte_length bigint NOT NULL CHECK (byte_length BETWEEN 1 AND 4294967296),
  received_bytes bigint NOT NULL DEFAULT 0 CHECK (received_bytes BETWEEN 0 AND byte_length),
  -- of the bytes as they arrived
  sha256 bytea CHECK (octet_length(sha256) = 32),
  -- one request at a time may write
  writer_id uuid,
  writer_until timestamptz,
  -- one worker at a time checks it or makes its copy
  worker_until timestamptz,
  segment_id uuid,
  notes text[] NOT NULL DEFAULT '{}',
  refusal jsonb,
  copy_state text NOT NULL DEFAULT 'none' CHECK (copy_state IN ('none', 'waiting', 'made', 'failed')),
  copy_attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  touched_at timestamptz NOT NULL,
  finished_at timestamptz,
  CHECK ((state IN ('received', 'stored', 'refused')) = (sha256 IS NOT NULL)),
  CHECK (sha256 IS NULL OR received_bytes = byte_length),
  CHECK ((state IN ('receiving', 'received')) = (finished_at IS NULL)),
  CHECK ((state = 'stored') = (segment_id IS NOT NULL)),
  CHECK ((state IN ('refused', 'expired')) = (refusal IS NOT NULL)),
  CHECK (copy_state = 'none' OR state = 'stored')
);
CREATE INDEX hand_in_open_idx ON hand_in (organisation_id, touched_at) WHERE finished_at IS NULL;
CREATE INDEX hand_in_waiting_idx ON hand_in (touched_at) WHERE state = 'received';
CREATE INDEX hand_in_copy_idx ON hand_in (finished_at) WHERE copy_state = 'waiting';
CREATE INDEX hand_in_own_idx ON hand_in (camera_id, handed_in_by, id DESC);
CREATE INDEX hand_in_finished_idx ON hand_in (finished_at) WHERE finished_at IS NOT NULL;

-- A copy that browsers can play, beside an original that stays as it came. No foreign key to the segment: rows move between its partitions. It is deleted with its segment,
-- in the same transaction.
CREATE TABLE footage_copy (
  id uuid PRIMARY KEY,
  segment_id uuid NOT NULL UNIQUE,
  camera_id uuid NOT NULL REFERENCES camera (id),
  codec text NOT NULL,
  made_by text NOT NULL CHECK (made_by IN ('remux', 'transcode')),
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  blob_key text NOT NULL,
  byte_length bigint NOT NULL CHECK (byte_length > 0),
  made_at timestamptz NOT NULL
);

-- Handed-in files are long and their clocks often unknown: they are looked for in a wider window than what we recorded, and are few.
CREATE INDEX footage_segment_upload_idx ON footage_segment (camera_id, upper(true_during)) WHERE source = 'upload';
