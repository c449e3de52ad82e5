import type { Language } from '../i18n/language.ts';
import type { QueryOf } from './api-route.ts';
import type { AcceptedImport, CameraImport, ImportedRow, ImportSummary, Page } from './api-types.ts';
import { apiUrl, callApi } from './call-api.ts';

/** Sends a list of cameras. */
export async function sendCameraList(file: File): Promise<AcceptedImport> {
  const form = new FormData();
  form.append('file', file);
  return callApi('POST /camera-imports', { body: form });
}

/** The latest imports. */
export async function listImports(signal?: AbortSignal): Promise<Page<ImportSummary>> {
  return callApi('GET /camera-imports', { query: { limit: 10 }, signal });
}

/** How far an import is; of its rows only one comes along. */
export async function getImport(importId: string, signal?: AbortSignal): Promise<CameraImport> {
  return callApi('GET /camera-imports/{id}', { path: { id: importId }, query: { limit: 1 }, signal });
}

export async function listImportRows(
  importId: string,
  filter: Pick<QueryOf<'GET /camera-imports/{id}/rows'>, 'outcome' | 'cursor'>,
  signal?: AbortSignal,
): Promise<Page<ImportedRow>> {
  return callApi('GET /camera-imports/{id}/rows', { path: { id: importId }, query: { ...filter, limit: 50 }, signal });
}

/** Address of the template for a link. */
export function templateUrl(format: 'csv' | 'xlsx', language: Language): string {
  return apiUrl('GET /camera-imports/template', { query: { format, language } });
}

/** Address of all outcomes as a file, for a link. */
export function outcomesUrl(importId: string, language: Language): string {
  return apiUrl('GET /camera-imports/{id}/rows.csv', { path: { id: importId }, query: { language } });
}
