-- Units are a dated tree: a unit that ends names its successors, and whoever answers for a unit also answers for what became part of it.
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE unit (
  id uuid PRIMARY KEY,
  code text UNIQUE,
  level text NOT NULL CHECK (level IN ('country', 'province', 'district', 'commune', 'ward', 'township', 'special_zone', 'neighbourhood', 'drawn_area')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  parent_id uuid REFERENCES unit (id),
  boundary geometry(MultiPolygon, 4326) CHECK (boundary IS NULL OR ST_IsValid(boundary)),
  valid daterange NOT NULL DEFAULT daterange('-infinity', NULL) CHECK (NOT isempty(valid)),
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (parent_id IS DISTINCT FROM id)
);
CREATE INDEX unit_parent_idx ON unit (parent_id);
CREATE INDEX unit_boundary_idx ON unit USING gist (boundary);
CREATE INDEX unit_level_idx ON unit (level, id DESC);

CREATE TABLE unit_succession (
  predecessor_id uuid NOT NULL REFERENCES unit (id),
  successor_id uuid NOT NULL REFERENCES unit (id),
  kind text NOT NULL CHECK (kind IN ('merged', 'split', 'renamed', 'moved', 'abolished')),
  happened_on date NOT NULL,
  PRIMARY KEY (predecessor_id, successor_id),
  CHECK (predecessor_id <> successor_id)
);
CREATE INDEX unit_succession_successor_idx ON unit_succession (successor_id);

-- Every unit with all units below it, itself included, by parent or by succession: "may this organisation see that camera" is one lookup.
CREATE TABLE unit_closure (
  ancestor_id uuid NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  descendant_id uuid NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  PRIMARY KEY (ancestor_id, descendant_id)
);
CREATE INDEX unit_closure_descendant_idx ON unit_closure (descendant_id);

CREATE FUNCTION unit_closure_rebuild() RETURNS void LANGUAGE sql AS $$
  WITH RECURSIVE edge (above, below) AS (
    SELECT parent_id, id FROM unit WHERE parent_id IS NOT NULL
    UNION
    SELECT successor_id, predecessor_id FROM unit_succession
  ), reach (ancestor_id, descendant_id) AS (
    SELECT id, id FROM unit
    UNION
    SELECT r.ancestor_id, e.below FROM reach r JOIN edge e ON e.above = r.descendant_id
  ), gone AS (
    DELETE FROM unit_closure c WHERE NOT EXISTS (SELECT 1 FROM reach r WHERE r.ancestor_id = c.ancestor_id AND r.descendant_id = c.descendant_id)
  )
  INSERT INTO unit_closure (ancestor_id, descendant_id) SELECT ancestor_id, descendant_id FROM reach ON CONFLICT DO NOTHING;
$$;

-- A new leaf needs only the ancestors of its parent; anything else (a moved unit, a merger) rebuilds.
CREATE FUNCTION unit_closure_on_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unit_closure (ancestor_id, descendant_id)
  SELECT NEW.id, NEW.id
  UNION
  SELECT c.ancestor_id, NEW.id FROM unit_closure c WHERE c.descendant_id = NEW.parent_id
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE FUNCTION unit_closure_on_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM unit_closure_rebuild();
  RETURN NULL;
END $$;
CREATE TRIGGER unit_inserted AFTER INSERT ON unit FOR EACH ROW EXECUTE FUNCTION unit_closure_on_insert();
CREATE TRIGGER unit_moved AFTER UPDATE OF parent_id ON unit FOR EACH STATEMENT EXECUTE FUNCTION unit_closure_on_change();
CREATE TRIGGER unit_succession_changed AFTER INSERT OR UPDATE OR DELETE ON unit_succession FOR EACH STATEMENT EXECUTE FUNCTION unit_closure_on_change();
