-- Lists of cameras name units by their names. The same as unitNameKey (domain/camera-import/unit-name-key.ts): NFD leaves of every Vietnamese letter but đ an ASCII letter and its marks, so no locale
-- of the database has a say in what is upper case; a tone mark goes to the end of its syllable, wherever it was typed.
CREATE FUNCTION unit_name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN regexp_replace(
    btrim(regexp_replace(
      regexp_replace(translate(normalize(name, NFD), 'ABCDEFGHIJKLMNOPQRSTUVWXYZĐ', 'abcdefghijklmnopqrstuvwxyzđ'), '[^a-z0-9đ\u0300-\u036f]+', ' ', 'g'),
      '([\u0300\u0301\u0303\u0309\u0323])([a-zđ\u0302\u0306\u031b]+)', '\2\1', 'g')),
    '^(' || normalize('tổ dân phố', NFD) || '|tdp) ', normalize('tổ ', NFD));
CREATE INDEX unit_name_key_idx ON unit (unit_name_key(name), parent_id);
