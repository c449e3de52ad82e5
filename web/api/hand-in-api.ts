import { ApiProblem } from './api-problem.ts';
import type { AnswerOf } from './api-route.ts';
import type { HandIn, Page } from './api-types.ts';
import { apiUrl, callApi } from './call-api.ts';
import { readProblem } from './read-problem.ts';

const TUS_VERSION = '1.0.0';

/** What is said of a file when it is begun; values of the fields of `POST …/footage/uploads`. */
export interface HandInMetadata {
  readonly deviceStart: string;
  readonly filename: string;
  readonly fileModifiedAt: string;
  readonly clockDeviceTime?: string;
  readonly clockTrueTime?: string;
}

/** One's own hand-ins for a camera, newest first. */
export async function listHandIns(cameraId: string, signal?: AbortSignal): Promise<Page<HandIn>> {
  return callApi('GET /cameras/{id}/footage/uploads', { path: { id: cameraId }, query: { limit: 10 }, signal });
}

/** Begins a file that goes in pieces (tus, "Creation"). */
export async function beginHandIn(cameraId: string, byteLength: number, metadata: HandInMetadata): Promise<HandIn> {
  const headers = { 'upload-length': String(byteLength), 'upload-metadata': metadataText(metadata) };
  const answer = await send(apiUrl('POST /cameras/{id}/footage/uploads', { path: { id: cameraId } }), { method: 'POST', headers });
  return (await answer.json()) as AnswerOf<'POST /cameras/{id}/footage/uploads'>;
}

/** How many bytes the service has for certain. */
export async function handInOffset(cameraId: string, uploadId: string, signal: AbortSignal): Promise<number> {
  const answer = await send(apiUrl('GET /cameras/{id}/footage/uploads/{uploadId}', { path: { id: cameraId, uploadId } }), { method: 'HEAD', signal });
  return Number(answer.headers.get('upload-offset'));
}

/** Sends a piece; how many bytes the service has then. */
export async function sendPiece(cameraId: string, uploadId: string, offset: number, piece: Blob, signal: AbortSignal): Promise<number> {
  const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
  const answer = await send(apiUrl('PATCH /cameras/{id}/footage/uploads/{uploadId}', { path: { id: cameraId, uploadId } }), {
    method: 'PATCH',
    headers,
    body: piece,
    signal,
  });
  return Number(answer.headers.get('upload-offset'));
}

/** Gives up a file that is still coming. */
export async function cancelHandIn(cameraId: string, uploadId: string): Promise<void> {
  await send(apiUrl('DELETE /cameras/{id}/footage/uploads/{uploadId}', { path: { id: cameraId, uploadId } }), { method: 'DELETE' });
}

function metadataText(metadata: HandInMetadata): string {
  return Object.entries(metadata)
    .map(([key, value]: [string, string]) => `${key} ${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}`)
    .join(',');
}

async function send(url: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Response> {
  const headers = { accept: 'application/json', 'x-matpho-csrf': '1', 'tus-resumable': TUS_VERSION, ...init.headers };
  let problem: ApiProblem;
  try {
    const answer = await fetch(url, { ...init, headers, credentials: 'same-origin' });
    if (answer.ok) return answer;
    problem = await readProblem(answer);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiProblem('server_unreachable', { status: 0, detail: 'No answer from the service. Check the network connection and try again.', cause });
  }
  throw problem;
}
