-- One alert for one trouble: a camera's fault, or many faults with a common cause. Who opens and ends alerts and who tells people of them meet in this table only.
CREATE TABLE alert (
  id uuid PRIMARY KEY,
  -- whose cameras it is about
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  kind text NOT NULL CHECK (kind IN ('camera', 'group')),
  -- what the faults of a group have in common
  common_cause text CHECK (common_cause IN ('recorder', 'site', 'network', 'unit', 'organisation')),
  -- the unit, of a group the smallest that has them all
  unit_id uuid NOT NULL REFERENCES unit (id),
  -- what a message says, without looking anything up again: camera ids and names (the first few), how many, site, facet, state, cause code
  facts jsonb NOT NULL,
  opened_at timestamptz NOT NULL,
  ended_at timestamptz,
  -- set once its messages are in the outbox
  opening_announced_at timestamptz,
  end_announced_at timestamptz,
  CHECK ((kind = 'group') = (common_cause IS NOT NULL)),
  CHECK (ended_at IS NULL OR ended_at >= opened_at),
  CHECK (end_announced_at IS NULL OR (opening_announced_at IS NOT NULL AND ended_at IS NOT NULL))
);
CREATE INDEX alert_organisation_idx ON alert (organisation_id, id DESC);
CREATE INDEX alert_unit_idx ON alert (unit_id, id DESC);
CREATE INDEX alert_open_idx ON alert (organisation_id, opened_at) WHERE ended_at IS NULL;
CREATE INDEX alert_unannounced_idx ON alert (opened_at) WHERE opening_announced_at IS NULL OR (ended_at IS NOT NULL AND end_announced_at IS NULL);
