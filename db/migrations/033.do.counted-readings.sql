-- The readings of clocks that count: whatever decides anything (offsets, windows, candidates, routes, contradictions, whether the service stores one of its own) reads these. The table itself is read only to list
-- readings, to find one, and to withdraw one.
-- The columns of `*` are those of now: who adds a column to clock_reading replaces the view (CREATE OR REPLACE VIEW, the new column last); who changes or drops one drops the view first.
CREATE VIEW counted_clock_reading AS SELECT * FROM clock_reading WHERE withdrawn_at IS NULL;
