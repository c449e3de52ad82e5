import type { AppConfig } from './api-types.ts';
import { callApi } from './call-api.ts';

/** What the service tells everybody about itself. */
export async function fetchConfig(signal?: AbortSignal): Promise<AppConfig> {
  return callApi('GET /config', { signal });
}
