import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { claimCopy, failCopy, findCopy, holdCopyClaim, orderCopy, releaseCopy } from '../../../db/repositories/watch-copy-repository.ts';
import { incomingPath } from '../../../media/handin/incoming-file.ts';
import { createJobProducer } from '../../../platform/job-producer.ts';
import { createKeepGrantsJob } from '../../../workers/jobs/keep-grants-job.ts';
import { createNamedBlobs } from '../../../workers/blobs/named-blobs.ts';
import { newId } from '../../../platform/new-id.ts';
import { readGreyFrames } from '../../support/media/grey-video.ts';
import { decodeGreyFrames } from '../../support/media/test-video.ts';
import { createOpenedFootage, type OpenedFootage } from '../../support/media/opened-footage.ts';
import { startTestApp, TEST_PASSWORD, type TestApp, type TestUser } from '../../support/test-app.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

const HOUR_MS = 3_600_000;
let t: TestApp;
let o: OpenedFootage;
let startMs: number;

const iso = (ms: number) => new Date(ms).toISOString();
const list = (requestId: string, user: TestUser = 'officer') => t.as(user, 'GET', `/footage-requests/${requestId}/media`);
const media = (segmentId: string, headers: Record<string, string> = {}, user: TestUser = 'officer') =>
  t.as(user, 'GET', `/media/${segmentId}`, undefined, headers);
const codeOf = (answer: { statusCode: number; json: () => { code?: string } }) => [answer.statusCode, answer.json().code];
const logOf = (requestId: string) =>
  t.db.rows<{ action: string; outcome: string; detail: Record<string, unknown> }>(
    sql`SELECT action, outcome, detail FROM audit_event WHERE detail->>'requestId' = ${requestId} AND action IN ('media.view', 'media.list', 'grant.open', 'grant.end') ORDER BY id`,
  );
const viewsOf = async (requestId: string) =>
  (await logOf(requestId))
    .filter(({ action, outcome }) => action === 'media.view' && outcome === 'allowed')
    .map(({ detail }) => [detail['from'] ?? detail['at'], detail['to'] ?? null]);
const withToken = (token: string, path: string, method = 'GET', body?: unknown) => t.anonymous(method, path, body, { authorization: `Bearer ${token}` });

/** Dark ground and white letters in the lower left corner of a picture, 320 by 180, that was of one brightness. */
function hasWatermark(grey: Uint8Array): boolean {
  const corner = Array.from({ length: 45 }, (_, row) => grey.subarray(320 * (130 + row), 320 * (130 + row) + 160)).flatMap((row) => [...row]);
  return Math.min(...corner) < 90 && Math.max(...corner) > 230;
}

/** A segment of six seconds, of which the seconds from 1 to 4 are opened. */
async function opened() {
  const { cameraId, segmentId } = await o.register(startMs);
  return { cameraId, segmentId, ...(await o.open(cameraId, startMs + 1000, startMs + 4000)) };
}

beforeAll(async () => {
  t = await startTestApp();
  o = await createOpenedFootage(t);
});
afterAll(async () => {
  await o.close();
  await t.close();
});
beforeEach(async () => {
  // what one test enters does not lie near what the next one does
  t.clock.advance(3 * HOUR_MS);
  await t.db.run(
    sql`UPDATE session SET last_seen_at = ${new Date(t.clock.now())}, expires_at = ${new Date(t.clock.now() + 8 * HOUR_MS)} WHERE revoked_at IS NULL`,
  );
  startMs = Math.floor(t.clock.now() / 1000) * 1000 - HOUR_MS / 2;
});

describe('what a request opened', () => {
  it('is listed cut to its seconds, with gaps and pictures, by both clocks, and watched as a copy that has no other picture', async () => {
    const { cameraId, segmentId } = await o.register(startMs);
    const [within] = [await o.addPicture(cameraId, startMs + 2500), await o.addPicture(cameraId, startMs + 8000), await o.addPicture(cameraId, startMs - 1)];
    const { requestId } = await o.open(cameraId, startMs + 1000, startMs + 8000);
    const listed = await list(requestId);
    expect(listed.statusCode, listed.body).toBe(200);
    expect(listed.json()).toMatchObject({
      requestId,
      from: iso(startMs + 1000),
      to: iso(startMs + 8000),
      items: [
        {
          id: segmentId,
          from: iso(startMs + 1000),
          to: iso(startMs + 6000),
          deviceFrom: iso(startMs + 62_000),
          deviceTo: iso(startMs + 67_000),
          copy: 'preparing',
          clock: { offsetMs: 61_000 },
        },
      ],
      gaps: [{ from: iso(startMs + 6000), to: iso(startMs + 8000) }],
      nextCursor: null,
    });
    expect(listed.json().pictures.map(({ id }: { id: string }) => id)).toEqual([within]);
    expect((await t.as('officer', 'GET', `/jobs/${listed.json().items[0].jobId}`)).json()).toMatchObject({ kind: 'prepare-copy' });
    const answer = await media(segmentId);
    expect([
      answer.statusCode,
      answer.headers['content-type'],
      answer.headers['cache-control'],
      answer.headers['etag'],
      answer.headers['accept-ranges'],
    ]).toEqual([200, 'video/mp4', 'no-store, private', undefined, 'bytes']);
    const file = join(tmpdir(), `${newId()}.mp4`);
    await writeFile(file, answer.rawPayload);
    expect(await readGreyFrames(o.ffmpeg.path, file)).toEqual(Array.from({ length: 50 }, (_, n) => 10 + n));
    for (const { grey } of await decodeGreyFrames(o.ffmpeg.path, file, 320, 180)) expect(hasWatermark(grey)).toBe(true);
    const picture = await t.as('officer', 'GET', `/snapshots/${within}/image`);
    expect(hasWatermark(await sharp(picture.rawPayload).grayscale().raw().toBuffer())).toBe(true);
    expect([picture.statusCode, picture.headers['content-type'], picture.headers['cache-control']]).toEqual([200, 'image/jpeg', 'no-store, private']);
    expect(await viewsOf(requestId)).toEqual([
      [iso(startMs + 1000), iso(startMs + 6000)],
      [iso(startMs + 2500), null],
    ]);
    const entry = (await logOf(requestId)).find(({ action }) => action === 'media.view')!.detail;
    expect(entry).toMatchObject({
      grantId: listed.json().grant.id,
      sourceId: segmentId,
      device: { from: iso(startMs + 62_000), to: iso(startMs + 67_000) },
      purpose: 'Xác minh diễn biến',
    });
  });

  it('comes in ranges, each new second once in the log; past its end there is nothing', async () => {
    const { segmentId, requestId } = await opened();
    const head = await t.as('officer', 'HEAD', `/media/${segmentId}`);
    const length = Number(head.headers['content-length']);
    expect([head.statusCode, head.body, await viewsOf(requestId)]).toEqual([200, '', []]);
    const first = await media(segmentId, { range: 'bytes=0-99' });
    expect([first.statusCode, first.headers['content-range'], first.rawPayload.length]).toEqual([206, `bytes 0-99/${length}`, 100]);
    await media(segmentId, { range: 'bytes=0-' });
    await media(segmentId, { range: 'bytes=100-200' });
    await media(segmentId);
    expect(await viewsOf(requestId)).toEqual([
      [iso(startMs + 1000), iso(startMs + 2000)],
      [iso(startMs + 2000), iso(startMs + 4000)],
    ]);
    for (const range of [`bytes=${length}-`, `bytes=${length + 5}-${length + 9}`, `bytes=${length}-,-0`, 'bytes=-0']) {
      const past = await media(segmentId, { range });
      expect([...codeOf(past), past.headers['content-range']]).toEqual([416, 'range_not_satisfiable', `bytes */${length}`]);
    }
    expect((await logOf(requestId)).filter(({ outcome }) => outcome === 'refused')).toHaveLength(4);
  });

  it('is served by the rules of RFC 9110, 14: end, suffix, several, If-Range, HEAD', async () => {
    const { segmentId } = await opened();
    const whole = (await media(segmentId)).rawPayload;
    const length = whole.length;
    const parts: readonly (readonly [string, number, number])[] = [
      ['bytes=0-', 0, length - 1],
      [`bytes=${length - 1}-${length + 500}`, length - 1, length - 1],
      ['bytes=-10', length - 10, length - 1],
      [`bytes=-${length + 10}`, 0, length - 1],
      [`bytes=5-9,${length}-`, 5, 9],
    ];
    for (const [range, start, end] of parts) {
      const part = await media(segmentId, { range });
      expect([part.statusCode, part.headers['content-range'], part.headers['content-length']], range).toEqual([
        206,
        `bytes ${start}-${end}/${length}`,
        String(end - start + 1),
      ]);
      expect(part.rawPayload.equals(whole.subarray(start, end + 1)), range).toBe(true);
    }
    const ignored: readonly Record<string, string>[] = [
      { range: 'bytes=0-1,5-6' },
      { range: 'bytes=9-5' },
      { range: 'seconds=0-1' },
      { range: 'bytes=0-1', 'if-range': '"x"' },
      { range: `bytes=${length}-`, 'if-range': 'Fri, 27 Nov 2026 00:00:00 GMT' },
      { 'if-range': '"x"' },
    ];
    for (const headers of ignored) {
      const answer = await media(segmentId, headers);
      expect([answer.statusCode, answer.headers['content-range'], answer.rawPayload.length], JSON.stringify(headers)).toEqual([200, undefined, length]);
    }
    for (const range of ['bytes=0-1', `bytes=${length}-`]) {
      const { statusCode, headers, body } = await t.as('officer', 'HEAD', `/media/${segmentId}`, undefined, { range });
      expect([statusCode, headers['content-range'], headers['content-length'], headers['accept-ranges'], body]).toEqual([
        200,
        undefined,
        String(length),
        'bytes',
        '',
      ]);
    }
  });

  it('is asked for by case where two cases open it', async () => {
    const { cameraId, segmentId, requestId } = await opened();
    const other = await o.open(cameraId, startMs + 2000, startMs + 5000);
    expect(codeOf(await media(segmentId))).toEqual([409, 'request_ambiguous']);
    expect((await t.as('officer', 'GET', `/media/${segmentId}?requestId=${other.requestId}`)).statusCode).toBe(200);
    expect([await viewsOf(requestId), await viewsOf(other.requestId)]).toEqual([[], [[iso(startMs + 2000), iso(startMs + 5000)]]]);
  });
});

describe('nobody else watches', () => {
  it.each([
    ['officer2', 403, 'grant_required'],
    ['commander', 403, 'grant_required'],
    ['otherofficer', 404, 'not_found'],
    ['board', 403, 'role_not_permitted'],
    ['otherboard', 403, 'role_not_permitted'],
    ['auditor', 403, 'role_not_permitted'],
    ['admin', 403, 'role_not_permitted'],
  ] as const)('%s is refused, and it stands in the log', async (user, status, code) => {
    const { segmentId, requestId } = await opened();
    const refusals = async () =>
      (await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM audit_event WHERE outcome = 'refused' AND actor_username = ${user}`)).n;
    const before = await refusals();
    expect([codeOf(await media(segmentId, {}, user)), codeOf(await list(requestId, user))]).toEqual([
      [status, code],
      [status, code],
    ]);
    expect(codeOf(await t.as(user, 'GET', `/media/${segmentId}?requestId=${requestId}`))).toEqual([status, code]);
    expect(await refusals()).toBe(before + 3);
  });

  it('nor is anything opened that the request does not have', async () => {
    const { cameraId, requestId } = await opened();
    const elsewhere = await o.register(startMs);
    const later = newId(startMs + 10_000);
    await t.db
      .run(sql`INSERT INTO footage_segment SELECT ${later}, camera_id, tstzrange(upper(true_during), upper(true_during) + interval '5 seconds'), uncertainty_ms, NULL, 'none', NULL, NULL, NULL, source, codec, sha256,
      'footage/later.mp4', byte_length, stored_at, expires_at FROM footage_segment WHERE camera_id = ${cameraId}`);
    const outside = await o.addPicture(cameraId, startMs + 4000);
    for (const path of [`/media/${elsewhere.segmentId}?requestId=${requestId}`, `/media/${later}`, `/snapshots/${outside}/image`]) {
      expect(codeOf(await t.as('officer', 'GET', path)), path).toEqual([403, 'grant_required']);
    }
    for (const path of [`/media/${newId()}`, '/media/x', `/media/..%2F..%2Fcameras`]) expect((await t.as('officer', 'GET', path)).statusCode).toBe(404);
    expect(await t.db.rows(sql`SELECT 1 FROM watch_copy WHERE request_id = ${requestId}`)).toEqual([]);
  });

  it('is made again after a worker that died, whose file goes, and which undoes nothing when it was only slow', async () => {
    const { cameraId, segmentId, requestId } = await opened();
    const id = newId();
    await orderCopy(t.db, { id, requestId, cameraId, kind: 'segment', sourceId: segmentId, fromMs: startMs + 1000, toMs: startMs + 4000 }, t.clock.now());
    const claim = () => claimCopy(t.db, id, t.clock.now(), t.clock.now() + 30_000);
    const first = await claim();
    expect(await claim()).toBeUndefined();
    t.clock.advance(31_000);
    const second = await claim();
    await failCopy(t.db, first!, 'copy_failed', t.clock.now());
    await releaseCopy(t.db, first!, { counts: true });
    await holdCopyClaim(t.db, first!, t.clock.now() + HOUR_MS);
    expect(await findCopy(t.db, id)).toMatchObject({ state: 'waiting', attempts: 2, workerUntilMs: second!.workerUntilMs });
    const left = `${incomingPath(t.blobs.incomingFolder, id)}.2`;
    await mkdir(`${left}.text`, { recursive: true });
    await writeFile(left, 'half a copy');
    t.clock.advance(31_000);
    const jobs = createJobProducer(t.backend, () => undefined);
    await jobs.add('prepare-copy', { copyId: id }, `${id}-2`);
    await jobs.close();
    expect((await media(segmentId)).statusCode).toBe(200);
    expect([existsSync(left), existsSync(`${left}.text`)]).toEqual([false, false]);
  });

  it('leaves no file behind when no attempt follows one whose worker was killed, and none of a package', async () => {
    const { cameraId, segmentId, requestId, incidentId } = await opened();
    const id = newId();
    await orderCopy(t.db, { id, requestId, cameraId, kind: 'segment', sourceId: segmentId, fromMs: startMs + 1000, toMs: startMs + 4000 }, t.clock.now());
    await claimCopy(t.db, id, t.clock.now(), t.clock.now() + 30_000);
    const packageWork = newId();
    await t.db.run(sql`INSERT INTO evidence_package (id, incident_id, ordered_by, ordered_for, ordered_at, state, worker_until, work_id, attempts)
      SELECT ${newId()}, ${incidentId}, requested_by, requested_for, ${new Date(t.clock.now())}, 'waiting', ${new Date(t.clock.now() + 30_000)}, ${packageWork}, 3 FROM footage_request WHERE id = ${requestId}`);
    const handIn = newId();
    const names = [`${id}.1`, `${id}.1.text`, `${id}.2`, packageWork, handIn];
    const there = () => names.map((name) => existsSync(incomingPath(t.blobs.incomingFolder, name)));
    await mkdir(incomingPath(t.blobs.incomingFolder, `${id}.1.text`), { recursive: true });
    for (const name of [`${id}.1`, `${id}.2`, packageWork, handIn]) await writeFile(incomingPath(t.blobs.incomingFolder, name), 'half a file');
    const keep = createKeepGrantsJob({ database: t.db, blobs: t.blobs, clock: t.clock });
    await keep(runningJob({}));
    expect(there()).toEqual([true, true, false, true, true]);
    await t.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Hết cần thiết' });
    t.clock.advance(31_000);
    await keep(runningJob({}));
    expect(there()).toEqual([false, false, false, false, true]);
    const told = await t.db.rows<{ n: number }>(
      sql`SELECT (detail->>'count')::int AS n FROM audit_event WHERE action = 'retention.deleted' AND detail->>'kind' = 'incoming' ORDER BY id DESC LIMIT 2`,
    );
    expect(told.map(({ n }) => n)).toEqual([3, 1]);
  });

  it('the database lets no copy reach beyond its request, and no grant be another person’s or another session’s', async () => {
    const { cameraId, segmentId, requestId } = await opened();
    const copy = (fromMs: number, toMs: number) =>
      t.db.run(sql`INSERT INTO watch_copy (id, request_id, camera_id, kind, source_id, during, state, ordered_at)
        VALUES (${newId()}, ${requestId}, ${cameraId}, 'segment', ${segmentId}, tstzrange(${new Date(fromMs)}, ${new Date(toMs)}), 'waiting', ${new Date(t.clock.now())})`);
    await expect(copy(startMs + 999, startMs + 4000)).rejects.toMatchObject({ details: { constraint: 'watch_copy_within_request' } });
    await expect(copy(startMs + 1000, startMs + 4001)).rejects.toMatchObject({ details: { constraint: 'watch_copy_within_request' } });
    const grant = (username: string, of = username) =>
      t.db.run(sql`INSERT INTO footage_grant (id, request_id, user_id, session_id, opened_at)
        SELECT ${newId()}, ${requestId}, u.id, (SELECT s.id FROM session s JOIN app_user x ON x.id = s.user_id WHERE x.username = ${of} LIMIT 1), ${new Date(t.clock.now())} FROM app_user u WHERE u.username = ${username}`);
    await t.token('officer2');
    await expect(grant('officer2')).rejects.toMatchObject({ details: { constraint: 'footage_grant_needs_open_request' } });
    await expect(grant('officer', 'officer2')).rejects.toMatchObject({ details: { constraint: 'footage_grant_needs_session' } });
  });
});

describe('a grant', () => {
  it('lives in one session at a time: another one of the same person takes it over by opening the list', async () => {
    const { segmentId, requestId } = await opened();
    expect((await media(segmentId)).statusCode).toBe(200);
    const second = await o.signIn('officer', TEST_PASSWORD);
    expect(codeOf(await withToken(second, `/media/${segmentId}`))).toEqual([403, 'grant_in_other_session']);
    expect((await withToken(second, `/footage-requests/${requestId}/media`)).statusCode).toBe(200);
    expect((await withToken(second, `/media/${segmentId}`)).statusCode).toBe(200);
    expect(codeOf(await media(segmentId))).toEqual([403, 'grant_in_other_session']);
    await withToken(second, '/sessions/current', 'DELETE');
    expect((await withToken(second, `/media/${segmentId}`)).statusCode).toBe(401);
    expect((await media(segmentId)).statusCode).toBe(200);
    expect((await logOf(requestId)).filter(({ action }) => action === 'grant.end').map(({ detail }) => detail['because'])).toEqual([
      'other_session',
      'session_ended',
    ]);
  });

  it('ends with its session, and the log says so though nobody asked again', async () => {
    const { segmentId, requestId } = await opened();
    const token = await o.signIn('officer', TEST_PASSWORD);
    expect((await withToken(token, `/media/${segmentId}`)).statusCode).toBe(200);
    await withToken(token, '/sessions/current', 'DELETE');
    const keep = createKeepGrantsJob({ database: t.db, blobs: t.blobs, clock: t.clock });
    await keep(runningJob({}));
    await keep(runningJob({}));
    expect((await logOf(requestId)).filter(({ action }) => action === 'grant.end').map(({ detail }) => detail['because'])).toEqual(['session_ended']);
  });

  it.each([
    ['organisation', sql`organisation_id = (SELECT organisation_id FROM app_user WHERE username = 'otherofficer')`],
    ['role', sql`role = 'auditor'`],
  ])('ends when its person has another %s, whatever way it came, and the log says so', async (_name, change) => {
    const { segmentId, requestId } = await opened();
    expect((await media(segmentId)).statusCode).toBe(200);
    const before = await t.db.row<{ role: string; organisationId: string }>(
      sql`SELECT role, organisation_id AS "organisationId" FROM app_user WHERE username = 'officer'`,
    );
    await t.db.run(sql`UPDATE app_user SET ${change} WHERE username = 'officer'`);
    await createKeepGrantsJob({ database: t.db, blobs: t.blobs, clock: t.clock })(runningJob({}));
    await t.db.run(sql`UPDATE app_user SET role = ${before.role}, organisation_id = ${before.organisationId} WHERE username = 'officer'`);
    expect((await logOf(requestId)).filter(({ action }) => action === 'grant.end').map(({ detail }) => detail['because'])).toEqual(['person_changed']);
  });

  const ends: readonly (readonly [string, (r: { requestId: string; incidentId: string }) => Promise<unknown>])[] = [
    ['a revocation by the board', ({ requestId }) => t.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Hết cần thiết' })],
    ['a revocation by a commander', ({ requestId }) => t.as('commander', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Hết cần thiết' })],
    ['a withdrawal', ({ requestId }) => t.as('officer', 'POST', `/footage-requests/${requestId}/cancellation`, { reason: 'Không cần nữa' })],
    ['an incident that becomes a gathering', ({ incidentId }) => t.as('officer', 'PATCH', `/incidents/${incidentId}`, { category: 'disorderly_gathering' })],
    [
      'a row that was changed in the database',
      ({ incidentId }) => t.db.run(sql`UPDATE incident SET category = 'disorderly_gathering', was_gathering = true WHERE id = ${incidentId}`),
    ],
  ];
  it.each(ends)('ends at once by %s, and its copies are deleted', async (_name, end) => {
    const { segmentId, ...request } = await opened();
    expect((await media(segmentId)).statusCode).toBe(200);
    const { blobKey } = await t.db.row<{ blobKey: string }>(sql`SELECT blob_key AS "blobKey" FROM watch_copy WHERE request_id = ${request.requestId}`);
    await end(request);
    expect([codeOf(await media(segmentId)), codeOf(await list(request.requestId))]).toEqual([
      [403, 'grant_required'],
      [403, 'grant_required'],
    ]);
    expect(
      await t.db.rows(
        sql`SELECT 1 FROM footage_grant WHERE request_id = ${request.requestId} AND ended_at IS NULL UNION ALL SELECT 1 FROM watch_copy WHERE request_id = ${request.requestId}`,
      ),
    ).toEqual([]);
    t.clock.advance(HOUR_MS);
    await createNamedBlobs({ database: t.db, blobs: t.blobs, clock: t.clock }).sweep(new AbortController().signal);
    expect(await t.blobs.stat(blobKey)).toBeUndefined();
  });

  it('is over when its time is, and its copies go', async () => {
    const { segmentId, requestId } = await opened();
    expect((await media(segmentId)).statusCode).toBe(200);
    t.clock.advance(5000);
    await t.db.run(sql`UPDATE footage_request SET access_until = ${new Date(t.clock.now())} WHERE id = ${requestId}`);
    expect(codeOf(await media(segmentId))).toEqual([403, 'grant_required']);
    await createKeepGrantsJob({ database: t.db, blobs: t.blobs, clock: t.clock })(runningJob({}));
    expect(await t.db.rows(sql`SELECT 1 FROM watch_copy WHERE request_id = ${requestId}`)).toEqual([]);
    expect((await logOf(requestId)).at(-1)).toMatchObject({ action: 'grant.end', detail: { because: 'access_over' } });
  });

  it('opens less when the incident becomes less: what was copied beyond it is gone', async () => {
    const { segmentId, requestId } = await opened();
    const before = (await media(segmentId)).rawPayload.length;
    await t.db.run(sql`UPDATE footage_request SET during = tstzrange(lower(during), ${new Date(startMs + 2000)}) WHERE id = ${requestId}`);
    const after = await media(segmentId);
    expect(after.rawPayload.length).toBeLessThan(before);
    expect((await list(requestId)).json().items[0]).toMatchObject({ from: iso(startMs + 1000), to: iso(startMs + 2000) });
  });

  it('is not revoked by whoever may not, nor before it opened anything', async () => {
    const { requestId } = await opened();
    const revoke = (user: TestUser, id = requestId) => t.as(user, 'POST', `/footage-requests/${id}/revocation`, { reason: 'Hết cần thiết' });
    expect([codeOf(await revoke('officer')), codeOf(await revoke('board2')), codeOf(await revoke('auditor'))]).toEqual([
      [403, 'role_not_permitted'],
      [404, 'not_found'],
      [403, 'role_not_permitted'],
    ]);
    expect((await revoke('board')).json()).toMatchObject({ state: 'cancelled', endedBecause: 'revoked', access: null });
    expect(codeOf(await revoke('board'))).toEqual([409, 'request_ended']);
  });
});
