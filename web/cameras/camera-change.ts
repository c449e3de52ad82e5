import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { CameraPatch, PlacementInput } from '../api/api-types.ts';
import { parseLocalDay } from '../formats/local-time.ts';
import type { CameraDraft } from './camera-draft.ts';
import { placementOfDraft, sourceOfDraft } from './read-camera-draft.ts';

/** What has to be sent so that a camera becomes what a form says; null parts need nothing. */
export interface CameraChange {
  readonly patch: CameraPatch | null;
  readonly placement: PlacementInput | null;
}

/** The difference between the form as it was opened and as it is now. Only what somebody touched is sent. */
export function cameraChange(before: CameraDraft, after: CameraDraft): CameraChange {
  const patch: { -readonly [Field in keyof CameraPatch]: CameraPatch[Field] } = {};
  if (after.name.trim() !== before.name.trim()) patch.name = after.name.trim();
  if (after.siteName.trim() !== before.siteName.trim() && after.siteName.trim() !== '') patch.siteName = after.siteName.trim();
  if (after.unitId !== before.unitId) patch.unitId = after.unitId;
  if (after.purpose !== before.purpose && after.purpose !== '') patch.purpose = after.purpose;
  const noticeDay = parseLocalDay(after.noticeDay);
  if (after.noticeDay !== before.noticeDay && noticeDay !== null) patch.notice = { postedAt: noticeDay };
  if (sourceChanged(before, after)) patch.source = sourceOfDraft(after);
  if (after.recordingMode !== before.recordingMode || after.retentionHours !== before.retentionHours) {
    patch.recording = { mode: after.recordingMode, retentionHours: after.retentionHours };
  }
  if (after.snapshotEverySeconds !== before.snapshotEverySeconds) patch.snapshotEverySeconds = after.snapshotEverySeconds;
  return { patch: Object.keys(patch).length === 0 ? null : patch, placement: placementChange(before, after) };
}

function sourceChanged(before: CameraDraft, after: CameraDraft): boolean {
  const fields = ['kind', 'url', 'transport', 'seed', 'username', 'password'] as const;
  return fields.some((field) => before[field] !== after[field]);
}

function placementChange(before: CameraDraft, after: CameraDraft): PlacementInput | null {
  const placement = placementOfDraft(after);
  if (placement === null || JSON.stringify(placement) === JSON.stringify(placementOfDraft(before))) return null;
  return placementInput(placement);
}

function placementInput(placement: CameraPlacement): PlacementInput {
  return { ...placement, position: { type: 'Point', coordinates: [...placement.position.coordinates] } };
}
