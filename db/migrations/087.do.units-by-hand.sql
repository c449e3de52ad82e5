-- Administrators make units on a page, at the same time: two of one name under one parent on one day are one too many. Imports of official lists bring such twins now and then, so that what is stored already stays.
CREATE INDEX unit_parent_name_idx ON unit (parent_id, name);
CREATE INDEX organisation_kind_idx ON organisation (kind, id DESC);
