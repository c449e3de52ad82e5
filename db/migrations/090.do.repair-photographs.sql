-- Photographs of a device and its repair beside the words of a note, made small and without what the telephone wrote into them. No footage. See docs/design/repair-ledger.md.
CREATE TABLE camera_fault_photo (
  id uuid PRIMARY KEY,
  note_id uuid NOT NULL REFERENCES camera_fault_note (id) ON DELETE CASCADE,
  jpeg bytea NOT NULL CHECK (octet_length(jpeg) BETWEEN 1 AND 600000),
  sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
  width_px integer NOT NULL CHECK (width_px BETWEEN 1 AND 1024),
  height_px integer NOT NULL CHECK (height_px BETWEEN 1 AND 1024)
);
-- it doesn't compress
ALTER TABLE camera_fault_photo ALTER COLUMN jpeg SET STORAGE EXTERNAL;
CREATE INDEX camera_fault_photo_note_idx ON camera_fault_photo (note_id, id);
