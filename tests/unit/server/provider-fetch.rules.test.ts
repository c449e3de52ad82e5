import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProviderFetch } from '../../../server/oidc/provider-fetch.ts';
import { startFarProvider, type FarProvider } from '../../support/oidc/far-provider.ts';

let far: FarProvider;
beforeAll(async () => {
  far = await startFarProvider();
});
afterAll(() => far.stop());

const refused = { code: 'provider_unavailable', kind: 'unavailable' };

describe('a request to the provider', () => {
  it('reaches its own origin, wherever the operator has put it', async () => {
    const fetchProvider = createProviderFetch({ issuer: far.issuer, ownEndpoints: () => [] });
    const answer = await fetchProvider(`${far.issuer}/jwks`, {});
    expect([answer.status, Object.keys((await answer.json()) as object)]).toEqual([200, ['keys']]);
  });

  it.each([
    ['loopback, where our own parts listen', 'http://127.0.0.1:1/'],
    ['loopback by name', 'http://localhost:1/'],
    ['loopback in other spellings', 'http://0x7f.1:1/'],
    ['loopback as IPv6', 'http://[::1]:1/'],
    ['loopback inside IPv6', 'http://[::ffff:127.0.0.1]:1/'],
    ['metadata of a cloud', 'http://169.254.169.254/latest/meta-data'],
    ['the port of a database', 'http://192.0.2.1:5432/'],
    ['another protocol', 'file:///etc/passwd'],
  ])('is not led to %s by the provider’s documents', async (_what, url) => {
    const fetchProvider = createProviderFetch({ issuer: far.issuer, ownEndpoints: () => [] });
    await expect(fetchProvider(url, {})).rejects.toMatchObject(refused);
  });

  it('never goes over to plain HTTP where the issuer has HTTPS', async () => {
    const before = far.paths.length;
    await expect(createProviderFetch({ issuer: 'https://idp.example', ownEndpoints: () => [] })(`${far.issuer}/jwks`, {})).rejects.toMatchObject(refused);
    expect(far.paths.length).toBe(before);
  });

  it('follows no redirect', async () => {
    far.set({ redirectTo: `${far.issuer}/jwks` });
    const answer = await createProviderFetch({ issuer: far.issuer, ownEndpoints: () => [] })(`${far.issuer}/token`, { method: 'POST', body: 'code=1' });
    expect(answer.status).toBe(302);
    expect(far.paths.at(-1)).toBe('/token');
    far.set({});
  });

  it.each([
    ['a fault of the provider', { status: 500 }],
    ['an answer of 2 MiB', { answerBytes: 2 * 1024 * 1024 }],
  ])('takes no part of %s', async (_what, faults) => {
    far.set(faults);
    await expect(createProviderFetch({ issuer: far.issuer, ownEndpoints: () => [] })(`${far.issuer}/jwks`, {})).rejects.toMatchObject(refused);
    far.set({});
  });
});
