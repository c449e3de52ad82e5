-- Requests of people about their own data (Law 91/2025/QH15, article 4). See docs/design/subject-requests.md.
CREATE TABLE subject_request (
  id uuid PRIMARY KEY,
  -- who has to answer
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  -- what it is about, where that was said
  camera_id uuid REFERENCES camera (id),
  during tstzrange CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)),
  kind text NOT NULL CHECK (kind IN ('access', 'copy', 'correction', 'deletion', 'restriction', 'objection')),
  summary text NOT NULL DEFAULT '' CHECK (length(summary) <= 2000),
  -- name and address of whoever asks: sealed, bound to the id; gone some time after the end
  applicant_sealed bytea,
  applicant_key_id text,
  applicant_erased_at timestamptz,
  received_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL CHECK (recorded_at >= received_at),
  recorded_by uuid NOT NULL REFERENCES app_user (id),
  answer_due_at timestamptz NOT NULL CHECK (answer_due_at > received_at),
  fulfil_due_at timestamptz NOT NULL CHECK (fulfil_due_at > received_at),
  -- when its organisation is reminded next; null: not any more
  remind_at timestamptz,
  state text NOT NULL CHECK (state IN ('received', 'answered', 'completed', 'refused', 'withdrawn')),
  -- the first answer, whatever it was
  answered_at timestamptz,
  extended_at timestamptz,
  ended_at timestamptz,
  CONSTRAINT subject_request_end_whole CHECK ((state IN ('completed', 'refused', 'withdrawn')) = (ended_at IS NOT NULL)),
  CONSTRAINT subject_request_answered CHECK (state NOT IN ('answered', 'completed', 'refused') OR answered_at IS NOT NULL),
  CONSTRAINT subject_request_reminded CHECK ((remind_at IS NULL) = (ended_at IS NOT NULL)),
  CONSTRAINT subject_request_applicant_whole CHECK ((applicant_sealed IS NULL) = (applicant_key_id IS NULL) AND (applicant_sealed IS NULL) = (applicant_erased_at IS NOT NULL)),
  CONSTRAINT subject_request_applicant_kept CHECK (applicant_erased_at IS NULL OR ended_at IS NOT NULL)
);
CREATE INDEX subject_request_organisation_idx ON subject_request (organisation_id, id DESC);
CREATE INDEX subject_request_open_organisation_idx ON subject_request (organisation_id, id DESC) WHERE ended_at IS NULL;
CREATE INDEX subject_request_open_idx ON subject_request (id DESC) WHERE ended_at IS NULL;
CREATE INDEX subject_request_reminder_idx ON subject_request (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX subject_request_applicant_age_idx ON subject_request (ended_at) WHERE applicant_sealed IS NOT NULL;

-- Who did what of it when: never changed, but for the words, which go with the applicant.
CREATE TABLE subject_request_step (
  request_id uuid NOT NULL REFERENCES subject_request (id),
  nth integer NOT NULL CHECK (nth > 0),
  step text NOT NULL CHECK (step IN ('answer', 'extend', 'complete', 'refuse', 'withdraw')),
  note text NOT NULL CHECK (length(note) BETWEEN 1 AND 2000),
  made_by uuid NOT NULL REFERENCES app_user (id),
  made_at timestamptz NOT NULL,
  PRIMARY KEY (request_id, nth)
);

-- What was asked for and when doesn't change, and what ended stays ended.
CREATE FUNCTION subject_request_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.organisation_id, NEW.camera_id, NEW.during, NEW.kind, NEW.received_at, NEW.recorded_at, NEW.recorded_by, NEW.answer_due_at)
    IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.camera_id, OLD.during, OLD.kind, OLD.received_at, OLD.recorded_at, OLD.recorded_by, OLD.answer_due_at) THEN
    RAISE EXCEPTION 'what was asked for does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'subject_request_unchanged';
  END IF;
  IF OLD.ended_at IS NOT NULL AND (NEW.state, NEW.ended_at, NEW.answered_at) IS DISTINCT FROM (OLD.state, OLD.ended_at, OLD.answered_at) THEN
    RAISE EXCEPTION 'an ended request stays ended' USING ERRCODE = 'check_violation', CONSTRAINT = 'subject_request_stays_ended';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER subject_request_kept BEFORE UPDATE ON subject_request FOR EACH ROW EXECUTE FUNCTION subject_request_keep();
