-- What a key of the access log is never changes (docs/design/access-log.md): only its sealing and its end do. Not while erasing either.
CREATE TRIGGER audit_key_fixed BEFORE UPDATE OF id, origin, public_key, made_at ON audit_key FOR EACH STATEMENT EXECUTE FUNCTION audit_insert_only('');
