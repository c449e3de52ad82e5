-- Reference data for the map and, later, for lines of sight and routes.
CREATE TABLE building (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id text UNIQUE,
  footprint geometry(Polygon, 4326) NOT NULL CHECK (ST_IsValid(footprint)),
  height_m double precision CHECK (height_m > 0)
);
CREATE INDEX building_footprint_idx ON building USING gist (footprint);

CREATE TABLE road (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id text UNIQUE,
  kind text NOT NULL DEFAULT 'road',
  name text,
  path geometry(LineString, 4326) NOT NULL CHECK (ST_IsValid(path))
);
CREATE INDEX road_path_idx ON road USING gist (path);
