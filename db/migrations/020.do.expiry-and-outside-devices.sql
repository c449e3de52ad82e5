-- Alerts, notices, messages and deleted subscriptions are dropped by age: an index for each, and the ledger's entry outlives its alert.
ALTER TABLE camera_fault
  DROP CONSTRAINT camera_fault_alert_id_fkey,
  ADD CONSTRAINT camera_fault_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES alert (id) ON DELETE SET NULL;
CREATE INDEX alert_age_idx ON alert (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX alert_notice_age_idx ON alert_notice (due_at) WHERE state <> 'waiting';
CREATE INDEX alert_subscription_age_idx ON alert_subscription (deleted_at) WHERE deleted_at IS NOT NULL;
-- messages that nobody sent or gave up, such as those of a channel that the operator took away
CREATE INDEX message_unfinished_age_idx ON message (give_up_at) WHERE finished_at IS NULL;

-- Devices that announced themselves in a search with addresses outside the network that was asked for: they are dropped, and counted.
ALTER TABLE discovery ADD COLUMN outside_network integer NOT NULL DEFAULT 0 CHECK (outside_network >= 0);
