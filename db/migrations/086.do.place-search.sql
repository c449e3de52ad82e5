-- Places are found by the words of their names. Vietnamese marks, case and punctuation don't count; NFKD splits every Vietnamese letter but đ into a Latin
-- letter and its marks, so that lower() has nothing but ASCII to do, whatever the locale of the database.
CREATE FUNCTION fold_place_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN btrim(regexp_replace(lower(translate(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]', '', 'g'), 'Đđ', 'dd')), '[^a-z0-9]+', ' ', 'g'));

-- The configuration 'simple' knows no stop words: "an" and "to" are names here.
CREATE FUNCTION place_words(name text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN to_tsvector('pg_catalog.simple'::regconfig, fold_place_name(name));

-- What people call by a name or a house number, from the owner's map data: markets, schools, offices, addresses.
CREATE TABLE landmark (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id text NOT NULL UNIQUE CHECK (length(source_id) BETWEEN 1 AND 300),
  -- as OpenStreetMap classes it (amenity, shop, office …), or 'address'
  kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 60),
  name text CHECK (length(name) BETWEEN 1 AND 200),
  house_number text CHECK (length(house_number) BETWEEN 1 AND 40),
  street text CHECK (length(street) BETWEEN 1 AND 200),
  position geometry(Point, 4326) NOT NULL CHECK (ST_IsValid(position) AND NOT ST_IsEmpty(position)),
  CHECK (name IS NOT NULL OR (house_number IS NOT NULL AND street IS NOT NULL)),
  -- what it is found by
  title text NOT NULL GENERATED ALWAYS AS (btrim(coalesce(name || ', ', '') || coalesce(house_number || ' ', '') || coalesce(street, ''), ', ')) STORED
);
CREATE INDEX landmark_words_idx ON landmark USING gin (place_words(title));
CREATE INDEX landmark_position_idx ON landmark USING gist (position);

CREATE INDEX road_words_idx ON road USING gin (place_words(name)) WHERE name IS NOT NULL;
CREATE INDEX unit_words_idx ON unit USING gin (place_words(name));
CREATE INDEX site_words_idx ON site USING gin (place_words(name));
