-- Who listens to a recorder's flags: one subscription for all its channels. What was heard of each channel stays in camera_event_watch.
CREATE TABLE recorder_event_watch (
  recorder_id uuid PRIMARY KEY REFERENCES recorder (id),
  -- a lease: null when nobody listens
  worker_id uuid,
  expires_at timestamptz,
  CHECK ((worker_id IS NULL) = (expires_at IS NULL))
);
CREATE INDEX recorder_event_watch_worker_idx ON recorder_event_watch (worker_id) WHERE worker_id IS NOT NULL;
CREATE INDEX recorder_onvif_idx ON recorder (id) WHERE kind = 'onvif' AND retired_at IS NULL;

-- Leases of single channels, from before a recorder was listened to as one.
UPDATE camera_event_watch w SET worker_id = NULL, expires_at = NULL
FROM camera c JOIN recorder r ON r.id = c.recorder_id WHERE c.id = w.camera_id AND r.kind = 'onvif' AND w.worker_id IS NOT NULL;
