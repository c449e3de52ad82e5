import type { MaskReview, MaskReviewCreate, Page } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Cameras that wait for a review of their masks, or for masks. */
export async function listOpenReviews(cursor: string | undefined, signal?: AbortSignal): Promise<Page<MaskReview>> {
  return callApi('GET /mask-reviews', { query: { open: 'true', limit: 50, cursor }, signal });
}

/** How it stands with one camera; null when it sees nothing that is known to be sensitive, and nobody reviewed it. */
export async function readMaskReview(cameraId: string, signal?: AbortSignal): Promise<MaskReview | null> {
  const { items } = await callApi('GET /mask-reviews', { query: { cameraId }, signal });
  return items[0] ?? null;
}

export async function reviewMasks(cameraId: string, review: MaskReviewCreate): Promise<MaskReview> {
  return callApi('POST /cameras/{id}/mask-reviews', { path: { id: cameraId }, body: review });
}
