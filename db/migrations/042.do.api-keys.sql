-- Keys for programs (docs/design/access.md). A key does a few things in the name of the account that made it, for a time; only its SHA-256 is kept.
CREATE TABLE api_key (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  token_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(token_sha256) = 32),
  actions text[] NOT NULL CHECK (cardinality(actions) BETWEEN 1 AND 100),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at AND expires_at <= created_at + interval '366 days'),
  last_used_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX api_key_user_idx ON api_key (user_id, id DESC);
CREATE INDEX api_key_expiry_idx ON api_key (expires_at);
