import type { DiscoveredDevice, Discovery, DiscoveryDetail } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Begins a search of a network; answers its id. */
export async function startDiscovery(cidr: string, idempotencyKey: string): Promise<{ readonly id: string }> {
  return callApi('POST /discoveries', { body: { cidr }, idempotencyKey });
}

/** The newest search of an organisation in the last day, if there is one. */
export async function newestDiscovery(organisationId: string, signal?: AbortSignal): Promise<Discovery | null> {
  const { items } = await callApi('GET /discoveries', { query: { organisationId, limit: 1 }, signal });
  return items[0] ?? null;
}

export async function stopDiscovery(discoveryId: string): Promise<Discovery> {
  return callApi('POST /discoveries/{id}/stop', { path: { id: discoveryId } });
}

/** A search with all that it has found so far, page after page. */
export async function fetchDiscovery(discoveryId: string, signal?: AbortSignal): Promise<DiscoveryDetail> {
  const devices: DiscoveredDevice[] = [];
  let cursor: string | null | undefined;
  for (;;) {
    const page = await callApi('GET /discoveries/{id}', { path: { id: discoveryId }, query: { cursor }, signal });
    devices.push(...page.devices);
    cursor = page.nextCursor;
    if (cursor === null) return { ...page, devices };
  }
}
