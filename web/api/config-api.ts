import type { AppConfig } from './api-types.ts';
import { requestJson } from './http-client.ts';

/** What the service tells everybody about itself. */
export async function fetchConfig(signal?: AbortSignal): Promise<AppConfig> {
  return requestJson<AppConfig>('/config', { signal });
}
