import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyPackage } from '../../../cli/evidence/verify-package.ts';
import { claimPackage, findPackage, liveSendings } from '../../../db/repositories/evidence-package-repository.ts';
import { insertSegment } from '../../../db/repositories/segment-store-repository.ts';
import type { FootageFile } from '../../../domain/evidence/manifest-shape.ts';
import { incomingPath } from '../../../media/handin/incoming-file.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { createNamedBlobs } from '../../../workers/blobs/named-blobs.ts';
import { logPart } from '../../../workers/evidence/log-part.ts';
import { dropClosed } from '../../../workers/evidence/package-keeper.ts';
import { createBuildEvidencePackageJob } from '../../../workers/jobs/build-evidence-package-job.ts';
import { readLoosely } from '../../support/evidence/loose-archive.ts';
import { verifyPackagesStandalone } from '../../support/standalone/package-verifier.ts';
import { TEST_PASSWORD } from '../../support/test-app.ts';
import { testFfmpegs } from '../../support/media/test-ffmpegs.ts';
import { decodeFile, makeTestVideo } from '../../support/media/test-video.ts';
import { DAY_MS, HOUR_MS, iso, MINUTE_MS, startRequestDesk, type RequestDesk } from '../../support/requests/request-desk.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

let desk: RequestDesk;
let folder: string;
/** Five seconds, a fragment each second. */
let video: Buffer;
let ffmpegPath: string;

const FRAGMENTED = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '5', '-movflags', '+frag_keyframe+empty_moov+default_base_moof'];

beforeAll(async () => {
  desk = await startRequestDesk();
  folder = await mkdtemp(join(tmpdir(), 'matpho-evidence-'));
  ffmpegPath = (await testFfmpegs()).system.path;
  video = Buffer.from(await makeTestVideo(ffmpegPath, { seconds: 5, framesPerSecond: 5, framesPerGroup: 5, codecArgs: FRAGMENTED, format: 'mp4' }));
});
afterAll(async () => {
  await desk.t.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => desk.freshStart());

/** Stores a segment of five seconds; `upload`: as handed in. */
async function storeSegment(fromMs: number, source: 'recorded' | 'upload' = 'recorded'): Promise<string> {
  const { t, cameraId } = desk;
  const id = newId(fromMs);
  const blobKey = `footage/test/${id}.mp4`;
  await t.blobs.put(blobKey, video);
  await insertSegment(t.db, {
    id,
    cameraId,
    trueDuring: { fromMs, toMs: fromMs + 5000 },
    uncertaintyMs: 40,
    deviceDuring: { fromMs: fromMs + 61_000, toMs: fromMs + 66_000 },
    deviceTimeSource: 'clock_offset',
    clock: { offsetMs: 61_000, uncertaintyMs: 900, method: 'manual' },
    source,
    codec: 'h264',
    sha256: createHash('sha256').update(video).digest(),
    blobKey,
    byteLength: video.length,
    storedAtMs: fromMs + 6000,
    expiresAtMs: fromMs + 3 * DAY_MS,
  });
  return id;
}

async function storePicture(takenAtMs: number): Promise<void> {
  const { t, cameraId } = desk;
  const id = newId(takenAtMs);
  const bytes = Buffer.from(`picture ${takenAtMs}`);
  await t.blobs.put(`snapshots/test/${id}.jpg`, bytes);
  await t.db.run(sql`INSERT INTO snapshot (id, camera_id, taken_at, device_time_source, reason, sha256, blob_key, byte_length, width_px, height_px, expires_at)
    VALUES (${id}, ${cameraId}, ${new Date(takenAtMs)}, 'none', 'schedule', ${createHash('sha256').update(bytes).digest()}, ${`snapshots/test/${id}.jpg`}, ${bytes.length}, 16, 16, ${new Date(takenAtMs + DAY_MS)})`);
}

const parts = () => {
  const { db: database, blobs, clock, secretBox } = desk.t;
  return { database, blobs, clock, secretBox, namedBlobs: createNamedBlobs({ database, blobs, clock }), publicUrl: undefined, logger: createLogger('silent') };
};
const build = (packageId: string, signal?: AbortSignal) => createBuildEvidencePackageJob(parts())(runningJob({ packageId }, signal));
const order = (incidentId: string, user: Parameters<RequestDesk['t']['as']>[0] = 'officer', body: unknown = {}) =>
  desk.t.as(user, 'POST', `/incidents/${incidentId}/evidence-packages`, body);
const show = async (id: string) => (await desk.t.as('officer', 'GET', `/evidence-packages/${id}`)).json();
const file = (id: string, user: Parameters<RequestDesk['t']['as']>[0] = 'officer', range?: string) =>
  desk.t.as(user, 'GET', `/evidence-packages/${id}/file`, undefined, range === undefined ? {} : { range });
const logged = async (id: string) =>
  (
    await desk.t.db.rows<{ line: string }>(
      sql`SELECT action || ' ' || outcome AS line FROM audit_event WHERE detail->>'packageId' = ${id} AND action <> 'package.read' ORDER BY id`,
    )
  ).map(({ line }) => line);

async function approved(): Promise<{ id: string; incidentId: string }> {
  const request = await desk.asked();
  await desk.decide(request.id, 'approve');
  return { id: request.id, incidentId: request.incident.id };
}

async function ordered(): Promise<{ packageId: string; requestId: string; incidentId: string }> {
  const { id: requestId, incidentId } = await approved();
  const answer = await order(incidentId);
  expect([answer.statusCode, answer.json().jobId]).toEqual([202, answer.json().id]);
  return { packageId: answer.json().id, requestId, incidentId };
}

async function download(id: string): Promise<string> {
  const path = join(folder, `${id}.zip`);
  await writeFile(path, (await file(id)).rawPayload);
  return path;
}

it('holds the stored files of the opened seconds as they are, parts of what reaches past, and verifies anywhere', async () => {
  const startMs = desk.startMs();
  const endMs = startMs + 5 * MINUTE_MS;
  await storeSegment(startMs - 2000);
  const wholeId = await storeSegment(startMs + 3000);
  await storeSegment(endMs - 2500);
  await storeSegment(startMs + 20_000, 'upload');
  await storeSegment(endMs - 1000, 'upload');
  for (const atMs of [startMs, startMs + 4000, endMs]) await storePicture(atMs);
  const { packageId } = await ordered();
  expect(await show(packageId)).toMatchObject({ state: 'waiting', progress: 0, sha256: null });
  await build(packageId);
  const shown = await show(packageId);
  expect(shown).toMatchObject({ state: 'ready', progress: 1, error: null });
  expect((await desk.t.as('officer', 'GET', `/jobs/${packageId}`)).json()).toMatchObject({ state: 'completed', result: { packageId, sha256: shown.sha256 } });

  const path = await download(packageId);
  const archive = await open(path);
  const report = await verifyPackage(archive, { fingerprint: shown.keyFingerprint }).finally(() => archive.close());
  expect(report.problems.lines).toEqual([]);
  expect(await verifyPackagesStandalone([[path, shown.keyFingerprint]])).toEqual([[]]);
  const { manifest } = report;
  const footage = manifest!.files.filter((each): each is FootageFile => each.kind === 'original' || each.kind === 'part');
  expect(footage.map(({ kind, source, trueFrom, trueTo }) => [kind, source, Date.parse(trueFrom) - startMs, Date.parse(trueTo) - startMs])).toEqual([
    ['part', 'recorded', 0, 3000],
    ['original', 'recorded', 3000, 8000],
    ['original', 'upload', 20_000, 25_000],
    ['part', 'recorded', 297_500, 299_500],
  ]);
  expect(manifest!.files.filter(({ kind }) => kind === 'snapshot')).toHaveLength(2);
  const gaps = manifest!.absent.map(({ from, to, reason }) => [Date.parse(from) - startMs, Date.parse(to) - startMs, reason]);
  expect(gaps).toEqual([
    [8000, 20_000, 'no_footage'],
    [25_000, 297_500, 'no_footage'],
    [299_500, 300_000, 'cut_at_keyframe'],
    [299_000, 300_000, 'not_cuttable'],
  ]);

  const files = await readLoosely(path);
  const contentOf = (name: string): Buffer => files.find((each) => each.path === name)!.content;
  expect(contentOf(footage.find(({ segmentId }) => segmentId === wholeId)!.path).equals(video)).toBe(true);
  const [part] = footage;
  if (part?.kind !== 'part') throw new Error('no part');
  // every byte of the part is one of the stored file, and it plays: three of five seconds
  expect(contentOf(part.path).equals(Buffer.concat(part.byteRanges.map(([from, to]) => video.subarray(from, to))))).toBe(true);
  await writeFile(join(folder, 'part.mp4'), contentOf(part.path));
  expect(await decodeFile(ffmpegPath, join(folder, 'part.mp4'))).toEqual({ frameCount: 15, complaints: '' });
  expect(part.whole.sha256).toBe(createHash('sha256').update(video).digest('hex'));
  expect([part.deviceFrom, part.clockOffsetMs, part.uncertaintyMs]).toEqual([iso(startMs + 61_000), 61_000, 40]);
  expect(manifest!.requests[0]!.decisions).toMatchObject([{ part: 'board', by: { username: 'board' } }]);
  expect(manifest!.cameras[0]!.placements).toHaveLength(1);
  const actions = manifest!.log.entries.map(({ leafInput }) => (JSON.parse(Buffer.from(leafInput, 'base64').toString('utf8')) as { action: string }).action);
  expect(actions).toEqual(expect.arrayContaining(['request.create', 'request.decide', 'package.create', 'package.seal']));
  // neither address nor password of a camera
  for (const { path: name, content } of files)
    if (!name.startsWith('media/')) expect([name, /rtsp:|password|10\.0\.0\./i.test(content.toString('latin1'))]).toEqual([name, false]);
  expect(await logged(packageId)).toEqual(['package.create allowed', 'package.seal allowed', 'package.open allowed']);
});

describe('the file', () => {
  it('is sent by ranges, kept by nobody on the way, and each answer is logged', async () => {
    await storeSegment(desk.startMs());
    const { packageId } = await ordered();
    expect((await file(packageId)).json().code).toBe('package_not_ready');
    await build(packageId);
    const whole = await file(packageId);
    expect([whole.statusCode, whole.headers['cache-control'], whole.headers['content-type']]).toEqual([200, 'no-store, private', 'application/zip']);
    const part = await file(packageId, 'officer', 'bytes=10-19');
    expect([part.statusCode, part.headers['content-range'], part.rawPayload.equals(whole.rawPayload.subarray(10, 20))]).toEqual([
      206,
      `bytes 10-19/${whole.rawPayload.length}`,
      true,
    ]);
    expect((await file(packageId, 'officer', `bytes=${whole.rawPayload.length}-`)).statusCode).toBe(416);
    const head = await desk.t.as('officer', 'HEAD', `/evidence-packages/${packageId}/file`);
    expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', String(whole.rawPayload.length)]);
    expect(await logged(packageId)).toEqual([
      'package.create allowed',
      'package.open refused',
      'package.seal allowed',
      'package.open allowed',
      'package.open allowed',
      'package.open refused',
    ]);
  });

  it('is for who ordered it, while every request of it is open, and gone afterwards', async () => {
    await storeSegment(desk.startMs());
    const { packageId, requestId } = await ordered();
    await build(packageId);
    for (const user of ['officer2', 'commander'] as const) {
      const answer = await file(packageId, user);
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'grant_required']);
    }
    expect((await file(packageId, 'otherofficer')).statusCode).toBe(404);
    const { blobKey } = (await findPackage(desk.t.db, packageId))!;
    const { sha256 } = await show(packageId);
    const revoked = await desk.t.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Không còn cần' });
    expect(revoked.statusCode).toBe(200);
    expect((await file(packageId)).json().code).toBe('package_not_there');
    expect(await show(packageId)).toMatchObject({ state: 'dropped', sha256 });
    await parts().namedBlobs.sweep(new AbortController().signal);
    expect(await desk.t.blobs.stat(blobKey!)).toBeUndefined();
  });

  it('is sent to the session that has the grants, and no longer when another one takes them over', async () => {
    await storeSegment(desk.startMs());
    const { packageId, requestId } = await ordered();
    await build(packageId);
    expect((await file(packageId)).statusCode).toBe(200);
    const { db, clock } = desk.t;
    const { sessionId } = await db.row<{ sessionId: string }>(
      sql`SELECT session_id AS "sessionId" FROM footage_grant WHERE request_id = ${requestId} AND ended_at IS NULL`,
    );
    const sending = { sessionId, packageId };
    expect((await liveSendings(db, [sending], clock.now())).size).toBe(1);
    const second = (await desk.t.anonymous('POST', '/sessions', { username: 'officer', password: TEST_PASSWORD })).json().token as string;
    const withSecond = (path: string) => desk.t.anonymous('GET', path, undefined, { authorization: `Bearer ${second}` });
    expect((await withSecond(`/evidence-packages/${packageId}/file`)).json().code).toBe('grant_in_other_session');
    expect((await withSecond(`/footage-requests/${requestId}/media`)).statusCode).toBe(200);
    expect((await liveSendings(db, [sending], clock.now())).size).toBe(0);
    expect((await file(packageId)).json().code).toBe('grant_in_other_session');
    expect((await withSecond(`/evidence-packages/${packageId}/file`)).statusCode).toBe(200);
  });

  it('is dropped when access is over, and the log says so', async () => {
    await storeSegment(desk.startMs());
    const { packageId } = await ordered();
    await build(packageId);
    await desk.pass(7 * DAY_MS + HOUR_MS);
    expect((await file(packageId)).json().code).toBe('grant_required');
    await dropClosed(parts());
    expect((await show(packageId)).state).toBe('dropped');
    expect((await logged(packageId)).at(-1)).toBe('package.drop allowed');
  });
});

describe('an order', () => {
  it('needs an open request of who orders, of that incident', async () => {
    const request = await desk.asked();
    expect((await order(request.incident.id)).json().code).toBe('grant_required');
    await desk.decide(request.id, 'approve');
    expect((await order(request.incident.id, 'officer2')).json().code).toBe('grant_required');
    expect((await order(request.incident.id, 'officer', { requestIds: [request.id, newId()] })).json().code).toBe('grant_required');
    expect((await order(await desk.enter())).json().code).toBe('grant_required');
    const refused = await desk.t.db.row<{ n: number }>(
      sql`SELECT count(*) AS n FROM audit_event WHERE action = 'package.create' AND outcome = 'refused' AND incident_id = ${request.incident.id}`,
    );
    expect(refused.n).toBe(3);
    expect((await order(request.incident.id, 'officer', { requestIds: [request.id] })).statusCode).toBe(202);
  });

  it('asks for no more than three at a time', async () => {
    const { incidentId } = await approved();
    // all at once: none of them may be counted too late
    const answers = await Promise.all(Array.from({ length: 6 }, () => order(incidentId)));
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([202, 202, 202, 409, 409, 409]);
    expect((await order(incidentId)).json().code).toBe('packages_waiting');
    await desk.t.db.run(sql`UPDATE evidence_package SET state = 'failed', error_code = 'test', finished_at = now() WHERE state = 'waiting'`);
  });
});

it('says so when the case has more entries in the log than it shows', async () => {
  const { incidentId } = await approved();
  const { t, cameraId } = desk;
  const part = () => logPart(parts(), incidentId, [cameraId]);
  expect((await part()).isCut).toBe(false);
  await t.db.run(
    sql`INSERT INTO audit_event (at, action, incident_id, camera_ids) SELECT ${new Date(t.clock.now())}, 'media.view', ${incidentId}, ARRAY[${cameraId}]::uuid[] FROM generate_series(1, 1000)`,
  );
  const { entries, isCut } = await part();
  expect([entries.length, isCut]).toEqual([1000, true]);
});

describe('building', () => {
  it('begins anew after a worker that died, and leaves nothing of it', async () => {
    await storeSegment(desk.startMs());
    const { packageId } = await ordered();
    const { clock, db, blobs } = desk.t;
    const workId = newId();
    await claimPackage(db, packageId, { workId, nowMs: clock.now(), untilMs: clock.now() + 30_000 });
    const left = incomingPath(blobs.incomingFolder, workId);
    await mkdir(blobs.incomingFolder, { recursive: true });
    await writeFile(left, 'half a package');
    await build(packageId);
    expect((await show(packageId)).state).toBe('building');
    await desk.pass(MINUTE_MS);
    await build(packageId);
    expect([(await show(packageId)).state, existsSync(left)]).toEqual(['ready', false]);
  });

  it('stops with its worker without counting, and seals nothing over a file that is not the one that was stored', async () => {
    const id = await storeSegment(desk.startMs());
    const { packageId } = await ordered();
    await expect(build(packageId, AbortSignal.abort())).rejects.toThrow();
    expect(await findPackage(desk.t.db, packageId)).toMatchObject({ state: 'waiting', attempts: 0, workerUntilMs: null });
    await desk.t.db.run(sql`UPDATE footage_segment SET sha256 = ${Buffer.alloc(32)} WHERE id = ${id}`);
    await build(packageId);
    expect(await show(packageId)).toMatchObject({ state: 'failed', error: { code: 'original_damaged' } });
  });

  it('refuses more than a package can name before it packs anything, at the first try', async () => {
    const { packageId } = await ordered();
    const { db } = desk.t;
    await db.run(sql`INSERT INTO snapshot (id, camera_id, taken_at, device_time_source, reason, sha256, blob_key, byte_length, width_px, height_px, expires_at)
      SELECT gen_random_uuid(), ${desk.cameraId}, ${new Date(desk.startMs())}::timestamptz + n * interval '1 millisecond', 'none', 'schedule', sha256('x'), 'snapshots/test/none', 1, 16, 16, ${new Date(desk.startMs() + DAY_MS)}::timestamptz
      FROM generate_series(1, 30000) n`);
    await build(packageId);
    expect(await show(packageId)).toMatchObject({ state: 'failed', error: { code: 'package_too_large' } });
    expect(await logged(packageId)).toEqual(['package.create allowed']);
    await db.run(sql`DELETE FROM snapshot WHERE blob_key = 'snapshots/test/none'`);
  });

  it('ends for a package that nobody may open any more', async () => {
    await storeSegment(desk.startMs());
    const { packageId, requestId } = await ordered();
    await desk.t.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Không còn cần' });
    await build(packageId);
    expect((await show(packageId)).state).toBe('dropped');
  });
});

it('the database refuses a package of what is not open to its person, and lets none change', async () => {
  const { t } = desk;
  const { packageId, requestId } = await ordered();
  const other = newId();
  const copy = sql`INSERT INTO evidence_package (id, incident_id, ordered_by, ordered_for, ordered_at, state) SELECT ${other}, incident_id, (SELECT id FROM app_user WHERE username = 'officer2'), ordered_for, ordered_at, 'waiting' FROM evidence_package WHERE id = ${packageId}`;
  await t.db.run(copy);
  const add = t.db.run(
    sql`INSERT INTO evidence_package_request SELECT ${other}, request_id, during FROM evidence_package_request WHERE package_id = ${packageId}`,
  );
  await expect(add).rejects.toThrow(/refused|value/i);
  await expect(
    t.db.run(sql`UPDATE evidence_package_request SET during = tstzrange(lower(during) - interval '1 hour', upper(during)) WHERE request_id = ${requestId}`),
  ).rejects.toThrow();
  await expect(
    t.db.run(sql`UPDATE evidence_package SET ordered_by = (SELECT id FROM app_user WHERE username = 'officer2') WHERE id = ${packageId}`),
  ).rejects.toThrow();
});
