-- Windows in which a camera is away on purpose: set ahead by its board, they make neither faults nor alerts.
CREATE TABLE camera_absence (
  id uuid PRIMARY KEY,
  camera_id uuid NOT NULL REFERENCES camera (id),
  during tstzrange NOT NULL CHECK (NOT isempty(during) AND lower_inc(during) AND NOT upper_inc(during) AND NOT lower_inf(during) AND NOT upper_inf(during)),
  reason text NOT NULL CHECK (reason IN ('maintenance', 'seasonal', 'construction', 'power_cut', 'other')),
  note text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  created_by uuid NOT NULL REFERENCES app_user (id),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT camera_absence_one_at_a_time EXCLUDE USING gist (camera_id WITH =, during WITH &&)
);
CREATE INDEX camera_absence_camera_idx ON camera_absence (camera_id, id DESC);
CREATE INDEX camera_absence_during_idx ON camera_absence USING gist (during);

-- Whether one of its windows holds now; kept by the job that raises alerts, so that neither a ping nor a list has to look the windows up.
ALTER TABLE camera ADD COLUMN absent boolean NOT NULL DEFAULT false;
CREATE INDEX camera_absent_idx ON camera (id) WHERE absent;
CREATE TRIGGER camera_absence_replanned AFTER UPDATE OF absent ON camera FOR EACH ROW
  WHEN (OLD.absent IS DISTINCT FROM NEW.absent) EXECUTE FUNCTION camera_contact_replan();

-- The repair ledger: one entry for one trouble of one facet, until the camera itself showed that it works again.
CREATE TABLE camera_fault (
  id uuid PRIMARY KEY,
  camera_id uuid NOT NULL REFERENCES camera (id),
  -- the camera's owner and unit, kept in step with it: lists go by them
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  unit_id uuid NOT NULL REFERENCES unit (id),
  facet text NOT NULL CHECK (facet IN ('reachable', 'picture', 'recording', 'clock')),
  state text NOT NULL CHECK (state IN ('down', 'covered', 'blurred', 'dark', 'moved', 'frozen', 'gap', 'off')),
  -- stable code; the plain words are the application's
  likely_cause text NOT NULL CHECK (likely_cause ~ '^[a-z_]{1,40}$'),
  -- what the observation said
  cause jsonb,
  -- when the trouble began
  opened_at timestamptz NOT NULL,
  -- when it began again for the last time, and when that was written here
  failing_from timestamptz NOT NULL,
  noticed_at timestamptz NOT NULL,
  -- good again, not yet for long enough
  recovered_at timestamptz,
  closed_at timestamptz,
  outcome text CHECK (outcome IN ('verified', 'withdrawn')),
  -- the last observation that showed it working when the entry was closed
  verified_at timestamptz,
  flap_count integer NOT NULL DEFAULT 0 CHECK (flap_count >= 0),
  alert_id uuid REFERENCES alert (id),
  responsible text CHECK (length(responsible) BETWEEN 1 AND 200),
  CHECK (failing_from >= opened_at),
  CHECK (recovered_at IS NULL OR recovered_at >= failing_from),
  CHECK ((closed_at IS NULL) = (outcome IS NULL)),
  CHECK ((outcome IS NOT DISTINCT FROM 'verified') = (verified_at IS NOT NULL)),
  CHECK (verified_at IS NULL OR recovered_at IS NOT NULL)
);
CREATE UNIQUE INDEX camera_fault_unclosed_key ON camera_fault (camera_id, facet) WHERE closed_at IS NULL;
CREATE INDEX camera_fault_camera_idx ON camera_fault (camera_id, id DESC);
CREATE INDEX camera_fault_organisation_idx ON camera_fault (organisation_id, id DESC);
CREATE INDEX camera_fault_unit_idx ON camera_fault (unit_id, id DESC);
CREATE INDEX camera_fault_open_organisation_idx ON camera_fault (organisation_id, id DESC) WHERE closed_at IS NULL;
CREATE INDEX camera_fault_open_unit_idx ON camera_fault (unit_id, id DESC) WHERE closed_at IS NULL;
CREATE INDEX camera_fault_open_idx ON camera_fault (id DESC) WHERE closed_at IS NULL;
CREATE INDEX camera_fault_settling_idx ON camera_fault (id) WHERE closed_at IS NULL AND recovered_at IS NOT NULL;
CREATE INDEX camera_fault_waiting_idx ON camera_fault (organisation_id, noticed_at) WHERE closed_at IS NULL AND alert_id IS NULL;
CREATE INDEX camera_fault_alert_idx ON camera_fault (alert_id) WHERE alert_id IS NOT NULL;

CREATE FUNCTION camera_fault_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE camera_fault SET organisation_id = NEW.owner_id, unit_id = NEW.unit_id WHERE camera_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER camera_fault_followed AFTER UPDATE OF owner_id, unit_id ON camera FOR EACH ROW
  WHEN ((OLD.owner_id, OLD.unit_id) IS DISTINCT FROM (NEW.owner_id, NEW.unit_id)) EXECUTE FUNCTION camera_fault_follow();

-- What people found and did. Notes stay as they were written.
CREATE TABLE camera_fault_note (
  id uuid PRIMARY KEY,
  fault_id uuid NOT NULL REFERENCES camera_fault (id),
  kind text NOT NULL CHECK (kind IN ('note', 'work_done')),
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
  -- when it was found or done; when it was entered is recorded_at
  happened_at timestamptz NOT NULL,
  author_id uuid NOT NULL REFERENCES app_user (id),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  CHECK (happened_at <= recorded_at)
);
CREATE INDEX camera_fault_note_fault_idx ON camera_fault_note (fault_id, id DESC);

-- Faulty cameras are few: found without walking over all of them.
CREATE INDEX camera_state_faulty_idx ON camera_state (camera_id)
  WHERE reachable = 'down' OR picture IN ('covered', 'blurred', 'dark', 'moved', 'frozen') OR recording = 'gap' OR clock = 'off';
