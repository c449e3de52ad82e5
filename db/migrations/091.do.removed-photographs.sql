-- A photograph of a repair that was handed in by mistake goes, and its note says so. See docs/design/repair-ledger.md.
ALTER TABLE camera_fault_photo
  ALTER COLUMN jpeg DROP NOT NULL,
  ADD COLUMN removed_at timestamptz,
  ADD COLUMN removed_by uuid REFERENCES app_user (id),
  ADD CHECK ((jpeg IS NULL) = (removed_at IS NOT NULL)),
  ADD CHECK ((removed_at IS NULL) = (removed_by IS NULL));

-- When a server last said that it works on a request, to the millisecond, as servers compare it: one that takes long is not taken over by its own repetition. See docs/design/access.md.
ALTER TABLE idempotency_record ADD COLUMN alive_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', now());
