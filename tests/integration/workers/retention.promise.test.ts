import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertSegment } from '../../../db/repositories/segment-store-repository.ts';
import { insertSnapshot } from '../../../db/repositories/snapshot-store-repository.ts';
import { timedId } from '../../../domain/uuid.ts';
import { dumpDatabase, tablesWith } from '../../support/database-dump.ts';
import { createHandInDriver } from '../../support/handin/hand-in-driver.ts';
import { incidentBody } from '../../support/incident-body.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';

const HOUR_MS = 3_600_000;
let t: TestApp;
let d: Awaited<ReturnType<typeof createHandInDriver>>;
let camera: string;
let startMs: number;

beforeAll(async () => {
  t = await startTestApp();
  d = await createHandInDriver(t);
  const body = cameraBody(t.world, { recording: { mode: 'continuous', retentionHours: 24 } });
  camera = (await t.as('board', 'POST', '/cameras', { ...body, placement: { ...(body['placement'] as object), validFrom: '2026-01-01T00:00:00Z' } })).json().id;
  startMs = Math.floor(t.clock.now() / 1000) * 1000 - 6 * HOUR_MS;
});
afterAll(() => t.close());

interface Stored {
  readonly id: string;
  readonly blobKey: string;
}

const noClock = { deviceTimeSource: 'none' as const, clock: null };
const stored = async (area: 'footage' | 'snapshots', fromMs: number): Promise<Stored & { sha256: Buffer; byteLength: number }> => {
  const id = timedId(fromMs, randomBytes(32));
  const blobKey = `${area}/${new Date(fromMs).toISOString().slice(0, 10).replaceAll('-', '/')}/${camera}/${id}.bin`;
  return { id, blobKey, ...(await t.blobs.put(blobKey, randomBytes(100))) };
};
const record = async (fromMs: number): Promise<Stored> => {
  const blob = await stored('footage', fromMs);
  const times = { trueDuring: { fromMs, toMs: fromMs + 10_000 }, uncertaintyMs: 0, deviceDuring: null, storedAtMs: fromMs, expiresAtMs: fromMs + 24 * HOUR_MS };
  await insertSegment(t.db, { ...blob, cameraId: camera, ...noClock, ...times, source: 'recorded', codec: 'h264' });
  return blob;
};
const picture = async (takenAtMs: number): Promise<Stored> => {
  const blob = await stored('snapshots', takenAtMs);
  const rest = { widthPx: 10, heightPx: 10, measures: {}, deviceTimeMs: null, requestedBy: null, reason: 'request' as const };
  await insertSnapshot(t.db, { ...blob, cameraId: camera, takenAtMs, ...noClock, ...rest, expiresAtMs: takenAtMs + 24 * HOUR_MS });
  return blob;
};
const handIn = async (): Promise<Stored & { handInId: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-promise-'));
  try {
    const film = ['-f', 'lavfi', '-i', 'testsrc=size=160x90:rate=10', '-t', '1', '-c:v', 'mjpeg', join(folder, 'a.avi')];
    await promisify(execFile)(d.parts.ffmpeg.path, ['-nostdin', '-v', 'error', ...film]);
    const deviceStart = new Date(startMs + 7 * HOUR_MS).toISOString().slice(0, 19);
    const done = await d.handIn('board', camera, await readFile(join(folder, 'a.avi')), { filename: 'a.avi', deviceStart });
    await d.copies();
    const { blobKey } = await t.db.row<{ blobKey: string }>(sql`SELECT blob_key AS "blobKey" FROM footage_segment WHERE id = ${done.segment.id}`);
    return { id: done.segment.id, handInId: done.id, blobKey };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
const blobKeys = async (): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of t.blobs.list('')) keys.push(key);
  return keys.toSorted();
};
const found = async (path: string): Promise<string[]> => {
  const range = `?from=${new Date(startMs - 48 * HOUR_MS).toISOString()}&to=${new Date(startMs + 96 * HOUR_MS).toISOString()}`;
  const answer = (await t.as('board', 'GET', `/cameras/${camera}/${path}${range}`)).json();
  return (answer.items ?? answer.segments).map(({ id }: { id: string }) => id).toSorted();
};
const deletions = async () =>
  t.db.rows<{ cameraIds: string[]; detail: Record<string, unknown> }>(
    sql`SELECT camera_ids AS "cameraIds", detail FROM audit_event WHERE action = 'retention.deleted' ORDER BY id`,
  );

test('a day after its last day nothing is left of footage: not in the store, not in the database, not for anybody who looks; what a case holds stays until the hold ends', async () => {
  // half an hour around the incident is held by itself, as its clock was never read
  const heldMs = startMs + 4 * HOUR_MS;
  const [gone, held] = [await record(startMs), await record(heldMs)];
  const [goneToo, heldToo] = [await picture(startMs + 20_000), await picture(heldMs + 5000)];
  const handedIn = await handIn();
  const before = await blobKeys();
  expect(before).toHaveLength(6); // a handed-in file has a copy
  const incident = incidentBody(heldMs, { occurredTo: new Date(heldMs + 9000).toISOString() });
  const incidentId = (await t.as('officer', 'POST', '/incidents', incident)).json().id;
  const hold = { cameraId: camera, from: incident['occurredFrom'], to: incident['occurredTo'], reason: 'Giữ cho vụ việc' };
  expect((await t.as('officer', 'POST', `/incidents/${incidentId}/holds`, hold)).statusCode).toBe(201);
  expect(await found('footage')).toEqual([gone.id, held.id, handedIn.id].toSorted());

  t.clock.advance(25 * HOUR_MS);
  // nobody signed out meanwhile
  await t.db.run(sql`UPDATE session SET last_seen_at = ${new Date(t.clock.now())}, expires_at = ${new Date(t.clock.now() + HOUR_MS)}`);
  // nobody wrote a row for it
  const orphan = await stored('footage', startMs);
  await t.db.run(sql`INSERT INTO unreferenced_blob (blob_key, row_id, delete_after) VALUES (${orphan.blobKey}, ${orphan.id}, ${new Date(t.clock.now() - 1)})`);
  await d.sweep();

  expect(await blobKeys()).toEqual([held.blobKey, heldToo.blobKey].toSorted());
  const dump = await dumpDatabase(t.db);
  for (const { id, blobKey } of [gone, goneToo, orphan]) expect([...tablesWith(dump, id), ...tablesWith(dump, blobKey)]).toEqual([]);
  // what became of a handed-in file is told for 90 days, and the log names it
  expect([...tablesWith(dump, handedIn.id), ...tablesWith(dump, handedIn.blobKey)]).toEqual(['audit_event', 'hand_in']);
  expect(await found('footage')).toEqual([held.id]);
  expect(await found('snapshots')).toEqual([heldToo.id]);
  expect((await t.as('board', 'GET', `/snapshots/${goneToo.id}/image`)).statusCode).toBe(404);
  const candidates = (await t.as('officer', 'GET', `/incidents/${incidentId}/candidates`)).json().items;
  expect(
    candidates.map((item: { footage: { segmentId: string }[]; snapshotIds: string[] }) => [item.footage.map((each) => each.segmentId), item.snapshotIds]),
  ).toEqual([[[held.id], [heldToo.id]]]);

  const iso = (ms: number) => new Date(ms).toISOString();
  const details = (await deletions()).map(({ cameraIds, detail }) => [cameraIds, detail['kind'], detail['count'], detail['from'], detail['copyCount']]);
  expect(details).toEqual([
    [[camera], 'snapshot', 1, iso(startMs + 20_000), undefined],
    [[camera], 'footage_segment', 2, iso(startMs), 1],
    [[camera], 'orphan', 1, undefined, undefined],
  ]);
  const seen = (await t.as('board', 'GET', `/audit/events?cameraId=${camera}&from=${iso(startMs)}&to=${iso(startMs + 48 * HOUR_MS)}`)).json().items;
  expect(seen.filter(({ action }: { action: string }) => action === 'retention.deleted')).toHaveLength(3);

  const holds = (await t.as('officer', 'GET', `/incidents/${incidentId}/holds`)).json().items as { id: string }[];
  expect(holds).toHaveLength(2);
  for (const { id } of holds) expect((await t.as('officer', 'POST', `/holds/${id}/release`, { reason: 'Xong việc' })).statusCode).toBe(200);
  await d.sweep();
  expect(await blobKeys()).toEqual([]);
  expect([await found('footage'), await found('snapshots')]).toEqual([[], []]);
  expect(
    await t.db.rows(
      sql`SELECT 1 FROM snapshot UNION ALL SELECT 1 FROM footage_segment UNION ALL SELECT 1 FROM footage_copy UNION ALL SELECT 1 FROM unreferenced_blob`,
    ),
  ).toEqual([]);
});
