-- The road graph: each road cut into pieces where one can turn. Two pieces meet where their ends are one point; ends lie on a grid of 1e-6 degrees.
ALTER TABLE road
  ADD COLUMN level smallint NOT NULL DEFAULT 0,
  -- when the road was cut into pieces; NULL: it waits for that (new, changed, or the rules changed)
  ADD COLUMN noded_at timestamptz;
CREATE INDEX road_unnoded_idx ON road USING gist (path) WHERE noded_at IS NULL;
CREATE INDEX road_unnoded_order_idx ON road (id) WHERE noded_at IS NULL;

CREATE TABLE road_edge (
  road_id bigint NOT NULL REFERENCES road (id) ON DELETE CASCADE,
  -- along the road, from 0
  part integer NOT NULL CHECK (part >= 0),
  path geometry(LineString, 4326) NOT NULL,
  PRIMARY KEY (road_id, part)
);
CREATE INDEX road_edge_path_idx ON road_edge USING gist (path);

CREATE FUNCTION forget_road_pieces() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.noded_at := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER road_changes BEFORE UPDATE ON road FOR EACH ROW
  WHEN (ROW (ST_AsBinary(OLD.path), OLD.level, OLD.kind) IS DISTINCT FROM ROW (ST_AsBinary(NEW.path), NEW.level, NEW.kind))
  EXECUTE FUNCTION forget_road_pieces();

-- Since when an incident has the place, time and category it has now, whatever changed it, and whether it ever was a disorderly gathering.
ALTER TABLE incident
  ADD COLUMN extent_since timestamptz NOT NULL DEFAULT clock_timestamp(),
  ADD COLUMN ever_gathering boolean NOT NULL DEFAULT false;
UPDATE incident SET extent_since = updated_at, ever_gathering = category = 'disorderly_gathering';
CREATE INDEX incident_gathering_idx ON incident USING gist (location) WHERE ever_gathering;

CREATE FUNCTION keep_incident_extent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.extent_since := clock_timestamp();
    NEW.ever_gathering := NEW.category = 'disorderly_gathering';
    RETURN NEW;
  END IF;
  NEW.extent_since := CASE
    WHEN ROW (OLD.category, OLD.occurred, ST_AsBinary(OLD.location), OLD.uncertainty_m)
      IS DISTINCT FROM ROW (NEW.category, NEW.occurred, ST_AsBinary(NEW.location), NEW.uncertainty_m) THEN clock_timestamp()
    ELSE OLD.extent_since END;
  NEW.ever_gathering := OLD.ever_gathering OR NEW.category = 'disorderly_gathering';
  RETURN NEW;
END $$;
CREATE TRIGGER incident_extent BEFORE INSERT OR UPDATE ON incident FOR EACH ROW EXECUTE FUNCTION keep_incident_extent();

-- From where and when a route was searched: the first look under each approval, with the extent that was approved. Kept as long as its incident: no search may go on from another's result.
CREATE TABLE route_search (
  approval_id uuid PRIMARY KEY REFERENCES incident_approval (id),
  incident_id uuid NOT NULL REFERENCES incident (id),
  occurred tstzrange NOT NULL,
  location geometry(Point, 4326) NOT NULL,
  uncertainty_m double precision NOT NULL,
  searched_by uuid NOT NULL REFERENCES app_user (id),
  searched_for uuid NOT NULL REFERENCES organisation (id),
  first_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX route_search_incident_idx ON route_search (incident_id);
CREATE INDEX route_search_location_idx ON route_search USING gist (location);
