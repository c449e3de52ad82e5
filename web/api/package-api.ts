import { ApiProblem } from './api-problem.ts';
import type { Accepted, EvidencePackage, Page } from './api-types.ts';
import { API_BASE, pathOf, requestJson } from './http-client.ts';

/** Which packages to list, newest first. */
export interface PackageFilter {
  readonly incidentId?: string | undefined;
  readonly cursor?: string | undefined;
}

/** The look is recorded. */
export async function listPackages(filter: PackageFilter, signal?: AbortSignal): Promise<Page<EvidencePackage>> {
  return requestJson<Page<EvidencePackage>>('/evidence-packages', { query: { ...filter, limit: 20 }, signal });
}

/** Orders a package of these open requests of an incident. */
export async function orderPackage(incidentId: string, requestIds: readonly string[], idempotencyKey: string): Promise<Accepted> {
  return requestJson<Accepted>(pathOf`/incidents/${incidentId}/evidence-packages`, { method: 'POST', body: { requestIds }, idempotencyKey });
}

/** Where the file of a package is fetched. */
export function packageFileUrl(packageId: string): string {
  return API_BASE + pathOf`/evidence-packages/${packageId}/file`;
}

/** Where the timestamp of a package is fetched. */
export function packageStampUrl(packageId: string): string {
  return API_BASE + pathOf`/evidence-packages/${packageId}/timestamp`;
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
