-- A bell in a bank, a treasury or a shop. Of its token only the SHA-256 is kept: who reads this table can't ring it.
CREATE TABLE alarm_point (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  unit_id uuid NOT NULL REFERENCES unit (id),
  owner_id uuid NOT NULL REFERENCES organisation (id),
  position geometry(Point, 4326) NOT NULL CHECK (ST_X(position) BETWEEN -180 AND 180 AND ST_Y(position) BETWEEN -90 AND 90),
  -- a bell is never so vague that its incident needs a second person
  uncertainty_m double precision NOT NULL DEFAULT 30 CHECK (uncertainty_m BETWEEN 1 AND 250),
  category text NOT NULL REFERENCES incident_category (code),
  token_sha256 bytea CHECK (octet_length(token_sha256) = 32),
  token_issued_at timestamptz,
  -- until then presses are tests: a forgotten test mode ends by itself
  test_until timestamptz,
  disabled_at timestamptz,
  last_heard_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  retired_at timestamptz,
  CHECK ((token_sha256 IS NULL) = (token_issued_at IS NULL)),
  CHECK (retired_at IS NULL OR token_sha256 IS NULL),
  CONSTRAINT alarm_point_not_for_gathering CHECK (category <> 'disorderly_gathering')
);
CREATE INDEX alarm_point_unit_idx ON alarm_point (unit_id, id DESC) WHERE retired_at IS NULL;
CREATE INDEX alarm_point_owner_idx ON alarm_point (owner_id, id DESC) WHERE retired_at IS NULL;

-- An incident is entered by a person or by a bell, never by both and never by nobody.
ALTER TABLE incident
  ALTER COLUMN entered_by DROP NOT NULL,
  ADD COLUMN alarm_point_id uuid REFERENCES alarm_point (id),
  ADD CONSTRAINT incident_entered_by_one CHECK (num_nonnulls(entered_by, alarm_point_id) = 1);
CREATE INDEX incident_alarm_point_idx ON incident (alarm_point_id) WHERE alarm_point_id IS NOT NULL;

-- One or more presses that belong together. A test has no incident; everything else has one, at once.
CREATE TABLE alarm (
  id uuid PRIMARY KEY,
  alarm_point_id uuid NOT NULL REFERENCES alarm_point (id),
  unit_id uuid NOT NULL REFERENCES unit (id),
  incident_id uuid UNIQUE REFERENCES incident (id),
  test boolean NOT NULL,
  raised_at timestamptz NOT NULL,
  last_pressed_at timestamptz NOT NULL CHECK (last_pressed_at >= raised_at),
  press_count integer NOT NULL DEFAULT 1 CHECK (press_count > 0),
  -- nobody was on duty: every officer of the unit was told
  told_all boolean NOT NULL,
  -- nobody had taken it for a while: every officer of the unit was told
  escalated_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid REFERENCES app_user (id),
  burst_ended_at timestamptz,
  CHECK (test = (incident_id IS NULL)),
  CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL))
);
CREATE INDEX alarm_point_press_idx ON alarm (alarm_point_id, test, raised_at DESC);
CREATE INDEX alarm_unit_idx ON alarm (unit_id, id DESC);
CREATE INDEX alarm_unanswered_idx ON alarm (raised_at) WHERE acknowledged_at IS NULL AND escalated_at IS NULL AND NOT test;

-- The plan of a burst: which camera gives which picture. It is made with the alarm, so a worker that dies leaves exactly what is still to be taken.
CREATE TABLE alarm_shot (
  alarm_id uuid NOT NULL REFERENCES alarm (id),
  camera_id uuid NOT NULL REFERENCES camera (id),
  turn integer NOT NULL CHECK (turn BETWEEN 0 AND 9),
  planned_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'taken', 'missed', 'cancelled')),
  snapshot_id uuid,
  -- why there is no picture
  problem text CHECK (length(problem) <= 100),
  finished_at timestamptz,
  PRIMARY KEY (alarm_id, camera_id, turn),
  CHECK ((state = 'taken') = (snapshot_id IS NOT NULL)),
  CHECK ((state = 'planned') = (finished_at IS NULL))
);
CREATE INDEX alarm_shot_planned_idx ON alarm_shot (planned_at) WHERE state = 'planned';
CREATE INDEX alarm_shot_camera_idx ON alarm_shot (camera_id);

-- For a gathering there is no burst: what is not taken yet is cancelled, whoever changes the category and wherever. Nothing is planned for one either.
CREATE FUNCTION alarm_burst_cancel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE alarm_shot s SET state = 'cancelled', finished_at = now() FROM alarm a WHERE a.incident_id = NEW.id AND s.alarm_id = a.id AND s.state = 'planned';
  RETURN NULL;
END $$;
CREATE TRIGGER incident_became_gathering AFTER UPDATE OF category ON incident FOR EACH ROW
  WHEN (NEW.category = 'disorderly_gathering' AND OLD.category <> NEW.category) EXECUTE FUNCTION alarm_burst_cancel();
CREATE FUNCTION alarm_shot_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM alarm a JOIN incident i ON i.id = a.incident_id WHERE a.id = NEW.alarm_id AND i.category = 'disorderly_gathering') THEN
    RAISE EXCEPTION 'no pictures are taken for a gathering' USING ERRCODE = 'check_violation', CONSTRAINT = 'alarm_shot_not_for_gathering';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER alarm_shot_planned BEFORE INSERT OR UPDATE OF state ON alarm_shot FOR EACH ROW WHEN (NEW.state = 'planned') EXECUTE FUNCTION alarm_shot_check();

-- Who is on duty when. Weekly duties are as many rows: the past stays as it was when the plan changes.
CREATE TABLE duty_shift (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  user_id uuid NOT NULL REFERENCES app_user (id),
  during tstzrange NOT NULL CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during) AND upper(during) - lower(during) <= interval '48 hours'),
  created_by uuid REFERENCES app_user (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT duty_shift_one_at_a_time EXCLUDE USING gist (user_id WITH =, during WITH &&)
);
CREATE INDEX duty_shift_organisation_idx ON duty_shift (organisation_id, lower(during), id);
