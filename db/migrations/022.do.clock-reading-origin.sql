-- Where a reading of a clock comes from: the snapshot whose burnt-in time somebody typed (it may expire, the reading stays),
-- and whether the clock had just been set, so that it doesn't contradict what was read before.
ALTER TABLE clock_reading
  ADD COLUMN snapshot_id uuid,
  ADD COLUMN after_setting boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT clock_reading_of_snapshot CHECK (snapshot_id IS NULL OR method = 'osd');
