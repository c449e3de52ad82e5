import type { Mask, MaskCreate, MaskLiftRequest, Page } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Masks of a camera, lifted ones too, newest first. */
export async function listMasks(cameraId: string, cursor: string | undefined, signal?: AbortSignal): Promise<Page<Mask>> {
  return requestJson<Page<Mask>>(pathOf`/cameras/${cameraId}/masks`, { query: { limit: 50, cursor }, signal });
}

export async function drawMask(cameraId: string, mask: MaskCreate, idempotencyKey: string): Promise<Mask> {
  return requestJson<Mask>(pathOf`/cameras/${cameraId}/masks`, { method: 'POST', body: mask, idempotencyKey });
}

/** Asks another person to agree that a mask goes; `until`: from when on it holds again, null for good. */
export async function askForLift(cameraId: string, maskId: string, lift: MaskLiftRequest): Promise<Mask> {
  return requestJson<Mask>(pathOf`/cameras/${cameraId}/masks/${maskId}/lift-requests`, { method: 'POST', body: lift });
}

/** Lifts a mask as the second person, who says why: as it was asked for in the mask that is given. */
export async function agreeToLift({ cameraId, id, liftRequestedAt }: Mask, reason: string): Promise<Mask> {
  return requestJson<Mask>(pathOf`/cameras/${cameraId}/masks/${id}/lift`, { method: 'POST', body: { reason, liftRequestedAt } });
}
