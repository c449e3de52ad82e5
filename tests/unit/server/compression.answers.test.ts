import { gunzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { registerCompression } from '../../../server/plugins/compression-plugin.ts';

const items = Array.from({ length: 100 }, (_, nth) => ({ name: `Ngã ba số ${nth}` }));

async function ask(method: 'GET' | 'POST', path: string, acceptEncoding: string) {
  const app = Fastify();
  registerCompression(app);
  app.get('/list', async () => ({ items }));
  app.post('/list', async () => ({ items }));
  app.get('/short', async () => ({ items: [] }));
  return app.inject({ method, url: path, headers: { 'accept-encoding': acceptEncoding } });
}

describe('an answer', () => {
  it('is compressed for whoever takes that, and says so to caches', async () => {
    const { headers, rawPayload } = await ask('GET', '/list', 'gzip, deflate, br');
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding', 'content-length': String(rawPayload.length) });
    expect(JSON.parse(gunzipSync(rawPayload).toString())).toEqual({ items });
  });

  it.each([
    ['GET', '/list', 'identity'],
    ['GET', '/list', 'br, gzip;q=0'],
    ['GET', '/short', 'gzip'],
    ['POST', '/list', 'gzip'],
  ] as const)('to %s %s for "%s" stays as it is', async (method, path, acceptEncoding) => {
    const { headers, payload } = await ask(method, path, acceptEncoding);
    expect(headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(payload)).toHaveProperty('items');
  });
});
