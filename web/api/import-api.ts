import type { ImportOutcome } from '../../domain/camera-import/import-outcome.ts';
import type { AcceptedImport, CameraImport, ImportedRow, ImportSummary, Page } from './api-types.ts';
import { API_BASE, pathOf, requestJson } from './http-client.ts';

/** Sends a list of cameras. */
export async function sendCameraList(file: File): Promise<AcceptedImport> {
  const form = new FormData();
  form.append('file', file);
  return requestJson<AcceptedImport>('/camera-imports', { method: 'POST', body: form });
}

/** The latest imports. */
export async function listImports(signal?: AbortSignal): Promise<Page<ImportSummary>> {
  return requestJson<Page<ImportSummary>>('/camera-imports', { query: { limit: 10 }, signal });
}

/** How far an import is; of its rows only one comes along. */
export async function getImport(importId: string, signal?: AbortSignal): Promise<CameraImport> {
  return requestJson<CameraImport>(pathOf`/camera-imports/${importId}`, { query: { limit: 1 }, signal });
}

export async function listImportRows(
  importId: string,
  filter: { outcome?: ImportOutcome | undefined; cursor?: string | undefined },
  signal?: AbortSignal,
): Promise<Page<ImportedRow>> {
  return requestJson<Page<ImportedRow>>(pathOf`/camera-imports/${importId}/rows`, { query: { ...filter, limit: 50 }, signal });
}

/** Address of the template for a link. */
export function templateUrl(format: 'csv' | 'xlsx', language: string): string {
  return `${API_BASE}/camera-imports/template?format=${format}&language=${language}`;
}

/** Address of all outcomes as a file, for a link. */
export function outcomesUrl(importId: string, language: string): string {
  return `${API_BASE + pathOf`/camera-imports/${importId}/rows.csv`}?language=${language}`;
}
