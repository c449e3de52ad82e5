import { expect, it } from 'vitest';
import { bodies, call, credentials, device, envelope, postRaw, securityHeader } from './onvif-device-calls.ts';

const basic = (username: string, password: string) => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

it('takes basic credentials in UTF-8', async () => {
  const { url, requests } = await device({ authMode: 'basic' });
  const challenge = await call(url, bodies.identity);
  expect([challenge.status, challenge.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="onvif-test-device", charset="UTF-8"']);
  const authorization = basic(credentials.username, credentials.password);
  expect((await postRaw(url, envelope(bodies.identity), { Authorization: authorization })).status).toBe(200);
  expect(requests[1]?.auth).toEqual({ scheme: 'basic', verdict: 'accepted' });
});

it.each([
  [basic(credentials.username, 'sai'), 'wrong-password'],
  [basic('nobody', credentials.password), 'unknown-user'],
  ['Basic !', 'malformed'],
  ['Bearer abc', 'wrong-scheme'],
  ['Digest username="x"', 'wrong-scheme'],
])('refuses %s', async (authorization, reason) => {
  const { url, requests } = await device({ authMode: 'basic' });
  expect((await postRaw(url, envelope(bodies.identity), { Authorization: authorization })).status).toBe(401);
  expect(requests[0]?.auth.reason).toBe(reason);
});

it('without sign-in everything is open, but not to credentials of both kinds', async () => {
  const { url } = await device({ authMode: 'none' });
  expect((await call(url, bodies.identity)).status).toBe(200);
  const both = await postRaw(url, envelope(bodies.identity, securityHeader()), { Authorization: basic('a', 'b') });
  expect(both.status).toBe(400);
});

it('changes its sign-in and its password while it runs', async () => {
  const { url, set } = await device({ authMode: 'basic' });
  const send = (password: string) => postRaw(url, envelope(bodies.identity), { Authorization: basic(credentials.username, password) });
  expect((await send(credentials.password)).status).toBe(200);
  set({ credentials: { ...credentials, password: 'mới' } });
  expect((await send(credentials.password)).status).toBe(401);
  expect((await send('mới')).status).toBe(200);
  set({ authMode: 'none' });
  expect((await call(url, bodies.identity)).status).toBe(200);
});

it('keeps no secret in its log', async () => {
  const { url, requests } = await device({ authMode: 'basic' });
  const authorization = basic(credentials.username, credentials.password);
  await postRaw(url, envelope(bodies.identity), { Authorization: authorization });
  await postRaw(url, envelope(bodies.identity), { Authorization: 'Digest username="a", response="0123abcd", nc=1' });
  const log = JSON.stringify(requests);
  expect(log).not.toContain(credentials.password);
  expect(log).not.toContain(authorization.slice('Basic '.length));
  expect(log).not.toContain('0123abcd');
  expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Basic (redacted)', 'Digest username="a", response="(redacted)", nc=1']);
});
