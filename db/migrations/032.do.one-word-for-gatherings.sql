-- Whether an incident is or ever was a gathering was kept twice, and 026 filled its own from that day's category only. was_gathering (023) is the one fact. See docs/design/holds.md, route-search.md.
DROP INDEX incident_gathering_idx;
CREATE INDEX incident_gathering_idx ON incident USING gist (location) WHERE was_gathering;

CREATE OR REPLACE FUNCTION near_gathering(place geometry, around_m double precision, during tstzrange) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM incident g WHERE g.was_gathering
    -- 5,000 m: the widest incident; a degree is at least so many metres
    AND g.location && ST_Expand(place, (around_m + 5250) / (111000 * greatest(cos(radians(ST_Y(place))), 0.01)), (around_m + 5250) / 110000)
    AND g.occurred && tstzrange(lower(during) - interval '30 minutes', upper(during) + interval '30 minutes', '[]')
    AND ST_DWithin(g.location::geography, place::geography, around_m + 250 + g.uncertainty_m))
$$;

CREATE OR REPLACE FUNCTION keep_incident_extent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.extent_since := CASE
    WHEN TG_OP = 'UPDATE' AND ROW (OLD.category, OLD.occurred, ST_AsBinary(OLD.location), OLD.uncertainty_m)
      IS NOT DISTINCT FROM ROW (NEW.category, NEW.occurred, ST_AsBinary(NEW.location), NEW.uncertainty_m) THEN OLD.extent_since
    ELSE clock_timestamp() END;
  RETURN NEW;
END $$;

-- What lies near a gathering that 026 didn't know is looked at again.
INSERT INTO incident_hold_due (incident_id)
  SELECT g.id FROM incident g WHERE g.was_gathering AND NOT g.ever_gathering
  ON CONFLICT (incident_id) DO UPDATE SET due_at = now();

ALTER TABLE incident DROP COLUMN ever_gathering;
