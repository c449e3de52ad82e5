-- What is said of a package's timestamp is neither deleted nor emptied: else a stamp could vanish, or be asked for anew, without a trace. The package's own row is guarded as well, and policies, which 070 guards row by row, are not emptied either. See docs/design/evidence-package.md and docs/design/footage-requests.md.
CREATE FUNCTION evidence_package_timestamp_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what is known of a timestamp stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_package_timestamp_unchanged';
END $$;
CREATE TRIGGER evidence_package_timestamp_undeleted BEFORE DELETE OR TRUNCATE ON evidence_package_timestamp FOR EACH STATEMENT EXECUTE FUNCTION evidence_package_timestamp_stay();

CREATE FUNCTION evidence_package_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a package is dropped, its row stays' USING ERRCODE = 'check_violation', CONSTRAINT = 'evidence_package_unchanged';
END $$;
CREATE TRIGGER evidence_package_undeleted BEFORE DELETE OR TRUNCATE ON evidence_package FOR EACH STATEMENT EXECUTE FUNCTION evidence_package_stay();

CREATE TRIGGER footage_policy_untruncated BEFORE TRUNCATE ON footage_policy FOR EACH STATEMENT EXECUTE FUNCTION footage_policy_keep();
