-- Why an alert ended: its cameras showed that they work (null: before this was kept), are away by an absence that was entered, or are not watched any more for another reason (retired, recording switched off).
ALTER TABLE alert
  ADD COLUMN ended_because text CHECK (ended_because IN ('verified', 'absence', 'withdrawn')),
  ADD CHECK (ended_because IS NULL OR ended_at IS NOT NULL);
