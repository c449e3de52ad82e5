-- Which cameras began or ceased to answer in a period, for figures by unit: see docs/design/coverage-map.md. Most held on to one state all the while, and needn't be looked at.
CREATE INDEX camera_state_interval_answers_begin_idx ON camera_state_interval (lower(during)) WHERE facet = 'reachable';
CREATE INDEX camera_state_interval_answers_end_idx ON camera_state_interval (coalesce(upper(during), 'infinity'::timestamptz)) WHERE facet = 'reachable';
