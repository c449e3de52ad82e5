-- Evidence packages: the packages of an incident, newest first, what is in each, and what they are made of stays. See docs/design/evidence-package.md.
CREATE INDEX evidence_package_newest_idx ON evidence_package (incident_id, id DESC);

-- What went in, camera by camera, as the manifest counts it; for people who ask before they download. Null for packages of before.
ALTER TABLE evidence_package ADD COLUMN contents jsonb,
  ADD CONSTRAINT evidence_package_contents_sealed CHECK (contents IS NULL OR sha256 IS NOT NULL);

CREATE FUNCTION evidence_package_contents_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a package does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_package_unchanged';
END $$;
CREATE TRIGGER evidence_package_contents_kept BEFORE UPDATE ON evidence_package FOR EACH ROW
  WHEN (OLD.sha256 IS NOT NULL AND NEW.contents IS DISTINCT FROM OLD.contents) EXECUTE FUNCTION evidence_package_contents_keep();

-- Taking a request out of a package would leave its file with footage that nothing accounts for, and that no end of a request reaches.
CREATE TRIGGER evidence_package_request_undeleted BEFORE DELETE ON evidence_package_request FOR EACH ROW EXECUTE FUNCTION evidence_package_request_fixed();
CREATE TRIGGER evidence_package_request_untruncated BEFORE TRUNCATE ON evidence_package_request FOR EACH STATEMENT EXECUTE FUNCTION evidence_package_request_fixed();
