import type { DiscoveredDevice, Discovery, DiscoveryDetail, Page } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Begins a search of a network; answers its id. */
export async function startDiscovery(cidr: string, idempotencyKey: string): Promise<{ readonly id: string }> {
  return requestJson<{ readonly id: string }>('/discoveries', { method: 'POST', body: { cidr }, idempotencyKey });
}

/** The newest search of an organisation in the last day, if there is one. */
export async function newestDiscovery(organisationId: string, signal?: AbortSignal): Promise<Discovery | null> {
  const { items } = await requestJson<Page<Discovery>>('/discoveries', { query: { organisationId, limit: 1 }, signal });
  return items[0] ?? null;
}

export async function stopDiscovery(discoveryId: string): Promise<Discovery> {
  return requestJson<Discovery>(pathOf`/discoveries/${discoveryId}/stop`, { method: 'POST' });
}

/** A search with all that it has found so far, page after page. */
export async function fetchDiscovery(discoveryId: string, signal?: AbortSignal): Promise<DiscoveryDetail> {
  const devices: DiscoveredDevice[] = [];
  let cursor: string | null | undefined;
  for (;;) {
    const page = await requestJson<DiscoveryDetail>(pathOf`/discoveries/${discoveryId}`, { query: { cursor }, signal });
    devices.push(...page.devices);
    cursor = page.nextCursor;
    if (cursor === null) return { ...page, devices };
  }
}
