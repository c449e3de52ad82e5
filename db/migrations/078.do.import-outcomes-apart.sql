-- What became of the rows of a list named cameras of other boards in its warnings, as the cameras themselves did until 070: those of the same owner are left.
UPDATE camera_import_row r SET details = jsonb_set(r.details, '{warnings}', (
  SELECT coalesce(jsonb_agg(CASE WHEN w.warning ? 'cameraIds' THEN jsonb_set(w.warning, '{cameraIds}', (
      SELECT coalesce(jsonb_agg(twin.id ORDER BY twin.id), '[]')
      FROM jsonb_array_elements_text(w.warning -> 'cameraIds') AS named (id) JOIN camera twin ON twin.id = named.id::uuid
        JOIN camera own ON own.id = r.camera_id AND own.owner_id = twin.owner_id)) ELSE w.warning END ORDER BY w.place), '[]')
  FROM jsonb_array_elements(r.details -> 'warnings') WITH ORDINALITY AS w (warning, place)))
WHERE r.details @? '$.warnings[*].cameraIds[*]';
