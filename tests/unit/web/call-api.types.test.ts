import { afterEach, beforeEach, expect, expectTypeOf, test, vi } from 'vitest';
import type { AnswerOf, QueryOf, Route } from '../../../web/api/api-route.ts';
import type { Camera } from '../../../web/api/api-types.ts';
import { apiPath, apiTemplate, apiUrl, callApi } from '../../../web/api/call-api.ts';
import { storedCall } from '../../../web/api/stored-call.ts';

const sent: { readonly url: string; readonly init: RequestInit }[] = [];

beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent.push({ url, init });
    return Response.json({ items: [], nextCursor: null });
  });
});
afterEach(() => vi.unstubAllGlobals());

test('a route is asked by its name, with identifiers, query and body put where they belong', async () => {
  await callApi('GET /cameras/{id}/absences', { path: { id: 'a/b' }, query: { limit: 20, cursor: undefined } });
  await callApi('POST /faults/{id}/notes', { path: { id: 'f1' }, body: { text: 'Thay nguồn.' }, idempotencyKey: 'k' });
  await callApi('GET /config');
  expect(sent.map(({ url, init }) => [init.method, url, init.body])).toEqual([
    ['GET', '/api/v1/cameras/a%2Fb/absences?limit=20', undefined],
    ['POST', '/api/v1/faults/f1/notes', '{"text":"Thay nguồn."}'],
    ['GET', '/api/v1/config', undefined],
  ]);
});

test('a call that waits is plain data', () => {
  const call = storedCall('PATCH /faults/{id}', { path: { id: 'f1' }, body: { responsible: null } });
  expect(call).toEqual({ method: 'PATCH', path: '/faults/f1', body: { responsible: null } });
  expectTypeOf(call.answer).toEqualTypeOf<AnswerOf<'GET /faults/{id}'> | undefined>();
});

test('addresses are those of routes', () => {
  expect(apiUrl('GET /camera-imports/template', { query: { format: 'csv', language: 'vi' } })).toBe('/api/v1/camera-imports/template?format=csv&language=vi');
  expect(apiTemplate('GET /coverage/tiles/{z}/{x}/{y}', { asOf: '2026-11-01' })).toBe('/api/v1/coverage/tiles/{z}/{x}/{y}?asOf=2026-11-01');
});

test('what a route takes and answers is known to the compiler', () => {
  expectTypeOf<AnswerOf<'GET /cameras/{id}'>>().toEqualTypeOf<Camera>();
  expectTypeOf<AnswerOf<'DELETE /cameras/{id}'>>().toEqualTypeOf<undefined>();
  expectTypeOf<AnswerOf<'DELETE /sessions/current'>>().toEqualTypeOf<{ readonly providerSignOutUrl: string } | undefined>();
  expectTypeOf<QueryOf<'GET /audit/proofs/inclusion'>>().toEqualTypeOf<{ readonly seq: number; readonly size: number }>();
  expectTypeOf<'GET /cameras/{cameraId}'>().not.toExtend<Route>();
});

// never called: each line would be a mistake that has to stop the build
export async function mistakes(): Promise<void> {
  // @ts-expect-error no such route
  await callApi('GET /camera');
  // @ts-expect-error no such method of it
  await callApi('DELETE /incidents/{id}', { path: { id: '' } });
  // @ts-expect-error its identifier is missing
  await callApi('GET /cameras/{id}');
  // @ts-expect-error the identifier has another name
  await callApi('GET /cameras/{id}', { path: { cameraId: '' } });
  // @ts-expect-error no such filter
  await callApi('GET /cameras', { query: { colour: 'red' } });
  // @ts-expect-error no such value of a filter
  await callApi('GET /cameras', { query: { state: 'asleep' } });
  // @ts-expect-error both numbers are wanted
  await callApi('GET /audit/proofs/inclusion', { query: { seq: 1 } });
  // @ts-expect-error a body is wanted
  await callApi('POST /holds/{id}/release', { path: { id: '' } });
  // @ts-expect-error a field of the body is missing
  await callApi('POST /holds/{id}/release', { path: { id: '' }, body: {} });
  // @ts-expect-error a field of the body that nobody reads
  await callApi('POST /holds/{id}/release', { path: { id: '' }, body: { reason: '', why: '' } });
  // @ts-expect-error it takes no body
  await callApi('GET /config', { body: { a: 1 } });
  // @ts-expect-error no such field of the answer
  void (await callApi('GET /cameras/{id}', { path: { id: '' } })).nickname;
  // @ts-expect-error what only reads doesn't wait
  storedCall('GET /faults/{id}', { path: { id: '' }, body: null });
  // @ts-expect-error no address without its identifier
  apiPath('GET /snapshots/{id}/image');
}
