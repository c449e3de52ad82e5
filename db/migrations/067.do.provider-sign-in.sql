-- Signing in by an OpenID Connect provider (docs/design/access.md). The provider says who somebody is; which account that is, we know.
CREATE TABLE user_identity (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL UNIQUE REFERENCES app_user (id) ON DELETE CASCADE,
  issuer text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 500),
  -- never another's: a provider doesn't hand it out twice
  subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
  linked_at timestamptz NOT NULL,
  CONSTRAINT user_identity_subject_key UNIQUE (issuer, subject)
);

-- How a session was opened; provider_sid is the provider's own session, with which it ends ours.
ALTER TABLE session
  ADD COLUMN identity_id uuid REFERENCES user_identity (id) ON DELETE SET NULL,
  ADD COLUMN provider_sid text CHECK (length(provider_sid) <= 255),
  -- the provider asked for a second factor that the operator takes for ours
  ADD COLUMN factor_by_provider boolean NOT NULL DEFAULT false;
CREATE INDEX session_identity_idx ON session (identity_id) WHERE identity_id IS NOT NULL;

-- What a browser was given to come back with, and has come back with: nothing of it is taken twice.
CREATE TABLE sign_in_ticket_spent (
  id uuid PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_ticket_spent_expiry_idx ON sign_in_ticket_spent (expires_at);
