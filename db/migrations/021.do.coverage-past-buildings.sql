-- What a camera sees past buildings: `sector` is what it would see if nothing stood in the way, `coverage` what is left of it. Both may have several parts.
ALTER TABLE camera_placement
  ALTER COLUMN coverage TYPE geometry(Geometry, 4326),
  ADD CONSTRAINT camera_placement_coverage_area CHECK (GeometryType(coverage) IN ('POLYGON', 'MULTIPOLYGON')),
  ADD COLUMN sector geometry(Geometry, 4326) CHECK (ST_IsValid(sector) AND NOT ST_IsEmpty(sector) AND GeometryType(sector) IN ('POLYGON', 'MULTIPOLYGON')),
  -- whether it keeps its direction; what others cover is what they can reach
  ADD COLUMN motion text NOT NULL DEFAULT 'fixed' CHECK (motion IN ('fixed', 'ptz', 'dome')),
  ADD COLUMN pan_range_deg double precision CHECK (pan_range_deg > 0 AND pan_range_deg <= 360),
  ADD COLUMN coverage_basis text NOT NULL DEFAULT 'clear' CHECK (coverage_basis IN ('clear', 'cut', 'doubtful')),
  ADD COLUMN coverage_version integer NOT NULL DEFAULT 1 CHECK (coverage_version >= 1),
  ADD COLUMN coverage_computed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- a new placement is computed at once, and once more when every transaction that was under way then is over: it may have stored buildings that nobody else saw yet
  ADD COLUMN coverage_due_at timestamptz DEFAULT clock_timestamp() + interval '10 minutes';
UPDATE camera_placement SET sector = coverage, coverage_computed_at = recorded_at, coverage_due_at = clock_timestamp();
ALTER TABLE camera_placement
  ALTER COLUMN sector SET NOT NULL,
  ADD CHECK (motion <> 'fixed' OR pan_range_deg IS NULL);
CREATE INDEX camera_placement_sector_idx ON camera_placement USING gist (sector);
-- whatever stands between the lens and the end of its view
CREATE INDEX camera_placement_reach_idx ON camera_placement USING gist (ST_Envelope(ST_Collect(sector, position)));
CREATE INDEX camera_placement_coverage_due_idx ON camera_placement (coverage_due_at) WHERE coverage_due_at IS NOT NULL;

-- A geometry from GeoJSON whose rings may meet themselves by a centimetre, after rounding.
CREATE FUNCTION coverage_geometry(geojson jsonb) RETURNS geometry LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE drawn geometry := ST_SetSRID(ST_GeomFromGeoJSON(geojson), 4326);
BEGIN
  IF ST_IsValid(drawn) THEN RETURN drawn; END IF;
  RETURN ST_CollectionExtract(ST_MakeValid(drawn), 3);
END $$;

CREATE FUNCTION camera_placement_sector() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.sector := coalesce(NEW.sector, NEW.coverage);
  RETURN NEW;
END $$;
CREATE TRIGGER camera_placement_sector BEFORE INSERT ON camera_placement FOR EACH ROW EXECUTE FUNCTION camera_placement_sector();

-- What the service said before: each version with the time in which it was the answer.
CREATE TABLE coverage_history (
  placement_id uuid NOT NULL REFERENCES camera_placement (id),
  version integer NOT NULL CHECK (version >= 1),
  sector geometry(Geometry, 4326) NOT NULL,
  coverage geometry(Geometry, 4326) NOT NULL,
  basis text NOT NULL,
  said tstzrange NOT NULL CHECK (NOT isempty(said) AND NOT lower_inf(said) AND NOT upper_inf(said)),
  PRIMARY KEY (placement_id, version)
);
CREATE FUNCTION camera_placement_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.coverage_version := OLD.coverage_version + 1;
  NEW.coverage_computed_at := greatest(clock_timestamp(), OLD.coverage_computed_at + interval '1 microsecond');
  INSERT INTO coverage_history (placement_id, version, sector, coverage, basis, said)
    VALUES (OLD.id, OLD.coverage_version, OLD.sector, OLD.coverage, OLD.coverage_basis, tstzrange(OLD.coverage_computed_at, NEW.coverage_computed_at));
  RETURN NEW;
END $$;
CREATE TRIGGER camera_placement_version BEFORE UPDATE OF sector, coverage, coverage_basis ON camera_placement FOR EACH ROW
  WHEN (OLD.coverage_basis <> NEW.coverage_basis OR ST_AsBinary(OLD.coverage) <> ST_AsBinary(NEW.coverage) OR ST_AsBinary(OLD.sector) <> ST_AsBinary(NEW.sector))
  EXECUTE FUNCTION camera_placement_version();

-- Buildings that come, change or go make the views that they may stand in due, in the same transaction.
CREATE FUNCTION building_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    UPDATE camera_placement p SET coverage_due_at = clock_timestamp() FROM building_after b
      WHERE ST_Envelope(ST_Collect(p.sector, p.position)) && ST_Expand(b.footprint, 0.0001);
  END IF;
  IF TG_OP <> 'INSERT' THEN
    UPDATE camera_placement p SET coverage_due_at = clock_timestamp() FROM building_before b
      WHERE ST_Envelope(ST_Collect(p.sector, p.position)) && ST_Expand(b.footprint, 0.0001);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER building_added AFTER INSERT ON building REFERENCING NEW TABLE AS building_after FOR EACH STATEMENT EXECUTE FUNCTION building_changed();
CREATE TRIGGER building_altered AFTER UPDATE ON building REFERENCING OLD TABLE AS building_before NEW TABLE AS building_after FOR EACH STATEMENT EXECUTE FUNCTION building_changed();
CREATE TRIGGER building_removed AFTER DELETE ON building REFERENCING OLD TABLE AS building_before FOR EACH STATEMENT EXECUTE FUNCTION building_changed();
