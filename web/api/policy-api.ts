import type { FootagePolicy, FootagePolicyCreate, Page } from './api-types.ts';
import { callApi } from './call-api.ts';

/** All policies, past and coming ones too: which of them holds can't be told from a part of them. */
export async function listAllPolicies(signal?: AbortSignal): Promise<readonly FootagePolicy[]> {
  const found: FootagePolicy[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: Page<FootagePolicy> = await callApi('GET /footage-policies', { query: { cursor, limit: 200 }, signal });
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

/** Lays down a unit's policy from a time on; it can't be changed or taken back. */
export function createPolicy(policy: FootagePolicyCreate, idempotencyKey: string): Promise<FootagePolicy> {
  return callApi('POST /footage-policies', { body: policy, idempotencyKey });
}
