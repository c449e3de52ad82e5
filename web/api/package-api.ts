import { ApiProblem } from './api-problem.ts';
import type { QueryOf } from './api-route.ts';
import type { Accepted, EvidencePackage, Page } from './api-types.ts';
import { apiUrl, callApi } from './call-api.ts';

/** Which packages to list, newest first. */
export type PackageFilter = Omit<QueryOf<'GET /evidence-packages'>, 'limit'>;

/** The look is recorded. */
export async function listPackages(filter: PackageFilter, signal?: AbortSignal): Promise<Page<EvidencePackage>> {
  return callApi('GET /evidence-packages', { query: { ...filter, limit: 20 }, signal });
}

/** Orders a package of these open requests of an incident. */
export async function orderPackage(incidentId: string, requestIds: readonly string[], idempotencyKey: string): Promise<Accepted> {
  return callApi('POST /incidents/{id}/evidence-packages', { path: { id: incidentId }, body: { requestIds }, idempotencyKey });
}

/** Where the file of a package is fetched. */
export function packageFileUrl(packageId: string): string {
  return apiUrl('GET /evidence-packages/{id}/file', { path: { id: packageId } });
}

/** Where the timestamp of a package is fetched. */
export function packageStampUrl(packageId: string): string {
  return apiUrl('GET /evidence-packages/{id}/timestamp', { path: { id: packageId } });
}

const REFUSALS: Readonly<Record<number, string>> = { 403: 'package_refused', 404: 'not_found', 409: 'package_not_there' };

/** Whether the file would be sent to this session now; nothing is sent yet. @throws ApiProblem when it would not */
export async function askForPackage(packageId: string): Promise<void> {
  const answer = await fetch(packageFileUrl(packageId), { method: 'HEAD', credentials: 'same-origin' }).catch(() => undefined);
  if (answer?.ok === true) return;
  // an answer without a body has no code
  const code = answer === undefined ? 'server_unreachable' : (REFUSALS[answer.status] ?? 'internal_error');
  throw new ApiProblem(code, { status: answer?.status ?? 0, detail: 'The file of the package is not sent. Load the page again and try once more.' });
}
