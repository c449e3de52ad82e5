-- Where a session was opened, so that its owner recognises it, and the second factor (docs/design/access.md).
ALTER TABLE session
  ADD COLUMN address text CHECK (length(address) <= 64),
  ADD COLUMN device text CHECK (length(device) <= 100);
CREATE INDEX session_open_idx ON session (user_id, id DESC) WHERE revoked_at IS NULL;

-- A demo town's users need no second factor; whoever was there with it neither.
ALTER TABLE app_user ADD COLUMN second_factor_exempt boolean NOT NULL DEFAULT false;
UPDATE app_user SET second_factor_exempt = true WHERE EXISTS (SELECT 1 FROM setting WHERE name = 'demo_seeded');

-- What an authenticator app counts with (RFC 6238). key_id is the key that seals the secret, as in camera_source. One that isn't confirmed yet opens nothing; last_step is the last one that was used,
-- so that a code which somebody looked at over a shoulder is of no use any more.
CREATE TABLE second_factor (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  sealed_secret bytea NOT NULL,
  key_id text NOT NULL,
  created_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  last_step bigint,
  CHECK ((confirmed_at IS NULL) = (last_step IS NULL))
);
CREATE UNIQUE INDEX second_factor_one_confirmed ON second_factor (user_id) WHERE confirmed_at IS NOT NULL;
CREATE UNIQUE INDEX second_factor_one_pending ON second_factor (user_id) WHERE confirmed_at IS NULL;

-- Single-use codes on paper: `recovery` in place of the authenticator app, `reset` in place of a forgotten password. Only the SHA-256 is kept of them; each has about 79 bits.
CREATE TABLE account_code (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('recovery', 'reset')),
  code_sha256 bytea NOT NULL CHECK (octet_length(code_sha256) = 32),
  created_at timestamptz NOT NULL,
  used_at timestamptz,
  UNIQUE (user_id, kind, code_sha256)
);
