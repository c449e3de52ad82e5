-- Retention as a promise: what is deleted is in the log, and every kind of data has an end. See docs/design/retention.md, docs/privacy.md.

-- Whether the log already tells that this blob goes, since its row went. What was written and never named is logged when the blob is deleted.
ALTER TABLE unreferenced_blob ADD COLUMN logged boolean NOT NULL DEFAULT false;

-- What is dropped or emptied by age, each found without walking over all that stays.
CREATE INDEX duty_shift_age_idx ON duty_shift (upper(during));
CREATE INDEX camera_absence_age_idx ON camera_absence (upper(during));
CREATE INDEX camera_fault_age_idx ON camera_fault (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX camera_confirmation_age_idx ON camera_confirmation (confirmed_at);
CREATE INDEX alarm_test_age_idx ON alarm (raised_at) WHERE test;
CREATE INDEX incident_text_age_idx ON incident (updated_at) WHERE summary <> '';
CREATE INDEX incident_link_text_age_idx ON incident_link (decided_at) WHERE note <> '';
CREATE INDEX incident_approval_text_age_idx ON incident_approval (approved_at) WHERE reason <> '-';
CREATE INDEX hold_text_age_idx ON hold (created_at) WHERE reason NOT IN ('', '-') OR release_reason <> '-';
CREATE INDEX incident_merge_text_age_idx ON incident_merge (merged_at) WHERE reason <> '-' OR undo_reason <> '-';
