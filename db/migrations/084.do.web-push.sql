-- Push as a channel of messages, and the service's key for it. See docs/design/offline.md, "Push".
ALTER TABLE alert_subscription
  DROP CONSTRAINT alert_subscription_channel_check,
  ADD CONSTRAINT alert_subscription_channel_check CHECK (channel IN ('email', 'sms', 'chat', 'push')),
  -- the session of the browser that is told: with it ends the subscription. No reference: sessions are not part of a backup
  ADD COLUMN session_id uuid,
  -- a browser is somebody's own
  ADD CONSTRAINT alert_subscription_push_check CHECK (CASE WHEN channel = 'push' THEN user_id IS NOT NULL ELSE session_id IS NULL END);
CREATE INDEX alert_subscription_session_idx ON alert_subscription (session_id) WHERE session_id IS NOT NULL;

ALTER TABLE message
  DROP CONSTRAINT message_channel_check,
  ADD CONSTRAINT message_channel_check CHECK (channel IN ('email', 'sms', 'chat', 'push'));

-- One pair of keys for the whole service (VAPID, RFC 8292): browsers subscribe for its public part.
CREATE TABLE push_key (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  -- uncompressed point on P-256, base64url
  public_key text NOT NULL CHECK (length(public_key) = 87),
  private_sealed bytea NOT NULL,
  private_key_id text NOT NULL,
  made_at timestamptz NOT NULL
);
