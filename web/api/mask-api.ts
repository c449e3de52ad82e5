import type { Mask, MaskCreate, MaskLiftRequest, Page } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Masks of a camera, lifted ones too, newest first. */
export async function listMasks(cameraId: string, cursor: string | undefined, signal?: AbortSignal): Promise<Page<Mask>> {
  return callApi('GET /cameras/{id}/masks', { path: { id: cameraId }, query: { limit: 50, cursor }, signal });
}

export async function drawMask(cameraId: string, mask: MaskCreate, idempotencyKey: string): Promise<Mask> {
  return callApi('POST /cameras/{id}/masks', { path: { id: cameraId }, body: mask, idempotencyKey });
}

/** Asks another person to agree that a mask goes; `until`: from when on it holds again, null for good. */
export async function askForLift(cameraId: string, maskId: string, lift: MaskLiftRequest): Promise<Mask> {
  return callApi('POST /cameras/{id}/masks/{maskId}/lift-requests', { path: { id: cameraId, maskId }, body: lift });
}

/** Lifts a mask as the second person, who says why: as it was asked for in the mask that is given. */
export async function agreeToLift({ cameraId, id, liftRequestedAt }: Mask, reason: string): Promise<Mask> {
  // where nobody asked there is nothing to agree to, which the service says
  return callApi('POST /cameras/{id}/masks/{maskId}/lift', { path: { id: cameraId, maskId: id }, body: { reason, liftRequestedAt: liftRequestedAt ?? '' } });
}
