-- Since when a lease is its worker's: footage that another worker had recorded before may still be stored.
ALTER TABLE recording_lease ADD COLUMN held_since timestamptz NOT NULL DEFAULT clock_timestamp();

-- What a person asked for and nobody has finished: looked for after an outage of the queue or the database.
CREATE INDEX camera_check_open_idx ON camera_check (created_at) WHERE state IN ('waiting', 'active');
