import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../../../web/api/api-problem.ts';
import { apiPath } from '../../../web/api/call-api.ts';
import { requestJson } from '../../../web/api/http-client.ts';
import { wasReached } from '../../../web/api/reach.ts';
import { randomKey } from '../../../web/api/random-key.ts';
import { safeNextPath } from '../../../web/session/safe-next-path.ts';
import { serverComplaint } from '../../../web/ui/field-problems.ts';

let server: Server;
let origin: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

// In a browser a path is enough: here the page's origin is put before it.
beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const realFetch = globalThis.fetch;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => realFetch(origin + path, init));
});
afterAll(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
afterEach(() => {
  answer = () => undefined;
});

function reply(status: number, body: unknown, headers: Record<string, string> = {}): void {
  answer = (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

async function problemOf(call: Promise<unknown>): Promise<ApiProblem> {
  const error: unknown = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiProblem)) throw new Error(`no problem: ${String(error)}`);
  return error;
}

describe('a call of the API', () => {
  it('sends the CSRF header always, and body, query and idempotency key where there are any', async () => {
    const seen: Record<string, unknown>[] = [];
    answer = (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { method, url, headers } = request;
        seen.push({
          method,
          url,
          csrf: headers['x-matpho-csrf'],
          key: headers['idempotency-key'],
          type: headers['content-type'],
          body: Buffer.concat(parts).toString(),
        });
        response.end('{"ok":true}');
      });
    };
    await requestJson('/cameras', { query: { q: 'chợ', state: undefined, cursor: '' } });
    await requestJson('/cameras', { method: 'POST', body: { name: 'a' }, idempotencyKey: 'k1' });
    expect(seen).toEqual([
      { method: 'GET', url: '/api/v1/cameras?q=ch%E1%BB%A3', csrf: '1', key: undefined, type: undefined, body: '' },
      { method: 'POST', url: '/api/v1/cameras', csrf: '1', key: 'k1', type: 'application/json', body: '{"name":"a"}' },
    ]);
  });

  it('makes problem+json an error with code, detail and fields', async () => {
    reply(422, {
      code: 'validation_failed',
      detail: 'Some fields are wrong.',
      errors: [
        { path: '/placement/hfovDeg', message: 'too wide' },
        { path: 'body.name', message: 'empty', rule: 'too_long', limit: 3 },
        { path: 'code', message: 'odd', rule: 'of tomorrow' },
        { path: 7 },
      ],
    });
    const problem = await problemOf(requestJson('/cameras'));
    expect(problem).toMatchObject({ kind: 'invalid', code: 'validation_failed', status: 422, detail: 'Some fields are wrong.' });
    expect(problem.errors).toEqual([
      { path: 'placement.hfovDeg', message: 'too wide' },
      { path: 'name', message: 'empty', rule: 'too_long', limit: 3 },
      { path: 'code', message: 'odd' },
    ]);
  });

  it('tells how long to wait', async () => {
    reply(429, { code: 'sign_in_throttled', detail: 'Wait.' }, { 'retry-after': '42' });
    expect(await problemOf(requestJson('/sessions'))).toMatchObject({ kind: 'rate_limited', retryAfterS: 42 });
  });

  it('makes something of a proxy that answers with a page', async () => {
    reply(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' });
    expect(await problemOf(requestJson('/cameras'))).toMatchObject({ code: 'http_502', status: 502, errors: [] });
  });

  it('tells a lost connection from a refusal', async () => {
    answer = (request) => request.socket.destroy();
    expect(await problemOf(requestJson('/cameras'))).toMatchObject({ kind: 'unreachable', code: 'server_unreachable', status: 0 });
  });

  it.each([
    ['an answer', 201],
    ['a refusal', 409],
  ])('takes %s that breaks off for none: nobody knows what it said', async (_name, status) => {
    answer = (_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"code":"request_in_prog', () => response.destroy());
    };
    expect(await problemOf(requestJson('/cameras', { method: 'POST', body: {} }))).toMatchObject({ code: 'server_unreachable', status: 0 });
    expect(wasReached()).toBe(false);
    reply(200, {});
    await requestJson('/cameras');
    expect(wasReached()).toBe(true);
  });

  it("takes a stranger's page in the place of an answer for none", async () => {
    reply(200, '<html>Sign in to this network</html>', { 'content-type': 'text/html' });
    expect(await problemOf(requestJson('/cameras'))).toMatchObject({ code: 'server_unreachable', status: 0 });
    expect(wasReached()).toBe(false);
  });

  it('stays an abort when it was aborted amid the answer', async () => {
    const abort = new AbortController();
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"half":', () => abort.abort());
    };
    await expect(requestJson('/cameras', { signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('stays an abort when it was aborted', async () => {
    const abort = new AbortController();
    const call = requestJson('/cameras', { signal: abort.signal });
    abort.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('small parts of the calls', () => {
  it('encode values in paths', () => expect(apiPath('POST /cameras/{id}/checks', { path: { id: '../a b' } })).toBe('/cameras/..%2Fa%20b/checks'));

  it('make keys that differ', () => {
    const keys = new Set(Array.from({ length: 100 }, randomKey));
    expect(keys.size).toBe(100);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['/cameras/1?x=2', '/cameras/1?x=2'],
    [null, '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/sign-in?next=/sign-in', '/'],
  ])('after signing in, %s leads to %s', (next, path) => expect(safeNextPath(next)).toBe(path));
});

describe('a complaint of the service about a field', () => {
  const problem = new ApiProblem('validation_failed', { status: 422, detail: 'no', errors: [{ path: 'placement.position.coordinates', message: 'swapped?' }] });

  it('is shown at the field that contains what it is about', () =>
    expect(serverComplaint(problem, 'placement.position')).toMatchObject({ message: 'swapped?' }));
  it('is not shown at others', () => expect(serverComplaint(problem, 'placement.pos')).toBeNull());
  it('is shown at the field to which a code belongs', () => {
    const refusal = new ApiProblem('address_forbidden', { status: 422, detail: 'Not a permitted network.' });
    expect(serverComplaint(refusal, 'source.url', { address_forbidden: 'source.url' })).toMatchObject({ message: 'Not a permitted network.' });
    expect(serverComplaint(refusal, 'name', { address_forbidden: 'source.url' })).toBeNull();
  });
});
