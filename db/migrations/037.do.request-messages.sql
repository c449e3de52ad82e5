-- Messages about footage requests, to those whose cameras they are about. See docs/design/footage-requests.md.
ALTER TABLE message
  DROP CONSTRAINT message_kind_check,
  -- 'alarm' belongs to bells (050); whichever of the two comes first, both are there afterwards
  ADD CONSTRAINT message_kind_check CHECK (kind IN ('alert', 'test', 'code', 'request', 'alarm'));
