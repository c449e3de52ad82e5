import { existsSync } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import sql, { raw } from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyPackage } from '../../../cli/evidence/verify-package.ts';
import { claimPackage, failPackage, findPackage, liveSendings } from '../../../db/repositories/evidence-package-repository.ts';
import type { CopyFile, EvidenceManifest, FootageFile } from '../../../domain/evidence/manifest-shape.ts';
import { incomingPath } from '../../../media/handin/incoming-file.ts';
import { newId } from '../../../platform/new-id.ts';
import { logPart } from '../../../workers/evidence/log-part.ts';
import { dropClosed } from '../../../workers/evidence/package-keeper.ts';
import { storeMoment } from '../../support/access/ward-records.ts';
import { readLoosely } from '../../support/evidence/loose-archive.ts';
import { startPackageDesk, type PackageDesk } from '../../support/evidence/package-desk.ts';
import { decodeFile } from '../../support/media/test-video.ts';
import { DAY_MS, HOUR_MS, iso, MINUTE_MS, type RequestDesk } from '../../support/requests/request-desk.ts';
import { verifyPackagesStandalone } from '../../support/standalone/package-verifier.ts';
import { TEST_PASSWORD } from '../../support/test-app.ts';

let p: PackageDesk;
let desk: RequestDesk;

beforeAll(async () => {
  p = await startPackageDesk();
  desk = p.desk;
});
afterAll(() => p.close());
beforeEach(() => desk.freshStart());

it('holds the stored files of the opened seconds as they are, parts of what reaches past, and verifies anywhere', async () => {
  const startMs = desk.startMs();
  const endMs = startMs + 5 * MINUTE_MS;
  await p.storeSegment(startMs - 2000);
  const wholeId = await p.storeSegment(startMs + 3000);
  await p.storeSegment(endMs - 2500);
  await p.storeSegment(startMs + 20_000, 'upload');
  await p.storeSegment(endMs - 1000, 'upload');
  for (const atMs of [startMs, startMs + 4000, endMs]) await p.storePicture(atMs);
  const { packageId, requestId } = await p.ordered();
  const momentId = await storeMoment(desk.t, requestId);
  expect(await p.show(packageId)).toMatchObject({ state: 'waiting', progress: 0, sha256: null });
  await p.build(packageId);
  const shown = await p.show(packageId);
  expect(shown).toMatchObject({ state: 'ready', progress: 1, error: null });
  expect((await desk.t.as('officer', 'GET', `/jobs/${packageId}`)).json()).toMatchObject({ state: 'completed', result: { packageId, sha256: shown.sha256 } });

  const path = await p.download(packageId);
  const archive = await open(path);
  const report = await verifyPackage(archive, { fingerprint: shown.keyFingerprint! }).finally(() => archive.close());
  expect(report.problems.lines).toEqual([]);
  expect(await verifyPackagesStandalone([[path, shown.keyFingerprint!]])).toEqual([[]]);
  const manifest = report.manifest as EvidenceManifest;
  expect(manifest.schema).toBe('matpho.evidence-manifest.v3');
  const footage = manifest.files.filter((each): each is FootageFile => each.kind === 'original' || each.kind === 'part');
  expect(footage.map(({ kind, source, trueFrom, trueTo }) => [kind, source, Date.parse(trueFrom) - startMs, Date.parse(trueTo) - startMs])).toEqual([
    ['part', 'recorded', 0, 3000],
    ['original', 'recorded', 3000, 8000],
    ['original', 'upload', 20_000, 25_000],
    ['part', 'recorded', 297_500, 299_500],
  ]);
  expect(manifest.files.filter(({ kind }) => kind === 'snapshot')).toHaveLength(2);
  const gaps = manifest.absent.map(({ from, to, reason }) => [Date.parse(from) - startMs, Date.parse(to) - startMs, reason]);
  expect(gaps).toEqual([
    [8000, 20_000, 'no_footage'],
    [25_000, 297_500, 'no_footage'],
    [299_500, 300_000, 'cut_at_keyframe'],
    [299_000, 300_000, 'not_cuttable'],
  ]);

  const files = await readLoosely(path);
  const contentOf = (name: string): Buffer => files.find((each) => each.path === name)!.content;
  expect(contentOf(footage.find(({ segmentId }) => segmentId === wholeId)!.path).equals(p.video)).toBe(true);
  const [part] = footage;
  if (part?.kind !== 'part') throw new Error('no part');
  // every byte of the part is one of the stored file, and it plays: three of five seconds
  expect(contentOf(part.path).equals(Buffer.concat(part.byteRanges.map(([from, to]) => p.video.subarray(from, to))))).toBe(true);
  await writeFile(join(p.folder, 'part.mp4'), contentOf(part.path));
  expect(await decodeFile(p.ffmpegPath, join(p.folder, 'part.mp4'))).toEqual({ frameCount: 15, complaints: '' });
  expect(part.whole.sha256).toBe(createHash('sha256').update(p.video).digest('hex'));
  expect([part.deviceFrom, part.clockOffsetMs, part.uncertaintyMs]).toEqual([iso(startMs + 61_000), 61_000, 40]);
  expect(manifest.requests[0]!.decisions).toMatchObject([{ part: 'board', by: { username: 'board' } }]);
  expect(manifest.cameras[0]!.placements).toHaveLength(1);
  const actions = manifest.log.entries.map(({ leafInput }) => (JSON.parse(Buffer.from(leafInput, 'base64').toString('utf8')) as { action: string }).action);
  expect(actions).toEqual(expect.arrayContaining(['request.create', 'request.decide', 'package.create', 'package.seal']));
  const copies = manifest.files.filter((each): each is CopyFile => each.kind === 'copy');
  expect(
    copies.map(({ of, trueFrom, trueTo }) => [
      of.kind,
      of.path === null ? null : manifest.files.find(({ path: at }) => at === of.path)!.kind,
      Date.parse(trueFrom) - startMs,
      Date.parse(trueTo) - startMs,
    ]),
  ).toEqual([
    ['segment', 'part', 0, 3000],
    ['segment', 'original', 3000, 8000],
    ['segment', 'original', 20_000, 25_000],
    ['segment', 'part', 297_500, 300_000],
    // what can't be cut by bytes is there to be watched all the same
    ['segment', null, 299_000, 300_000],
    ['picture', 'snapshot', 0, 0],
    ['picture', 'snapshot', 4000, 4000],
  ]);
  expect(manifest.uncopied).toEqual([]);
  const marked = { id: momentId, requestId, cameraId: desk.cameraId, at: iso(startMs), uncertaintyMs: 40, deviceTime: iso(startMs + 61_000) };
  expect(manifest.moments).toMatchObject([{ ...marked, note: 'Người chạy về phía chợ', markedBy: { username: 'officer' } }]);
  await writeFile(join(p.folder, 'copy.mp4'), contentOf(copies[0]!.path));
  // cut at the picture: as many as lie within the second
  expect(await decodeFile(p.ffmpegPath, join(p.folder, 'copy.mp4'))).toEqual({ frameCount: 15, complaints: '' });
  expect(copies[0]!.watermark.what).toContain('Vụ việc');
  expect(shown.contents).toMatchObject({ cameras: [{ cameraId: desk.cameraId, originals: 2, parts: 2, pictures: 2, copies: 7, uncopied: 0 }] });
  // neither address nor password of a camera
  for (const { path: name, content } of files)
    if (!/^(?:media|copies)\//.test(name)) expect([name, /rtsp:|password|10\.0\.0\./i.test(content.toString('latin1'))]).toEqual([name, false]);
  expect(await p.logged(packageId)).toEqual(['package.create allowed', 'package.seal allowed', 'package.open allowed']);
});

describe('the file', () => {
  it('is sent by ranges, kept by nobody on the way, and each answer is logged', async () => {
    await p.storeSegment(desk.startMs());
    const { packageId } = await p.ordered();
    expect((await p.file(packageId)).json().code).toBe('package_not_ready');
    await p.build(packageId);
    const whole = await p.file(packageId);
    expect([whole.statusCode, whole.headers['cache-control'], whole.headers['content-type']]).toEqual([200, 'no-store, private', 'application/zip']);
    const part = await p.file(packageId, 'officer', 'bytes=10-19');
    expect([part.statusCode, part.headers['content-range'], part.rawPayload.equals(whole.rawPayload.subarray(10, 20))]).toEqual([
      206,
      `bytes 10-19/${whole.rawPayload.length}`,
      true,
    ]);
    expect((await p.file(packageId, 'officer', `bytes=${whole.rawPayload.length}-`)).statusCode).toBe(416);
    const head = await desk.t.as('officer', 'HEAD', `/evidence-packages/${packageId}/file`);
    expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', String(whole.rawPayload.length)]);
    expect(await p.logged(packageId)).toEqual([
      'package.create allowed',
      'package.open refused',
      'package.seal allowed',
      'package.open allowed',
      'package.open allowed',
      'package.open refused',
    ]);
  });

  it('is for who ordered it, while every request of it is open, and gone afterwards', async () => {
    await p.storeSegment(desk.startMs());
    const { packageId, requestId } = await p.ordered();
    await p.build(packageId);
    for (const user of ['officer2', 'commander'] as const) {
      const answer = await p.file(packageId, user);
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'grant_required']);
    }
    expect((await p.file(packageId, 'otherofficer')).statusCode).toBe(404);
    const { blobKey } = (await findPackage(desk.t.db, packageId))!;
    const { sha256 } = await p.show(packageId);
    const revoked = await desk.t.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Không còn cần' });
    expect(revoked.statusCode).toBe(200);
    expect((await p.file(packageId)).json().code).toBe('package_not_there');
    expect(await p.show(packageId)).toMatchObject({ state: 'dropped', sha256 });
    await p.parts().namedBlobs.sweep(new AbortController().signal);
    expect(await desk.t.blobs.stat(blobKey!)).toBeUndefined();
  });

  it('is sent to the session that has the grants, and no longer when another one takes them over', async () => {
    await p.storeSegment(desk.startMs());
    const { packageId, requestId } = await p.ordered();
    await p.build(packageId);
    expect((await p.file(packageId)).statusCode).toBe(200);
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
    expect((await p.file(packageId)).json().code).toBe('grant_in_other_session');
    expect((await withSecond(`/evidence-packages/${packageId}/file`)).statusCode).toBe(200);
  });

  it('is dropped when access is over, and the log says so', async () => {
    await p.storeSegment(desk.startMs());
    const { packageId } = await p.ordered();
    await p.build(packageId);
    await desk.pass(7 * DAY_MS + HOUR_MS);
    expect((await p.file(packageId)).json().code).toBe('grant_required');
    await dropClosed(p.parts());
    expect((await p.show(packageId)).state).toBe('dropped');
    expect((await p.logged(packageId)).at(-1)).toBe('package.drop allowed');
  });
});

describe('an order', () => {
  it('needs an open request of who orders, of that incident', async () => {
    const request = await desk.asked();
    expect((await p.order(request.incident.id)).json().code).toBe('grant_required');
    await desk.decide(request.id, 'approve');
    expect((await p.order(request.incident.id, 'officer2')).json().code).toBe('grant_required');
    expect((await p.order(request.incident.id, 'officer', { requestIds: [request.id, newId()] })).json().code).toBe('grant_required');
    expect((await p.order(await desk.enter())).json().code).toBe('grant_required');
    const refused = await desk.t.db.row<{ n: number }>(
      sql`SELECT count(*) AS n FROM audit_event WHERE action = 'package.create' AND outcome = 'refused' AND incident_id = ${request.incident.id}`,
    );
    expect(refused.n).toBe(3);
    expect((await p.order(request.incident.id, 'officer', { requestIds: [request.id] })).statusCode).toBe(202);
  });

  it('is of at most 200 requests, which is said before anything is ordered', async () => {
    const { id, incidentId } = await p.approved();
    const { t } = desk;
    const columns = (
      await t.db.rows<{ name: string }>(
        sql`SELECT attname AS name FROM pg_attribute WHERE attrelid = 'footage_request'::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'id'`,
      )
    )
      .map(({ name }) => `"${name}"`)
      .join(', ');
    // as 200 decisions would have made them
    await t.db.transaction(async (tx) => {
      await tx.run(sql`ALTER TABLE footage_request DISABLE TRIGGER USER`);
      await tx.run(
        sql`INSERT INTO footage_request (id, ${raw(columns)}) SELECT gen_random_uuid(), ${raw(columns)} FROM footage_request, generate_series(1, 200) WHERE id = ${id}`,
      );
      await tx.run(sql`ALTER TABLE footage_request ENABLE TRIGGER USER`);
    });
    const answer = await p.order(incidentId);
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'package_requests_too_many']);
    expect((await p.list(incidentId)).items).toEqual([]);
    expect((await p.order(incidentId, 'officer', { requestIds: [id] })).statusCode).toBe(202);
    await t.db.run(
      sql`UPDATE footage_request SET state = 'cancelled', ended_because = 'limits', ended_at = now(), look_at = NULL, remind_at = NULL WHERE incident_id = ${incidentId}`,
    );
  });

  it('asks for no more than three at a time', async () => {
    const { incidentId } = await p.approved();
    // all at once: none of them may be counted too late
    const answers = await Promise.all(Array.from({ length: 6 }, () => p.order(incidentId)));
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([202, 202, 202, 409, 409, 409]);
    expect((await p.order(incidentId)).json().code).toBe('packages_waiting');
    await desk.t.db.run(sql`UPDATE evidence_package SET state = 'failed', error_code = 'test', finished_at = now() WHERE state = 'waiting'`);
  });
});

it('says so when the case has more entries in the log than it shows', async () => {
  const { incidentId } = await p.approved();
  const { t, cameraId } = desk;
  const part = () => logPart(p.parts(), incidentId, [cameraId]);
  expect((await part()).isCut).toBe(false);
  await t.db.run(
    sql`INSERT INTO audit_event (at, action, incident_id, camera_ids) SELECT ${new Date(t.clock.now())}, 'media.view', ${incidentId}, ARRAY[${cameraId}]::uuid[] FROM generate_series(1, 1000)`,
  );
  const { entries, isCut } = await part();
  expect([entries.length, isCut]).toEqual([1000, true]);
});

describe('building', () => {
  it('begins anew after a worker that died, and leaves nothing of it', async () => {
    await p.storeSegment(desk.startMs());
    const { packageId } = await p.ordered();
    const { clock, db, blobs } = desk.t;
    const workId = newId();
    await claimPackage(db, packageId, { workId, nowMs: clock.now(), untilMs: clock.now() + 30_000 });
    const left = incomingPath(blobs.incomingFolder, workId);
    await mkdir(blobs.incomingFolder, { recursive: true });
    await writeFile(left, 'half a package');
    await p.build(packageId);
    expect((await p.show(packageId)).state).toBe('building');
    await desk.pass(MINUTE_MS);
    await p.build(packageId);
    expect([(await p.show(packageId)).state, existsSync(left)]).toEqual(['ready', false]);
  });

  it('is given up by nobody but who builds it', async () => {
    const { packageId } = await p.ordered();
    const { clock, db } = desk.t;
    const [first, second] = [newId(), newId()];
    await claimPackage(db, packageId, { workId: first, nowMs: clock.now(), untilMs: clock.now() + 1 });
    await desk.pass(MINUTE_MS);
    await claimPackage(db, packageId, { workId: second, nowMs: clock.now(), untilMs: clock.now() + 30_000 });
    expect(await failPackage(db, { id: packageId, workId: first }, 'test', clock.now())).toBe(false);
    expect(await failPackage(db, { id: packageId, workId: second }, 'test', clock.now())).toBe(true);
  });

  it('stops with its worker without counting, and seals nothing over a file that is not the one that was stored', async () => {
    const id = await p.storeSegment(desk.startMs());
    const { packageId } = await p.ordered();
    await expect(p.build(packageId, AbortSignal.abort())).rejects.toThrow();
    expect(await findPackage(desk.t.db, packageId)).toMatchObject({ state: 'waiting', attempts: 0, workerUntilMs: null });
    await desk.t.db.run(sql`UPDATE footage_segment SET sha256 = ${Buffer.alloc(32)} WHERE id = ${id}`);
    await p.build(packageId);
    expect(await p.show(packageId)).toMatchObject({ state: 'failed', error: { code: 'original_damaged' } });
  });

  it('refuses more than a package can name before it packs anything, at the first try', async () => {
    const { packageId } = await p.ordered();
    const { db } = desk.t;
    await db.run(sql`INSERT INTO snapshot (id, camera_id, taken_at, device_time_source, reason, sha256, blob_key, byte_length, width_px, height_px, expires_at)
      SELECT gen_random_uuid(), ${desk.cameraId}, ${new Date(desk.startMs())}::timestamptz + n * interval '1 millisecond', 'none', 'schedule', sha256('x'), 'snapshots/test/none', 1, 16, 16, ${new Date(desk.startMs() + DAY_MS)}::timestamptz
      FROM generate_series(1, 30000) n`);
    await p.build(packageId);
    expect(await p.show(packageId)).toMatchObject({ state: 'failed', error: { code: 'package_too_large' } });
    expect(await p.logged(packageId)).toEqual(['package.create allowed']);
    await db.run(sql`DELETE FROM snapshot WHERE blob_key = 'snapshots/test/none'`);
  });

  it('ends for a package that nobody may open any more', async () => {
    await p.storeSegment(desk.startMs());
    const { packageId, requestId } = await p.ordered();
    await desk.t.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Không còn cần' });
    await p.build(packageId);
    expect((await p.show(packageId)).state).toBe('dropped');
  });
});

it('the database refuses a package of what is not open to its person, and lets none change', async () => {
  const { t } = desk;
  const { packageId, requestId } = await p.ordered();
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
  for (const gone of [sql`DELETE FROM evidence_package_request WHERE package_id = ${packageId}`, sql`TRUNCATE evidence_package_request`])
    await expect(t.db.run(gone)).rejects.toMatchObject({ code: 'value_refused' });
  for (const gone of [sql`DELETE FROM evidence_package WHERE id = ${other}`, sql`TRUNCATE evidence_package CASCADE`])
    await expect(t.db.run(gone)).rejects.toMatchObject({ code: 'value_refused' });
  await expect(
    t.db.run(sql`UPDATE evidence_package SET ordered_by = (SELECT id FROM app_user WHERE username = 'officer2') WHERE id = ${packageId}`),
  ).rejects.toThrow();
});
