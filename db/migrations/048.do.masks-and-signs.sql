-- What a grant opened in a period (docs/design/breach-export.md).
CREATE INDEX footage_request_access_idx ON footage_request (id) WHERE access_until IS NOT NULL;
