-- Who is told of alerts, and what was told. See docs/design/alert-messages.md.
CREATE TABLE alert_subscription (
  id uuid PRIMARY KEY,
  -- whose alerts: a board's own cameras, a post's or command's units, everything for an administration
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  -- a person's own address; null: an address that the organisation shares
  user_id uuid REFERENCES app_user (id) ON DELETE CASCADE,
  channel text NOT NULL CHECK (channel IN ('email', 'sms', 'chat')),
  -- the address is sealed; gone when the subscription was deleted
  address_sealed bytea,
  address_key_id text,
  -- what may be shown of it
  address_masked text NOT NULL CHECK (length(address_masked) BETWEEN 1 AND 254),
  -- a few bits of its hash: finds the same address for limits, and tells nobody what it is
  address_bucket integer NOT NULL,
  language text NOT NULL DEFAULT 'vi' CHECK (language IN ('vi', 'en')),
  alert_kinds text[] NOT NULL DEFAULT '{camera,group}' CHECK (alert_kinds <@ '{camera,group}' AND cardinality(alert_kinds) > 0),
  -- a trouble that is over sooner is not told
  min_outage_min integer NOT NULL DEFAULT 10 CHECK (min_outage_min BETWEEN 0 AND 1440),
  -- minutes of the day in Viet Nam; both null: no quiet hours
  quiet_from_min integer CHECK (quiet_from_min BETWEEN 0 AND 1439),
  quiet_to_min integer CHECK (quiet_to_min BETWEEN 0 AND 1439),
  -- hour of the day in Viet Nam; null: at once
  digest_hour integer CHECK (digest_hour BETWEEN 0 AND 23),
  -- texts without Vietnamese marks, for cheap text messages
  without_marks boolean NOT NULL DEFAULT false,
  active boolean NOT NULL DEFAULT true,
  -- nothing but a code goes to an address that was not confirmed
  confirmed_at timestamptz,
  code_sealed bytea,
  code_key_id text,
  code_expires_at timestamptz,
  code_tries integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL,
  deleted_at timestamptz,
  CHECK ((quiet_from_min IS NULL) = (quiet_to_min IS NULL) AND (quiet_from_min IS NULL OR quiet_from_min <> quiet_to_min)),
  CHECK ((address_sealed IS NULL) = (address_key_id IS NULL) AND (address_sealed IS NULL) = (deleted_at IS NOT NULL)),
  CHECK ((code_sealed IS NULL) = (code_key_id IS NULL) AND (code_sealed IS NULL) = (code_expires_at IS NULL))
);
CREATE INDEX alert_subscription_organisation_idx ON alert_subscription (organisation_id, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX alert_subscription_listed_idx ON alert_subscription (id DESC) WHERE deleted_at IS NULL;
CREATE INDEX alert_subscription_bucket_idx ON alert_subscription (channel, address_bucket);
CREATE INDEX alert_subscription_user_idx ON alert_subscription (user_id) WHERE user_id IS NOT NULL;

-- One message to one address. Its text is fixed when it is written, so that a second try says the same as the first.
CREATE TABLE message (
  id uuid PRIMARY KEY,
  subscription_id uuid NOT NULL REFERENCES alert_subscription (id) ON DELETE CASCADE,
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  user_id uuid REFERENCES app_user (id) ON DELETE CASCADE,
  requested_by uuid REFERENCES app_user (id) ON DELETE SET NULL,
  kind text NOT NULL CHECK (kind IN ('alert', 'test', 'code')),
  channel text NOT NULL CHECK (channel IN ('email', 'sms', 'chat')),
  address_masked text NOT NULL,
  subject text NOT NULL,
  -- null for a code: its text is made when it is sent
  body text,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'failed')),
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  next_attempt_at timestamptz NOT NULL,
  give_up_at timestamptz NOT NULL,
  -- whoever sends it has it until then
  claimed_until timestamptz,
  error_code text,
  error_message text,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  CHECK ((state = 'sending') = (claimed_until IS NOT NULL)),
  CHECK ((state IN ('sent', 'failed')) = (finished_at IS NOT NULL)),
  CHECK ((kind = 'code') = (body IS NULL))
);
CREATE INDEX message_organisation_idx ON message (organisation_id, id DESC);
CREATE INDEX message_subscription_idx ON message (subscription_id, id DESC);
CREATE INDEX message_due_idx ON message (channel, next_attempt_at) WHERE state = 'waiting';
CREATE INDEX message_claimed_idx ON message (claimed_until) WHERE state = 'sending';
CREATE INDEX message_age_idx ON message (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX message_user_idx ON message (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX message_requested_idx ON message (requested_by) WHERE requested_by IS NOT NULL;

-- The opening or the end of one alert for one subscription, exactly once; it waits for its time and is then told in a message, alone or with others.
CREATE TABLE alert_notice (
  alert_id uuid NOT NULL REFERENCES alert (id) ON DELETE CASCADE,
  phase text NOT NULL CHECK (phase IN ('opening', 'end')),
  subscription_id uuid NOT NULL REFERENCES alert_subscription (id) ON DELETE CASCADE,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'bundled', 'told', 'dropped')),
  due_at timestamptz NOT NULL,
  message_id uuid REFERENCES message (id) ON DELETE SET NULL,
  -- an opening that was told together with its end
  with_end boolean NOT NULL DEFAULT false,
  dropped_because text CHECK (dropped_because IN ('too_short', 'unsubscribed', 'opening_not_told', 'not_delivered')),
  PRIMARY KEY (alert_id, phase, subscription_id),
  CHECK ((state = 'dropped') = (dropped_because IS NOT NULL))
);
CREATE INDEX alert_notice_due_idx ON alert_notice (due_at) WHERE state = 'waiting';
CREATE INDEX alert_notice_subscription_idx ON alert_notice (subscription_id, due_at);
CREATE INDEX alert_notice_message_idx ON alert_notice (message_id) WHERE message_id IS NOT NULL;
