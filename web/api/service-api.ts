import type { ServiceState } from './api-types.ts';
import { callApi } from './call-api.ts';

/** How the service itself fares; for administrators. */
export async function getServiceState(signal?: AbortSignal): Promise<ServiceState> {
  return callApi('GET /service/state', { signal });
}
