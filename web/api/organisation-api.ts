import type { OrganisationKind } from '../../domain/role.ts';
import type { Organisation, OrganisationCreate, OrganisationPatch, Page } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Organisations, newest first, of one kind when given. */
export async function listOrganisations(kind: OrganisationKind | null, cursor: string | undefined, signal?: AbortSignal): Promise<Page<Organisation>> {
  return callApi('GET /organisations', { query: { kind, cursor, limit: 50 }, signal });
}

export async function getOrganisation(organisationId: string, signal?: AbortSignal): Promise<Organisation> {
  return callApi('GET /organisations/{id}', { path: { id: organisationId }, signal });
}

export async function createOrganisation(organisation: OrganisationCreate, idempotencyKey: string): Promise<Organisation> {
  return callApi('POST /organisations', { body: organisation, idempotencyKey });
}

/** Renames it, or says anew for which units it answers; who loses a unit is signed out. */
export async function patchOrganisation(organisationId: string, patch: OrganisationPatch): Promise<Organisation> {
  return callApi('PATCH /organisations/{id}', { path: { id: organisationId }, body: patch });
}
