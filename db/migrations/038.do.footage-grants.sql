-- Grants: a person watches what an approved request opened, from one session at a time; and the copies that are watched. See docs/design/media.md.

-- Whether a request opens its window at that time. The one place that knows.
CREATE FUNCTION request_opens(r footage_request, at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT r.ended_at IS NULL AND r.state IN ('approved', 'fulfilling', 'completed', 'partial') AND r.access_from <= at AND r.access_until > at
$$;

-- Whoever may decide a request may also take back what was opened.
ALTER TABLE footage_request
  DROP CONSTRAINT footage_request_ended_because_check,
  ADD CONSTRAINT footage_request_ended_because_check CHECK (ended_because IN ('denied', 'withdrawn', 'not_decided', 'not_justified', 'limits', 'changed', 'no_footage', 'revoked'));

CREATE TABLE footage_grant (
  id uuid PRIMARY KEY,
  request_id uuid NOT NULL REFERENCES footage_request (id),
  user_id uuid NOT NULL REFERENCES app_user (id),
  -- no foreign key: sessions are deleted a week after their end, and are in no backup
  session_id uuid NOT NULL,
  opened_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_because text CHECK (ended_because IN ('request_ended', 'access_over', 'session_ended', 'other_session')),
  CONSTRAINT footage_grant_end_whole CHECK ((ended_at IS NULL) = (ended_because IS NULL))
);
-- one session at a time
CREATE UNIQUE INDEX footage_grant_one_session ON footage_grant (request_id) WHERE ended_at IS NULL;
CREATE INDEX footage_grant_request_idx ON footage_grant (request_id);

CREATE FUNCTION footage_grant_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
      OR (NEW.id, NEW.request_id, NEW.user_id, NEW.session_id, NEW.opened_at) IS DISTINCT FROM (OLD.id, OLD.request_id, OLD.user_id, OLD.session_id, OLD.opened_at) THEN
      RAISE EXCEPTION 'a grant only ends' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_grant_only_ends';
    END IF;
    RETURN NEW;
  END IF;
  -- a share of the request's row: it can't end in between
  PERFORM 1 FROM footage_request r WHERE r.id = NEW.request_id AND r.requested_by = NEW.user_id AND request_opens(r, NEW.opened_at) FOR SHARE OF r;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a grant needs an open request of that person' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_grant_needs_open_request';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM session s WHERE s.id = NEW.session_id AND s.user_id = NEW.user_id AND s.revoked_at IS NULL) THEN
    RAISE EXCEPTION 'a grant needs a session of that person' USING ERRCODE = 'check_violation', CONSTRAINT = 'footage_grant_needs_session';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER footage_grant_checked BEFORE INSERT OR UPDATE ON footage_grant FOR EACH ROW EXECUTE FUNCTION footage_grant_check();

-- A copy for watching of what a request opened: of a segment, cut to the window, or of a picture; with the watermark. Of whom it is for and of which case follows from the request, so each has its own.
CREATE TABLE watch_copy (
  id uuid PRIMARY KEY,
  request_id uuid NOT NULL REFERENCES footage_request (id),
  camera_id uuid NOT NULL REFERENCES camera (id),
  kind text NOT NULL CHECK (kind IN ('segment', 'picture')),
  -- the segment or picture; no foreign key, rows move between their partitions
  source_id uuid NOT NULL,
  -- true time that it shows
  during tstzrange NOT NULL CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)),
  state text NOT NULL CHECK (state IN ('waiting', 'ready', 'failed')),
  ordered_at timestamptz NOT NULL,
  -- one worker at a time
  worker_until timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  error_code text,
  sha256 bytea CHECK (octet_length(sha256) = 32),
  blob_key text,
  byte_length bigint CHECK (byte_length > 0),
  -- what is shown from which byte on: milliseconds after the beginning
  mark_bytes bigint[],
  mark_ms bigint[],
  finished_at timestamptz,
  CONSTRAINT watch_copy_once UNIQUE (request_id, source_id),
  CONSTRAINT watch_copy_ready_whole CHECK ((state = 'ready') = (blob_key IS NOT NULL) AND (blob_key IS NULL) = (sha256 IS NULL) AND (blob_key IS NULL) = (byte_length IS NULL)),
  CONSTRAINT watch_copy_failed_whole CHECK (state <> 'failed' OR error_code IS NOT NULL),
  CONSTRAINT watch_copy_finished_whole CHECK ((state = 'waiting') = (finished_at IS NULL)),
  CONSTRAINT watch_copy_marks_whole CHECK (coalesce(array_length(mark_bytes, 1), 0) = coalesce(array_length(mark_ms, 1), 0))
);
CREATE INDEX watch_copy_waiting_idx ON watch_copy (ordered_at) WHERE state = 'waiting';
CREATE INDEX watch_copy_source_idx ON watch_copy (source_id);

-- Nothing outside the request's seconds or of another camera, while the request opens something.
CREATE FUNCTION watch_copy_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM footage_request r WHERE r.id = NEW.request_id AND r.camera_id = NEW.camera_id AND r.during @> NEW.during AND request_opens(r, NEW.ordered_at) FOR SHARE OF r;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a copy needs an open request, and lies within it' USING ERRCODE = 'check_violation', CONSTRAINT = 'watch_copy_within_request';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER watch_copy_checked BEFORE INSERT ON watch_copy FOR EACH ROW EXECUTE FUNCTION watch_copy_check();

-- Copies are dropped with their blobs, by whatever way their rows go.
CREATE FUNCTION watch_copy_drop_blob() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unreferenced_blob (blob_key, row_id, delete_after) VALUES (OLD.blob_key, OLD.id, now())
    ON CONFLICT (blob_key) DO UPDATE SET delete_after = excluded.delete_after;
  RETURN NULL;
END $$;
CREATE TRIGGER watch_copy_blob_dropped AFTER DELETE ON watch_copy FOR EACH ROW WHEN (OLD.blob_key IS NOT NULL) EXECUTE FUNCTION watch_copy_drop_blob();

-- A request that ends takes its grants and its copies with it, in the same transaction and by whatever door the end came.
CREATE FUNCTION footage_request_grants_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE footage_grant SET ended_at = NEW.ended_at, ended_because = 'request_ended' WHERE request_id = NEW.id AND ended_at IS NULL;
  DELETE FROM watch_copy WHERE request_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER footage_request_grants_ended AFTER UPDATE ON footage_request FOR EACH ROW WHEN (NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL) EXECUTE FUNCTION footage_request_grants_end();

-- What was copied of seconds that are no longer opened goes at once; what is left of it is copied anew when it is wanted.
CREATE FUNCTION footage_request_copies_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM watch_copy WHERE request_id = NEW.id AND NOT NEW.during @> during;
  RETURN NULL;
END $$;
CREATE TRIGGER footage_request_copies_followed AFTER UPDATE ON footage_request FOR EACH ROW WHEN (NEW.during <> OLD.during) EXECUTE FUNCTION footage_request_copies_follow();
