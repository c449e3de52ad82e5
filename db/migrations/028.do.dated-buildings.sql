-- Since when and until when a building stands; nothing said is always. It hides what lies behind it only from a placement during all of whose time it stood.
ALTER TABLE building
  ADD COLUMN valid_from timestamptz,
  ADD COLUMN valid_to timestamptz,
  ADD CONSTRAINT building_stands_some_time CHECK (valid_from < valid_to);
CREATE INDEX building_dated_idx ON building USING gist (footprint) WHERE valid_from IS NOT NULL OR valid_to IS NOT NULL;

-- A placement that ends, or ends at another time, may have had a dated building before it for all of its time, or no longer.
CREATE FUNCTION camera_placement_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM building b WHERE (b.valid_from IS NOT NULL OR b.valid_to IS NOT NULL)
      AND b.footprint && ST_Expand(ST_Envelope(ST_Collect(NEW.sector, NEW.position)), 0.0001)) THEN
    NEW.coverage_due_at := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER camera_placement_ended BEFORE UPDATE OF valid ON camera_placement FOR EACH ROW WHEN (OLD.valid <> NEW.valid) EXECUTE FUNCTION camera_placement_ended();
