-- Evidence packages: what requests opened, sealed in one file for whoever ordered it. See docs/design/evidence-package.md.
CREATE TABLE evidence_package (
  id uuid PRIMARY KEY,
  incident_id uuid NOT NULL REFERENCES incident (id),
  ordered_by uuid NOT NULL REFERENCES app_user (id),
  ordered_for uuid NOT NULL REFERENCES organisation (id),
  ordered_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'ready', 'failed', 'dropped')),
  -- one worker at a time; where it writes, so that the next one removes what a dead one left
  worker_until timestamptz,
  work_id uuid,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  progress double precision NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
  error_code text,
  -- of the file; they stay when it is dropped, so that one which was handed over can be told from another
  sha256 bytea CHECK (octet_length(sha256) = 32),
  byte_length bigint CHECK (byte_length > 0),
  file_count integer CHECK (file_count > 0),
  key_fingerprint text,
  blob_key text,
  finished_at timestamptz,
  CONSTRAINT evidence_package_ready_whole CHECK ((state = 'ready') = (blob_key IS NOT NULL)),
  CONSTRAINT evidence_package_sealed_whole CHECK ((sha256 IS NULL) = (byte_length IS NULL) AND (sha256 IS NULL) = (file_count IS NULL) AND (sha256 IS NULL) = (key_fingerprint IS NULL)
    AND (state <> 'ready' OR sha256 IS NOT NULL)),
  CONSTRAINT evidence_package_failed_whole CHECK (state <> 'failed' OR error_code IS NOT NULL),
  CONSTRAINT evidence_package_finished_whole CHECK ((state = 'waiting') = (finished_at IS NULL))
);
CREATE INDEX evidence_package_waiting_idx ON evidence_package (ordered_at) WHERE state = 'waiting';
CREATE INDEX evidence_package_kept_idx ON evidence_package (id) WHERE state IN ('waiting', 'ready');
CREATE INDEX evidence_package_incident_idx ON evidence_package (incident_id, ordered_by);

-- What a package is made of: these seconds, and no others, whatever becomes of the request.
CREATE TABLE evidence_package_request (
  package_id uuid NOT NULL REFERENCES evidence_package (id),
  request_id uuid NOT NULL REFERENCES footage_request (id),
  during tstzrange NOT NULL CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)),
  PRIMARY KEY (package_id, request_id)
);
CREATE INDEX evidence_package_request_idx ON evidence_package_request (request_id);

CREATE FUNCTION evidence_package_request_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM evidence_package p JOIN footage_request r ON r.id = NEW.request_id
  WHERE p.id = NEW.package_id AND r.incident_id = p.incident_id AND r.requested_by = p.ordered_by AND r.requested_for = p.ordered_for AND r.during = NEW.during
    AND request_opens(r, p.ordered_at) FOR SHARE OF r;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a package needs open requests of who orders it, of that incident' USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_package_needs_open_request';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER evidence_package_request_checked BEFORE INSERT ON evidence_package_request FOR EACH ROW EXECUTE FUNCTION evidence_package_request_check();

CREATE FUNCTION evidence_package_request_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what a package is made of does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_package_request_unchanged';
END $$;
CREATE TRIGGER evidence_package_request_unchanged BEFORE UPDATE ON evidence_package_request FOR EACH ROW EXECUTE FUNCTION evidence_package_request_fixed();

-- Whose package it is never changes, and what is sealed stays what it is; a file is only ever dropped.
CREATE FUNCTION evidence_package_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.incident_id, NEW.ordered_by, NEW.ordered_for, NEW.ordered_at) IS DISTINCT FROM (OLD.id, OLD.incident_id, OLD.ordered_by, OLD.ordered_for, OLD.ordered_at)
    OR (OLD.state <> 'waiting' AND NEW.state <> OLD.state AND NOT (OLD.state = 'ready' AND NEW.state = 'dropped'))
    OR (OLD.sha256 IS NOT NULL AND (NEW.sha256, NEW.byte_length, NEW.file_count, NEW.key_fingerprint) IS DISTINCT FROM (OLD.sha256, OLD.byte_length, OLD.file_count, OLD.key_fingerprint))
    OR (OLD.blob_key IS NOT NULL AND NEW.blob_key IS NOT NULL AND NEW.blob_key <> OLD.blob_key) THEN
    RAISE EXCEPTION 'a package does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_package_unchanged';
  END IF;
  IF OLD.blob_key IS NOT NULL AND NEW.blob_key IS NULL THEN
    INSERT INTO unreferenced_blob (blob_key, row_id, delete_after) VALUES (OLD.blob_key, OLD.id, now())
      ON CONFLICT (blob_key) DO UPDATE SET delete_after = excluded.delete_after;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER evidence_package_kept BEFORE UPDATE ON evidence_package FOR EACH ROW EXECUTE FUNCTION evidence_package_keep();

-- A request that ends, or whose seconds become fewer, takes its packages with it, in the same transaction and by whatever door it came.
CREATE FUNCTION footage_request_packages_drop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE evidence_package SET state = 'dropped', blob_key = NULL, worker_until = NULL, finished_at = coalesce(finished_at, now())
  WHERE state IN ('waiting', 'ready') AND id IN (SELECT package_id FROM evidence_package_request WHERE request_id = NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER footage_request_packages_dropped AFTER UPDATE ON footage_request FOR EACH ROW
  WHEN ((NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL) OR NEW.during <> OLD.during) EXECUTE FUNCTION footage_request_packages_drop();
