import { phaseOf } from '../../db/registration/camera-phase.ts';
import { readSource } from '../../db/registration/camera-source-input.ts';
import { placementStart } from '../../db/registration/placement-start.ts';
import type { BatchCamera } from '../../db/repositories/camera-batch-repository.ts';
import type { CameraDraft } from '../../domain/camera-import/camera-draft.ts';
import { columnOfPath } from '../../domain/camera-import/column-of-fault.ts';
import { rowError } from '../../domain/camera-import/source-row.ts';
import { foldCameraName } from '../../domain/camera-name-fold.ts';
import { cameraCreateWire } from '../../domain/wire/camera-wire.ts';
import { PERSONAL_DATA_ISSUE } from '../../domain/wire/name-wire.ts';
import { newId } from '../../platform/new-id.ts';
import type { SecretBox } from '../../platform/secret-box.ts';
import type { ImportUnit } from './import-surroundings.ts';

/**
 * A row as the camera that it would be, by the very rules of `POST /cameras`. Errors: `value_refused` (invalid) for what the wire schema refuses, `personal_data_in_text`, those of
 * `readSource`, `valid_from_in_future`.
 */
export function prepareCamera(draft: CameraDraft, unit: ImportUnit, secretBox: SecretBox, nowMs: number): BatchCamera {
  const parsed = cameraCreateWire.safeParse({ ...draft.input, unitId: unit.unitId });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const column = columnOfPath(issue?.path ?? []);
    if (issue?.code === 'custom' && issue.params?.['kind'] === PERSONAL_DATA_ISSUE)
      throw rowError('personal_data_in_text', `The column ${column ?? 'name'} ${issue.message}.`, column);
    throw rowError('value_refused', `This value can't be accepted: ${issue?.message ?? 'it is not valid'}.`, column);
  }
  const { data } = parsed;
  const id = newId(nowMs);
  const { validFrom, ...placement } = data.placement;
  return {
    id,
    externalId: draft.externalId ?? null,
    name: data.name,
    nameFolded: foldCameraName(data.name),
    unitId: data.unitId,
    ownerId: unit.ownerId,
    siteName: data.siteName ?? data.name,
    purpose: data.purpose ?? null,
    snapshotEveryS: data.snapshotEverySeconds,
    recordingMode: data.recording.mode,
    retentionHours: data.recording.retentionHours,
    phase: phaseOf(id),
    state: data.purpose === undefined || data.notice === undefined ? 'draft' : 'unknown',
    stored: readSource({ secretBox, addressPolicy: unit.addressPolicy }, id, data.source),
    postedOn: data.notice?.postedAt ?? null,
    placementId: newId(nowMs),
    placement,
    validFromMs: placementStart(validFrom, nowMs),
  };
}
