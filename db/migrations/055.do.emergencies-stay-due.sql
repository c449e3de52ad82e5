-- Whoever opened footage in an emergency justifies it, however it ended: denied by the board, revoked, or since the incident was changed. See docs/design/footage-requests.md.
DROP INDEX footage_request_justify_idx;
CREATE INDEX footage_request_justify_idx ON footage_request (justify_by) WHERE emergency AND justified_at IS NULL;
