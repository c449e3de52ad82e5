CREATE TABLE organisation (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('board', 'police_post', 'area_command', 'administration')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  camera_networks text[],
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE organisation_unit (
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  unit_id uuid NOT NULL REFERENCES unit (id),
  PRIMARY KEY (organisation_id, unit_id)
);
CREATE INDEX organisation_unit_unit_idx ON organisation_unit (unit_id);

CREATE TABLE app_user (
  id uuid PRIMARY KEY,
  username text NOT NULL CHECK (username ~ '^[a-z0-9._-]{2,64}$'),
  display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 200),
  role text NOT NULL CHECK (role IN ('board', 'officer', 'commander', 'auditor', 'admin')),
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  password_hash text NOT NULL,
  must_change_password boolean NOT NULL DEFAULT false,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX app_user_username_key ON app_user (username);
CREATE INDEX app_user_organisation_idx ON app_user (organisation_id);

-- Only the SHA-256 of a token is kept: whoever reads this table can't sign in with it.
CREATE TABLE session (
  id uuid PRIMARY KEY,
  token_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(token_sha256) = 32),
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
  revoked_at timestamptz
);
CREATE INDEX session_user_idx ON session (user_id);
CREATE INDEX session_expiry_idx ON session (expires_at);

-- Failed sign-ins per key (account or address), for throttling; successes are not counted.
-- A try is written before the password is looked at and taken back when it was right: a thousand guesses at once all count.
CREATE TABLE sign_in_failure (
  attempt_id uuid NOT NULL DEFAULT gen_random_uuid(),
  throttle_key text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX sign_in_failure_idx ON sign_in_failure (throttle_key, at DESC);

CREATE TABLE idempotency_record (
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_sha256 bytea NOT NULL,
  status integer,
  headers jsonb,
  body jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_record_age_idx ON idempotency_record (created_at);
