import type { ServiceState } from './api-types.ts';
import { requestJson } from './http-client.ts';

/** How the service itself fares; for administrators. */
export async function getServiceState(signal?: AbortSignal): Promise<ServiceState> {
  return requestJson<ServiceState>('/service/state', { signal });
}
