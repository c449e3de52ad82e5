-- What was so at a time, for figures by unit: see docs/design/coverage-map.md.
-- the stretch of a facet that holds at a time is the first one that ends after it
CREATE INDEX camera_state_interval_end_idx ON camera_state_interval (camera_id, facet, (coalesce(upper(during), 'infinity'::timestamptz)));
-- cameras that were taken down since are found by their unit and owner as well
CREATE INDEX camera_unit_ever_idx ON camera (unit_id, id DESC);
CREATE INDEX camera_owner_ever_idx ON camera (owner_id, id DESC);
-- which cameras were moved or turned in a week
CREATE INDEX camera_placement_since_idx ON camera_placement (lower(valid));
