import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../../server/app.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
let app: FastifyInstance;
let folder: string;
beforeAll(async () => {
  t = await startTestApp();
  folder = await mkdtemp(join(tmpdir(), 'matpho-page-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>x</title>');
  await writeFile(join(folder, 'assets', 'app-1.js'), 'export {};');
  app = await buildApp({ ...t.context, settings: { ...t.context.settings, webFolder: folder, publicUrl: 'https://matpho.example' } });
});
afterAll(async () => {
  await app.close();
  await t.close();
  await rm(folder, { recursive: true, force: true });
});

const always = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': expect.stringMatching(/^max-age=\d{7,}/),
  'permissions-policy': expect.stringMatching(
    /^camera=\(\), microphone=\(\), .*geolocation=\(self\), accelerometer=\(self\), gyroscope=\(self\), magnetometer=\(self\), payment=\(\)/,
  ),
};
const bearer = async () => ({ authorization: `Bearer ${await t.token('board')}` });

/** Kinds of answers of the API: what is asked, and what comes. */
interface Asked {
  readonly what: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly status: number;
  readonly isSignedIn?: true;
  readonly body?: string | object;
}

const API_ANSWERS: readonly Asked[] = [
  { what: 'a list', method: 'GET', path: '/api/v1/cameras', status: 200, isSignedIn: true },
  { what: 'an answer without content', method: 'DELETE', path: '/api/v1/account/sessions', status: 204, isSignedIn: true },
  { what: 'the description', method: 'GET', path: '/api/v1/openapi.json', status: 200 },
  { what: 'no session', method: 'GET', path: '/api/v1/cameras', status: 401 },
  { what: 'a role that may not', method: 'GET', path: '/api/v1/users', status: 403, isSignedIn: true },
  { what: 'no such record', method: 'GET', path: '/api/v1/cameras/x', status: 404, isSignedIn: true },
  { what: 'no such route', method: 'GET', path: '/api/v1/nothing', status: 404 },
  { what: 'nothing for this method', method: 'PUT', path: '/api/v1/cameras', status: 404 },
  { what: 'no valid JSON', method: 'POST', path: '/api/v1/sessions', status: 400, body: '{' },
  { what: 'fields that are not accepted', method: 'POST', path: '/api/v1/sessions', status: 422, body: {} },
  { what: 'a body that is too large', method: 'POST', path: '/api/v1/sessions', status: 413, body: { username: 'x'.repeat(5000), password: 'x' } },
];

test.each(API_ANSWERS)('of the API, $what: it is no page, runs nothing and is not kept', async ({ method, path, status, isSignedIn = false, body }) => {
  const headers = { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(isSignedIn ? await bearer() : {}) };
  const payload = body === undefined ? {} : { payload: body };
  const answer = await app.inject({ method, url: path, headers, ...payload });
  expect([answer.statusCode, answer.headers]).toEqual([status, expect.objectContaining(always)]);
  expect(answer.headers['content-security-policy']).toBe("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox");
  expect(answer.headers['cache-control']).toBe('no-store');
});

test.each([
  ['the page', '/', 200],
  ['an address of the page', '/incidents/new', 200],
  ['a file of the page', '/assets/app-1.js', 200],
  ['a file that is not there', '/assets/app-2.js', 404],
  ['the description for people', '/docs', 200],
  ['the state for machines', '/healthz', 200],
])('%s loads only our own scripts, and stands in no frame', async (_, path, status) => {
  const answer = await app.inject({ method: 'GET', url: path });
  expect([answer.statusCode, answer.headers]).toEqual([status, expect.objectContaining(always)]);
  const policy = Object.fromEntries(
    String(answer.headers['content-security-policy'])
      .split(';')
      .map((part) => part.trim().split(' '))
      .map(([name, ...values]) => [name, values.join(' ')]),
  );
  expect(policy).toMatchObject({
    'default-src': "'none'",
    'script-src': "'self'",
    'worker-src': "'self'",
    'connect-src': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  });
  expect(String(answer.headers['content-security-policy'])).not.toMatch(/unsafe-eval|\*|http/);
});

test('what a new build brings is there at once, beside what it took away, and nothing outside its folder ever is', async () => {
  const get = async (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });
  const outside = join(folder, '..', `${basename(folder)}.js`);
  await writeFile(outside, 'secret');
  await writeFile(join(folder, '.hidden.js'), 'secret');
  try {
    await rm(join(folder, 'assets', 'app-1.js'));
    await writeFile(join(folder, 'assets', 'app-2.js'), 'new');
    await writeFile(join(folder, 'assets', 'app-2.js.gz'), gzipSync('new'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><script type="module" src="/assets/app-2.js"></script>');
    const page = await get('/cameras/new');
    expect([page.headers['cache-control'], page.body]).toEqual(['no-cache', expect.stringContaining('app-2.js')]);
    const script = await get('/assets/app-2.js');
    expect([script.statusCode, script.body, script.headers['cache-control']]).toEqual([200, 'new', 'public, max-age=31536000, immutable']);
    expect((await get('/assets/app-2.js', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBe('gzip');
    expect((await get('/assets/app-1.js')).statusCode).toBe(404);
    const hidden = [
      '/.hidden.js',
      `/../${basename(folder)}.js`,
      `/..%2f${basename(folder)}.js`,
      `/assets/..%5c..%5c${basename(folder)}.js`,
      `//${basename(folder)}.js`,
    ];
    for (const path of [...hidden, '/assets/', '/assets', '/x%00.js', '/assets/./app-2.js']) {
      const answer = await get(path);
      expect(answer.body, path).not.toContain('secret');
      expect([200, 404], path).toContain(answer.statusCode);
    }
  } finally {
    await rm(outside);
  }
});

test('an address that can not be read has them too, and is a problem like others', async () => {
  const answer = await app.inject({ method: 'GET', url: '/%zz' });
  expect([answer.statusCode, answer.json().code, answer.headers]).toEqual([400, 'malformed_request', expect.objectContaining(always)]);
  expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none';.*sandbox$/);
});

test('a base map elsewhere is the only other host, for pictures and requests', async () => {
  const other = await buildApp({ ...t.context, settings: { ...t.context.settings, mapStyleUrl: 'https://maps.example/style.json?key=1' } });
  const policy = String((await other.inject({ method: 'GET', url: '/docs' })).headers['content-security-policy']);
  expect(policy.split(';').filter((part) => part.includes('maps.example'))).toEqual([
    expect.stringMatching(/^img-src .*https:\/\/maps\.example$/),
    expect.stringMatching(/^connect-src .*https:\/\/maps\.example$/),
  ]);
  await other.close();
});

test('an archive of tiles elsewhere is asked for itself and nothing beside it; one of our own needs no other host', async () => {
  const connectSource = async (mapArchive: { path: string } | { url: string }) => {
    const other = await buildApp({ ...t.context, settings: { ...t.context.settings, mapArchive } });
    const policy = String((await other.inject({ method: 'GET', url: '/docs' })).headers['content-security-policy']);
    await other.close();
    return policy.split(';').filter((part) => part.startsWith('connect-src') || part.includes('maps.example'));
  };
  expect(await connectSource({ url: 'https://maps.example/a;b,c/vn.pmtiles?key=1' })).toEqual(["connect-src 'self' https://maps.example/a%3Bb%2Cc/vn.pmtiles"]);
  expect(await connectSource({ path: 'vn.pmtiles' })).toEqual(["connect-src 'self'"]);
});

test('a connection for live events that is refused has them too', async () => {
  await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(
    'GET /api/v1/events HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  expect(chunk.toString()).toMatch(/^HTTP\/1\.1 401/);
  expect(chunk.toString().toLowerCase()).toContain("content-security-policy: default-src 'none'");
});
