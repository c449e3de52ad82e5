-- A bell goes before whatever else waits for its channel, however much that is: a power cut makes thousands of messages about cameras.
CREATE INDEX message_alarm_due_idx ON message (channel, next_attempt_at) WHERE state = 'waiting' AND kind = 'alarm';
