-- Users by invitation (docs/design/access.md). Who was invited, or left, has no password.
ALTER TABLE app_user ALTER COLUMN password_hash DROP NOT NULL;
CREATE INDEX app_user_organisation_page_idx ON app_user (organisation_id, id DESC);

-- A link or QR code with which somebody sets a password, once. Only the SHA-256 of its token is kept.
CREATE TABLE invitation (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  token_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(token_sha256) = 32),
  created_by uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at AND expires_at <= created_at + interval '72 hours'),
  used_at timestamptz,
  -- replaced by a newer one, or its user left
  ended_at timestamptz
);
CREATE UNIQUE INDEX invitation_one_open ON invitation (user_id) WHERE used_at IS NULL AND ended_at IS NULL;
CREATE INDEX invitation_expiry_idx ON invitation (expires_at);
