-- Bulk registration: a file, what became of each of its rows, and the owner's own key of a camera, by which a row finds its camera again.
ALTER TABLE camera ADD COLUMN external_id text CHECK (length(external_id) BETWEEN 1 AND 100);
CREATE UNIQUE INDEX camera_external_id_key ON camera (owner_id, external_id) WHERE external_id IS NOT NULL AND retired_at IS NULL;

CREATE TABLE camera_import (
  id uuid PRIMARY KEY,
  -- who imports; a board imports for itself, an administration for the boards of the units
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  -- null: the command
  requested_by uuid REFERENCES app_user (id),
  -- how far the permission reached when it was asked for
  scope text NOT NULL CHECK (scope IN ('own', 'any')),
  file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
  file_sha256 bytea NOT NULL CHECK (octet_length(file_sha256) = 32),
  byte_length integer NOT NULL CHECK (byte_length >= 0),
  format text CHECK (format IN ('csv', 'xlsx', 'geojson')),
  ignored_columns text[] NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'active', 'completed', 'failed')),
  error jsonb,
  rows_total integer,
  rows_done integer NOT NULL DEFAULT 0,
  -- the row up to which all outcomes are stored: work goes on behind it
  last_row integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- the last sign of work
  touched_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  CHECK ((state IN ('completed', 'failed')) = (finished_at IS NOT NULL))
);
CREATE INDEX camera_import_organisation_idx ON camera_import (organisation_id, id DESC);
CREATE INDEX camera_import_file_idx ON camera_import (organisation_id, file_sha256);
CREATE INDEX camera_import_open_idx ON camera_import (touched_at) WHERE finished_at IS NULL;
CREATE INDEX camera_import_age_idx ON camera_import (finished_at);

-- The file in sealed parts (AES-256-GCM, bound to import and position), for as long as the import runs: it may hold the cameras' passwords.
CREATE TABLE camera_import_part (
  import_id uuid NOT NULL REFERENCES camera_import (id) ON DELETE CASCADE,
  seq integer NOT NULL CHECK (seq >= 0),
  sealed_bytes bytea NOT NULL,
  key_id text NOT NULL,
  PRIMARY KEY (import_id, seq)
);

-- What became of each row. Holds no value of the file but the camera's name.
CREATE TABLE camera_import_row (
  import_id uuid NOT NULL REFERENCES camera_import (id) ON DELETE CASCADE,
  row_number integer NOT NULL CHECK (row_number > 0),
  outcome text NOT NULL CHECK (outcome IN ('registered', 'registered_with_warnings', 'already_registered', 'duplicate_in_file', 'refused')),
  name text CHECK (length(name) <= 200),
  camera_id uuid REFERENCES camera (id),
  -- why it was refused, of which row it is a duplicate, or what should be looked at
  details jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (import_id, row_number),
  CHECK ((outcome IN ('registered', 'registered_with_warnings', 'already_registered')) = (camera_id IS NOT NULL))
);
CREATE INDEX camera_import_row_outcome_idx ON camera_import_row (import_id, outcome, row_number);
CREATE INDEX camera_import_row_camera_idx ON camera_import_row (camera_id) WHERE camera_id IS NOT NULL;
