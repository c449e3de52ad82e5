import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { claimCopy, deleteClosedCopies, findCopy, orderCopy, type CopyState } from '../../../db/repositories/watch-copy-repository.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { createNamedBlobs } from '../../../workers/blobs/named-blobs.ts';
import { prepareCopy } from '../../../workers/media/prepare-copy.ts';
import { createDiskGuard } from '../../../workers/recording/disk-guard.ts';
import { createOpenedFootage, type OpenedFootage } from '../../support/media/opened-footage.ts';
import { startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

const run = promisify(execFile);
let t: TestApp;
let o: OpenedFootage;
let folder: string;
let startMs: number;
/** The upper right quarter of what people see, and later the lower left one. */
const UPPER_RIGHT = [
  [0.5, 0],
  [1, 0],
  [1, 0.5],
  [0.5, 0.5],
];
const LOWER_LEFT = UPPER_RIGHT.map(([x = 0, y = 0]) => [x - 0.5, y + 0.5]);
/** Clear of the watermark, which stands in the middle and at the edges. */
const SPOTS = { upperRight: [0.8, 0.3], lowerLeft: [0.2, 0.7], upperLeft: [0.2, 0.3], lowerRight: [0.8, 0.7] } as const;

beforeAll(async () => {
  t = await startTestApp();
  o = await createOpenedFootage(t);
  folder = await mkdtemp(join(tmpdir(), 'matpho-doors-'));
  startMs = Math.floor(t.clock.now() / 1000) * 1000 - 1_800_000;
});
afterAll(async () => {
  await o.close();
  await t.close();
  await rm(folder, { recursive: true, force: true });
});

/** How light the four quarters of a picture are, as people see it. */
async function quartersOf(picture: Buffer): Promise<Record<keyof typeof SPOTS, 'black' | 'light'>> {
  const { data, info } = await sharp(picture).rotate().greyscale().raw().toBuffer({ resolveWithObject: true });
  const shadeAt = ([x, y]: readonly [number, number]): 'black' | 'light' =>
    data[(Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels]! < 40 ? 'black' : 'light';
  return Object.fromEntries(Object.entries(SPOTS).map(([name, spot]) => [name, shadeAt(spot)])) as Record<keyof typeof SPOTS, 'black' | 'light'>;
}

const masked = (...names: (keyof typeof SPOTS)[]) =>
  Object.fromEntries(Object.keys(SPOTS).map((name) => [name, names.includes(name as keyof typeof SPOTS) ? 'black' : 'light']));

/** A white picture; with an orientation its bytes lie on their side and people see it upright. */
async function whitePicture(orientation?: number): Promise<Buffer> {
  const size = orientation === undefined ? { width: 641, height: 361 } : { width: 361, height: 641 };
  const white = sharp({ create: { ...size, channels: 3, background: '#fff' } });
  return (orientation === undefined ? white : white.withMetadata({ orientation })).jpeg().toBuffer();
}

async function storePicture(cameraId: string, jpeg: Buffer, reason: 'request' | 'alarm', atMs: number): Promise<string> {
  const id = newId(atMs);
  const key = `snapshots/${id}.jpg`;
  await t.blobs.put(key, jpeg);
  await t.db.run(sql`INSERT INTO snapshot (id, camera_id, taken_at, device_time_source, reason, sha256, blob_key, byte_length, width_px, height_px, expires_at)
    VALUES (${id}, ${cameraId}, ${new Date(atMs)}, 'none', ${reason}, ${createHash('sha256').update(jpeg).digest()}, ${key}, ${jpeg.length}, 641, 361, now() + interval '30 days')`);
  return id;
}

async function draw(cameraId: string, outline: readonly (readonly number[])[]): Promise<string> {
  const answer = await t.as('board', 'POST', `/cameras/${cameraId}/masks`, { outline, reason: 'Sân nhà' });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
}

async function pictureAs(user: TestUser, id: string): Promise<Buffer> {
  const answer = await t.as(user, 'GET', `/snapshots/${id}/image`);
  expect([answer.statusCode, answer.headers['content-type']], answer.statusCode === 200 ? '' : answer.body).toEqual([200, 'image/jpeg']);
  return answer.rawPayload;
}

test.each([undefined, 6, 8])(
  "the board's own picture comes with its masks, upright or on its side (%s), and its original stays as it was taken",
  async (orientation) => {
    const { cameraId } = await o.register(startMs);
    const jpeg = await whitePicture(orientation);
    const id = await storePicture(cameraId, jpeg, 'request', startMs + 1000);
    expect((await pictureAs('board', id)).equals(jpeg)).toBe(true);
    await draw(cameraId, UPPER_RIGHT);
    expect(await quartersOf(await pictureAs('board', id))).toEqual(masked('upperRight'));
    await draw(cameraId, LOWER_LEFT);
    expect(await quartersOf(await pictureAs('board', id))).toEqual(masked('upperRight', 'lowerLeft'));
    const chunks: Buffer[] = [];
    for await (const chunk of (await t.blobs.open(`snapshots/${id}.jpg`)) as AsyncIterable<Buffer>) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(jpeg)).toBe(true);
  },
);

test("a list's small pictures are the newest that the board took, with masks, of its own cameras alone; one look in the log names them", async () => {
  const first = await o.register(startMs);
  const second = await o.register(startMs);
  const third = await o.register(startMs);
  await draw(first.cameraId, UPPER_RIGHT);
  await storePicture(first.cameraId, await whitePicture(), 'request', startMs + 1000);
  const newest = await storePicture(first.cameraId, await whitePicture(6), 'request', startMs + 2000);
  await storePicture(first.cameraId, await whitePicture(), 'alarm', startMs + 3000);
  const noise = sharp({ create: { width: 1920, height: 1080, channels: 3, noise: { type: 'gaussian', mean: 120, sigma: 30 } } } as never);
  await storePicture(second.cameraId, await noise.jpeg().toBuffer(), 'request', startMs + 1000);
  const broken = await storePicture(third.cameraId, Buffer.from('no picture at all'), 'request', startMs + 1000);
  const inLog = sql`SELECT camera_ids AS cameras, outcome FROM audit_event WHERE action = 'camera.picture' AND detail ? 'small' ORDER BY id`;
  const looks = () => t.db.rows<{ cameras: string[]; outcome: string }>(inLog);
  const pathOf = (...ids: string[]) => `/camera-pictures?cameraIds=${ids.join(',')}`;
  const all = [first, second, third].map(({ cameraId }) => cameraId);

  const answer = await t.as('board', 'GET', pathOf(...all, newId()));
  expect([answer.statusCode, answer.headers['cache-control']], answer.body).toEqual([200, 'no-store']);
  const { items } = answer.json() as { items: { cameraId: string; snapshotId: string; jpeg: string | null }[] };
  expect(items.map(({ cameraId }) => cameraId).toSorted()).toEqual(all.toSorted());
  const of = (id: string) => items.find(({ cameraId }) => cameraId === id)!;
  expect(of(first.cameraId).snapshotId).toBe(newest);
  const small = Buffer.from(of(first.cameraId).jpeg!, 'base64');
  expect(await quartersOf(small)).toEqual(masked('upperRight'));
  expect([(await sharp(small).metadata()).width, Buffer.from(of(second.cameraId).jpeg!, 'base64').length < 15_000]).toEqual([320, true]);
  expect(of(third.cameraId)).toMatchObject({ snapshotId: broken, jpeg: null });
  expect((await looks()).map(({ cameras, outcome }) => [cameras.toSorted(), outcome])).toEqual([[all.toSorted(), 'allowed']]);

  expect((await t.as('board2', 'GET', pathOf(first.cameraId))).json()).toEqual({ items: [] });
  expect((await looks()).at(-1)).toEqual({ cameras: [first.cameraId], outcome: 'refused' });
  // held back until one of the five has its answer, which is the one for whom there is no room
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const open = t.blobs.open.bind(t.blobs);
  vi.spyOn(t.blobs, 'open').mockImplementation((key) => released.then(() => open(key)));
  onTestFinished(() => void vi.restoreAllMocks());
  const atOnce = Array.from({ length: 5 }, () => t.as('board', 'GET', pathOf(...all)));
  expect((await Promise.race(atOnce)).statusCode).toBe(429);
  release();
  expect((await Promise.all(atOnce)).map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 429]);
  for (const user of ['officer', 'commander', 'auditor', 'admin'] as const) expect((await t.as(user, 'GET', pathOf(first.cameraId))).statusCode).toBe(403);
  for (const path of [pathOf('x'), '/camera-pictures', pathOf(...Array.from({ length: 21 }, () => newId()))])
    expect((await t.as('board', 'GET', path)).statusCode).toBe(422);
});

test('a picture that cannot be read is not shown without its masks', async () => {
  const { cameraId } = await o.register(startMs);
  const id = await storePicture(cameraId, Buffer.from('no picture at all'), 'request', startMs + 1000);
  await draw(cameraId, UPPER_RIGHT);
  const answer = await t.as('board', 'GET', `/snapshots/${id}/image`);
  expect([answer.statusCode, answer.json().code]).toEqual([503, 'picture_unreadable']);
});

test.each([undefined, 6, 8])(
  'what a bell had taken is refused to the board and comes to officers with masks, upright or on its side (%s), with those drawn meanwhile too',
  async (orientation) => {
    const { cameraId } = await o.register(startMs);
    await draw(cameraId, UPPER_RIGHT);
    const id = await storePicture(cameraId, await whitePicture(orientation), 'alarm', startMs + 2000);
    await o.open(cameraId, startMs + 1000, startMs + 4000);
    expect((await t.as('board', 'GET', `/snapshots/${id}/image`)).json().code).toBe('grant_required');
    expect(await quartersOf(await pictureAs('officer', id))).toEqual(masked('upperRight'));
    await draw(cameraId, LOWER_LEFT);
    expect(await quartersOf(await pictureAs('officer', id))).toEqual(masked('upperRight', 'lowerLeft'));
  },
);

/** A white film of six seconds; turned, its bytes lie on their side and players turn it. */
async function whiteFilm(rotate?: number): Promise<Buffer> {
  const file = join(folder, `${newId()}.mp4`);
  const plain = `${file}.plain.mp4`;
  const size = rotate === undefined ? '640x360' : '360x640';
  await run(o.ffmpeg.path, ['-v', 'error', '-f', 'lavfi', '-i', `color=white:s=${size}:r=5:d=6`, '-pix_fmt', 'yuv420p', '-c:v', 'libx264', plain]);
  await run(o.ffmpeg.path, ['-v', 'error', '-i', plain, '-c', 'copy', ...(rotate === undefined ? [] : ['-metadata:s:v:0', `rotate=${rotate}`]), file]);
  return readFile(file);
}

async function firstFrame(film: Buffer): Promise<Buffer> {
  const file = join(folder, `${newId()}.mp4`);
  await writeFile(file, film);
  await run(o.ffmpeg.path, ['-v', 'error', '-i', file, '-frames:v', '1', `${file}.png`]);
  return readFile(`${file}.png`);
}

test.each([undefined, 90])(
  'footage comes to officers with masks, upright or turned (%s), and with one that is drawn while it may be watched',
  async (rotate) => {
    const { cameraId, segmentId } = await o.register(startMs);
    const film = await whiteFilm(rotate);
    const key = `footage/${segmentId}-white.mp4`;
    await t.blobs.put(key, film);
    await t.db.run(
      sql`UPDATE footage_segment SET blob_key = ${key}, byte_length = ${film.length}, sha256 = ${createHash('sha256').update(film).digest()} WHERE id = ${segmentId}`,
    );
    await draw(cameraId, UPPER_RIGHT);
    await o.open(cameraId, startMs + 1000, startMs + 4000);
    const watch = async (): Promise<Buffer> => {
      const answer = await t.as('officer', 'GET', `/media/${segmentId}`);
      expect(answer.statusCode, answer.statusCode === 200 ? '' : answer.body).toBe(200);
      return firstFrame(answer.rawPayload);
    };
    expect(await quartersOf(await watch())).toEqual(masked('upperRight'));
    await draw(cameraId, LOWER_LEFT);
    expect(await quartersOf(await watch())).toEqual(masked('upperRight', 'lowerLeft'));
  },
);

const LIFTED_MS = 60_000;

/** A picture that the officer may watch, whose mask is lifted for a minute, and an order of its copy that no worker was told of. */
async function unmaskedForAMinute() {
  const { cameraId } = await o.register(startMs);
  const maskId = await draw(cameraId, UPPER_RIGHT);
  const pictureId = await storePicture(cameraId, await whitePicture(), 'alarm', startMs + 2000);
  const { requestId } = await o.open(cameraId, startMs + 1000, startMs + 4000);
  const path = `/cameras/${cameraId}/masks/${maskId}`;
  const until = new Date(t.clock.now() + LIFTED_MS).toISOString();
  const { liftRequestedAt } = (await t.as('board', 'POST', `${path}/lift-requests`, { reason: 'Quay phim lễ hội', until })).json();
  expect((await t.as('commander', 'POST', `${path}/lift`, { reason: 'Đồng ý', liftRequestedAt })).json().state).toBe('lifted');
  const order = async (): Promise<string> => {
    const id = newId();
    const wanted = { id, requestId, cameraId, kind: 'picture', sourceId: pictureId, fromMs: startMs + 2000, toMs: startMs + 2001 } as const;
    expect(await orderCopy(t.db, wanted, t.clock.now())).toBe(true);
    return id;
  };
  return { pictureId, requestId, order };
}

test("a mask that is back when a copy is ordered is in it, however late the worker's clock is", async () => {
  const { pictureId, order } = await unmaskedForAMinute();
  const lateMs = t.clock.now();
  t.clock.advance(LIFTED_MS);
  const id = await order();
  const { db: database, blobs } = t;
  const clock = { now: () => lateMs };
  const parts = { database, blobs, namedBlobs: createNamedBlobs({ database, blobs, clock }), ffmpeg: o.ffmpeg, clock };
  const disk = createDiskGuard({ blobs, logger: createLogger('silent') });
  await prepareCopy({ ...parts, disk }, (await claimCopy(t.db, id, lateMs, lateMs + 30_000))!, new AbortController().signal);
  expect(await quartersOf(await pictureAs('officer', pictureId))).toEqual(masked('upperRight'));
  // it was that copy
  expect((await findCopy(t.db, id))?.state).toBe('ready');
});

test('who waits for a copy when a mask comes back gets it with the mask, and no refusal stands in the log', async () => {
  const { pictureId, requestId, order } = await unmaskedForAMinute();
  const first = await order();
  const { asPerson } = t.context.db;
  let isBack = false;
  const looking = vi.spyOn(t.context.db, 'asPerson').mockImplementation(async (person, work) => {
    const found = await asPerson(person, work);
    // somebody waits for that copy: now the mask comes back, and what was ordered without it is deleted
    if (!isBack && (found as CopyState | undefined)?.id === first) {
      isBack = true;
      t.clock.advance(LIFTED_MS);
      expect(await deleteClosedCopies(t.db, t.clock.now(), 10)).toBe(1);
    }
    return found;
  });
  onTestFinished(() => looking.mockRestore());
  expect(await quartersOf(await pictureAs('officer', pictureId))).toEqual(masked('upperRight'));
  expect(isBack).toBe(true);
  const views = await t.db.rows(sql`SELECT outcome FROM audit_event WHERE action = 'media.view' AND detail->>'sourceId' = ${pictureId}`);
  expect([views, (await t.db.rows(sql`SELECT 1 FROM watch_copy WHERE request_id = ${requestId}`)).length]).toEqual([[{ outcome: 'allowed' }], 1]);
});
