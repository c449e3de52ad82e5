import { mkdtemp, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkMapArchive } from '../../../../cli/map-archive-check.ts';
import { mapArchiveUrl, sendMapArchive } from '../../../../server/map/map-archive.ts';
import { writeArchive } from '../../../support/map/write-archive.ts';

const PARTS = {
  tiles: [{ z: 0, x: 0, y: 0, bytes: Buffer.from('a tile') }],
  metadata: { vector_layers: [{ id: 'roads' }, { id: 'water' }] },
  tileType: 1,
  boundsDeg: [102, 8, 110, 24],
} as const;
const GOOD = writeArchive(PARTS);
let folder: string;
let path: string;
const app = Fastify();
app.get('/archive', (request, reply) => sendMapArchive({ path }, request, reply));
app.get('/none', (request, reply) => sendMapArchive({ url: 'https://maps.example/vn.pmtiles' }, request, reply));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matpho-archive-'));
  path = join(folder, 'vn.pmtiles');
  await writeFile(path, GOOD);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') => app.inject({ method, url: '/archive', headers });

describe('the file of the base map', () => {
  it('is sent whole, in one range, or not beyond its end', async () => {
    const whole = await get();
    expect([whole.statusCode, whole.rawPayload.equals(GOOD), whole.headers['cache-control']]).toEqual([200, true, 'private, max-age=3600']);
    const part = await get({ range: 'bytes=7-9' });
    expect([part.statusCode, [...part.rawPayload], part.headers['content-range']]).toEqual([206, [...GOOD.subarray(7, 10)], `bytes 7-9/${GOOD.length}`]);
    const end = await get({ range: `bytes=0-${GOOD.length + 16_000}` });
    expect([end.statusCode, end.rawPayload.length]).toEqual([206, GOOD.length]);
    const beyond = await get({ range: `bytes=${GOOD.length}-` });
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${GOOD.length}`]);
    const head = await get({}, 'HEAD');
    expect([head.statusCode, head.headers['content-length'], head.rawPayload.length]).toEqual([200, String(GOOD.length), 0]);
  });

  it('has another tag when it was replaced, and pieces of both are never put together', async () => {
    const tag = String((await get({ range: 'bytes=0-6' })).headers['etag']);
    expect((await get({ range: 'bytes=0-6', 'if-range': tag })).statusCode).toBe(206);
    await utimes(path, new Date(), new Date(Date.now() + 5000));
    expect((await get()).headers['etag']).not.toBe(tag);
    expect((await get({ range: 'bytes=0-6', 'if-range': tag })).statusCode).toBe(200);
  });

  it('is missed in words, and is nothing of ours when it lies elsewhere', async () => {
    path = join(folder, 'gone.pmtiles');
    expect((await get()).json()).toMatchObject({ code: 'base_map_unavailable' });
    path = join(folder, 'vn.pmtiles');
    expect((await app.inject('/none')).json()).toMatchObject({ code: 'not_found' });
    expect([mapArchiveUrl(undefined), mapArchiveUrl({ path }), mapArchiveUrl({ url: 'https://maps.example/vn.pmtiles' })]).toEqual([
      null,
      '/api/v1/base-map/archive',
      'https://maps.example/vn.pmtiles',
    ]);
  });
});

describe('before the service starts', () => {
  const check = async (bytes: Uint8Array): Promise<string> => {
    const file = join(folder, 'tried.pmtiles');
    await writeFile(file, bytes);
    return checkMapArchive({ path: file }).then(
      () => 'good',
      (error: Error & { code: string }) => `${error.code}: ${error.message}`,
    );
  };

  it('a good archive and an address pass', async () => {
    expect(await check(GOOD)).toBe('good');
    await checkMapArchive({ url: 'https://maps.example/vn.pmtiles' });
    await checkMapArchive(undefined);
  });

  it.each([
    ['no PMTiles archive', Buffer.from('<!doctype html><title>Not found</title>')],
    ['no PMTiles archive', Buffer.alloc(0)],
    ['not copied whole', GOOD.subarray(0, GOOD.length - 1)],
    ["can't be drawn", writeArchive({ ...PARTS, tileType: 6 })],
    ['no style for the layers', writeArchive({ ...PARTS, metadata: { vector_layers: [{ id: 'cities' }] } })],
  ])('the owner is told: %s', async (words, bytes) => {
    expect(await check(bytes)).toMatch(/^bad_setting: /);
    expect(await check(bytes)).toContain(words);
    expect(await check(bytes)).not.toContain(folder);
  });

  it('a damaged directory or a file that is not there is told', async () => {
    const damaged = Buffer.from(GOOD).fill(0xff, 127, 140);
    expect(await check(damaged)).toContain('damaged');
    await expect(checkMapArchive({ path: join(folder, 'none.pmtiles') })).rejects.toMatchObject({ code: 'bad_setting' });
    await truncate(path, 100);
    await expect(checkMapArchive({ path })).rejects.toMatchObject({ code: 'bad_setting' });
  });
});
