import type { MediaList } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Opens a request for this session and lists what it opens, a page of `limit` pieces; the look is recorded. */
export async function listMedia(requestId: string, cursor: string | undefined, signal?: AbortSignal, limit?: number): Promise<MediaList> {
  return callApi('GET /footage-requests/{id}/media', { path: { id: requestId }, query: { cursor, limit }, signal });
}

/** What became of a copy that is to be watched. */
export type Preparation = 'ready' | 'refused' | 'failed' | 'unreachable';

/**
 * Has a copy made, and resolves when it can be played. Nothing of it is sent, so this is no look.
 *
 * @param url as the list gives it
 */
export async function prepareMedia(url: string, signal: AbortSignal): Promise<Preparation> {
  for (;;) {
    const answer = await fetch(url, { method: 'HEAD', credentials: 'same-origin', signal }).catch(() => undefined);
    if (answer === undefined) return 'unreachable';
    if (answer.status === 200) return 'ready';
    if (answer.status !== 202) return answer.status === 409 ? 'failed' : 'refused';
  }
}
