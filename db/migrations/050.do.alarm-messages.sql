-- A bell that nobody answers reaches people by message as well. See docs/design/alarm-points.md.
ALTER TABLE message
  DROP CONSTRAINT message_kind_check,
  -- 'request' belongs to footage requests; whichever of the two comes first, both are there afterwards
  ADD CONSTRAINT message_kind_check CHECK (kind IN ('alert', 'test', 'code', 'request', 'alarm'));

ALTER TABLE alert_subscription
  DROP CONSTRAINT alert_subscription_alert_kinds_check,
  ADD CONSTRAINT alert_subscription_alert_kinds_check CHECK (alert_kinds <@ '{camera,group,alarm}' AND cardinality(alert_kinds) > 0);
-- who is to answer bells is told of them from now on, and may switch it off; nobody else is offered it
UPDATE alert_subscription s SET alert_kinds = s.alert_kinds || '{alarm}' FROM organisation o
  WHERE o.id = s.organisation_id AND o.kind IN ('police_post', 'area_command') AND s.deleted_at IS NULL;

-- That an alarm was told to a subscription, once; until it is settled, that somebody took it is still to be told, or the message to be withdrawn.
CREATE TABLE alarm_message (
  alarm_id uuid NOT NULL REFERENCES alarm (id),
  subscription_id uuid NOT NULL REFERENCES alert_subscription (id) ON DELETE CASCADE,
  message_id uuid NOT NULL UNIQUE REFERENCES message (id) ON DELETE CASCADE,
  settled_at timestamptz,
  PRIMARY KEY (alarm_id, subscription_id)
);
CREATE INDEX alarm_message_subscription_idx ON alarm_message (subscription_id);
CREATE INDEX alarm_message_open_idx ON alarm_message (alarm_id) WHERE settled_at IS NULL;
