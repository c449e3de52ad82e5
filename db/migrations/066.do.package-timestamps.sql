-- Timestamps of evidence packages (RFC 3161), from the authority of the settings. See docs/design/evidence-package.md.
CREATE TABLE evidence_package_timestamp (
  package_id uuid PRIMARY KEY REFERENCES evidence_package (id),
  -- of manifest.sig: what is stamped
  signature_sha256 bytea NOT NULL CHECK (octet_length(signature_sha256) = 32),
  -- when it is asked for again while there is none
  next_try_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  error_code text,
  -- the whole TimeStampResp
  reply bytea CHECK (octet_length(reply) BETWEEN 1 AND 65536),
  stamped_at timestamptz,
  authority text CHECK (length(authority) BETWEEN 1 AND 200),
  -- whether it lies in the package's file too, as timestamp.tsr
  in_file boolean NOT NULL DEFAULT false,
  CONSTRAINT evidence_package_timestamp_whole CHECK ((reply IS NULL) = (stamped_at IS NULL) AND (reply IS NULL) = (authority IS NULL) AND (reply IS NOT NULL OR NOT in_file))
);
CREATE INDEX evidence_package_timestamp_due_idx ON evidence_package_timestamp (next_try_at) WHERE reply IS NULL;

-- What is stamped never changes, and a stamp that is there stays.
CREATE FUNCTION evidence_package_timestamp_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.reply IS NOT NULL OR (NEW.package_id, NEW.signature_sha256) IS DISTINCT FROM (OLD.package_id, OLD.signature_sha256) THEN
    RAISE EXCEPTION 'a timestamp does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_package_timestamp_unchanged';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER evidence_package_timestamp_kept BEFORE UPDATE ON evidence_package_timestamp FOR EACH ROW EXECUTE FUNCTION evidence_package_timestamp_keep();
