-- A segment and a picture by id, for statements that read much more at once and whose plan is kept. Written out, the partitions would be in such a plan: it counts as dear as all of them together, so the planner never
-- keeps it and plans the whole statement anew for each range of a copy that is watched. In here only this look-up is planned, for one partition. See docs/design/media.md.
CREATE FUNCTION footage_segment_by_id(wanted uuid) RETURNS SETOF footage_segment LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
  RETURN QUERY SELECT * FROM footage_segment WHERE id = wanted;
END $$;

CREATE FUNCTION snapshot_by_id(wanted uuid) RETURNS SETOF snapshot LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
  RETURN QUERY SELECT * FROM snapshot WHERE id = wanted;
END $$;
