-- What a gathering was moved away from stays a gathering's for 72 hours, as long as the service holds by itself: moved away for the moment of a bell, or of an entry beside it, it gains nothing. See docs/design/holds.md.
CREATE TABLE gathering_before (
  incident_id uuid NOT NULL REFERENCES incident (id),
  -- the revision that had this extent
  extent_revision integer NOT NULL,
  location geometry(Point, 4326) NOT NULL,
  -- 250 at most: a radius of kilometres was typed wrong, or will be narrowed, and switches nothing off for days
  uncertainty_m double precision NOT NULL CHECK (uncertainty_m BETWEEN 0 AND 250),
  occurred tstzrange NOT NULL,
  counts_until timestamptz NOT NULL,
  PRIMARY KEY (incident_id, extent_revision)
);
CREATE INDEX gathering_before_location_idx ON gathering_before USING gist (location);

CREATE FUNCTION gathering_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO gathering_before (incident_id, extent_revision, location, uncertainty_m, occurred, counts_until)
    VALUES (OLD.id, OLD.extent_revision, OLD.location, least(OLD.uncertainty_m, 250), OLD.occurred, clock_timestamp() + interval '72 hours');
  RETURN NULL;
END $$;
CREATE TRIGGER gathering_moved AFTER UPDATE ON incident FOR EACH ROW WHEN (OLD.was_gathering AND NEW.extent_revision <> OLD.extent_revision) EXECUTE FUNCTION gathering_moved();

-- Where and when gatherings are, or were.
CREATE VIEW gathering_extent AS
  SELECT location, uncertainty_m, occurred FROM incident WHERE was_gathering
  UNION ALL SELECT location, uncertainty_m, occurred FROM gathering_before WHERE counts_until > now();

CREATE OR REPLACE FUNCTION near_gathering(place geometry, around_m double precision, during tstzrange) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM gathering_extent g WHERE
    -- 5,000 m: the widest incident; a degree is at least so many metres
    g.location && ST_Expand(place, (around_m + 5250) / (111000 * greatest(cos(radians(ST_Y(place))), 0.01)), (around_m + 5250) / 110000)
    AND g.occurred && tstzrange(lower(during) - interval '30 minutes', upper(during) + interval '30 minutes', '[]')
    AND ST_DWithin(g.location::geography, place::geography, around_m + 250 + g.uncertainty_m))
$$;

-- Reports that were merged near a gathering kept their automatic holds before 032, and were taken off the list.
INSERT INTO incident_hold_due (incident_id)
  SELECT DISTINCT i.id FROM incident i JOIN hold h ON h.incident_id = i.id AND h.automatic AND h.released_at IS NULL WHERE near_gathering(i.location, i.uncertainty_m, i.occurred)
  ON CONFLICT (incident_id) DO UPDATE SET due_at = now();
