import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpDatabase, tablesWith } from '../../support/database-dump.ts';
import { createHandInDriver, metadataOf } from '../../support/handin/hand-in-driver.ts';
import { createImportDriver } from '../../support/imports/import-driver.ts';
import { csvOf, listOf, TITLES } from '../../support/imports/list-files.ts';
import { incidentBody } from '../../support/incident-body.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';

// Events of ONVIF devices: tests/integration/workers/worker.onvif-events.test.ts; metadata tracks of RTSP: edge-pull.recorder.test.ts.
const FACE = 'khuon-mat-7f3a91c2';
const PLATE = '49A-987.65';
const FIELDS = { faces: [{ faceId: FACE, likelihood: 0.98 }], plate: PLATE, licensePlate: PLATE, personId: FACE };
let t: TestApp;
let d: Awaited<ReturnType<typeof createHandInDriver>>;
let camera: string;

beforeAll(async () => {
  t = await startTestApp();
  d = await createHandInDriver(t);
  camera = (await t.as('board', 'POST', '/cameras', { ...cameraBody(t.world), ...FIELDS, source: { kind: 'registered', ...FIELDS } })).json().id;
});
afterAll(() => t.close());

/** A film with the marker in its title, in a subtitle track, and in the H.264 stream itself (SEI, user data unregistered). */
async function markedFilm(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-door-'));
  try {
    await writeFile(join(folder, 'a.srt'), `1\n00:00:00,000 --> 00:00:01,000\n${FACE} ${PLATE}\n`);
    const marks = ['-bsf:v', `h264_metadata=sei_user_data=086f3693-b7b3-4f2c-9653-21492feee5b8+${FACE}`, '-c:s', 'srt', '-metadata', `title=${FACE}`];
    const film = ['-f', 'lavfi', '-i', 'testsrc=size=160x90:rate=10', '-i', join(folder, 'a.srt'), '-t', '2', '-map', '0', '-map', '1'];
    const encoder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '10'];
    await promisify(execFile)(d.parts.ffmpeg.path, ['-nostdin', '-v', 'error', ...film, ...encoder, ...marks, join(folder, 'a.mkv')]);
    return await readFile(join(folder, 'a.mkv'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const bytesOf = async (key: string): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of (await t.blobs.open(key)) as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
};

test('nothing about faces, plates or persons that comes in by any door is stored anywhere; an original that carries it inside is kept as it came, and what people watch has nothing of it', async () => {
  // a file that a board hands in, and what is said beside it
  const film = await markedFilm();
  expect(film.includes(FACE)).toBe(true);
  const head = { 'upload-metadata': metadataOf({ deviceStart: '2026-11-20T08:00:00', filename: 'a.mkv', faces: FACE, plate: PLATE }) };
  const { id } = (await d.begin('board', camera, film.length, {}, head)).json();
  expect((await d.piece('board', camera, id, 0, film)).statusCode).toBe(204);
  await d.check();
  await d.copies();
  expect(await d.look('board', camera, id)).toMatchObject({ state: 'stored', copy: 'made' });
  const renamed = (await d.begin('board', camera, film.length, { filename: `${PLATE}.mkv` })).json();
  expect((await d.look('board', camera, renamed.id)).fileName).toBe('file.mkv');

  // a list with columns of its own
  const rows = listOf(1, t.world.north).map((row) => [...row, FACE, PLATE]);
  const imported = await createImportDriver(t).run('board', csvOf(rows, [...TITLES, 'faceId', 'Biển số xe']));
  expect((imported.counts['registered'] ?? 0) + (imported.counts['registered_with_warnings'] ?? 0), JSON.stringify(imported)).toBe(1);
  const named = listOf(1, t.world.north, { from: 1 }).map((row) => row.map((cell, nth) => (nth === 1 ? `Camera ${PLATE}` : cell)));
  expect((await createImportDriver(t).run('board', csvOf(named))).counts).toMatchObject({ refused: 1 });

  // an incident, an alarm, names
  const startMs = Math.floor(t.clock.now() / 1000) * 1000 - 3_600_000;
  expect((await t.as('officer', 'POST', '/incidents', incidentBody(startMs, FIELDS), { 'idempotency-key': 'door' })).statusCode).toBe(201);
  expect((await t.as('officer', 'POST', '/incidents', incidentBody(startMs, { summary: `Xe máy biển số ${PLATE} bỏ chạy` }))).statusCode).toBe(422);
  const bell = { name: 'Quỹ tín dụng', unitId: t.world.north, position: { type: 'Point', coordinates: [108.235, 11.795] }, ...FIELDS };
  const { id: alarmPointId, token } = (await t.as('admin', 'POST', '/alarm-points', bell)).json();
  const rung = await t.anonymous('POST', '/alarms', { alarmPointId, ...FIELDS }, { authorization: `Bearer ${token}` });
  expect([201, 422]).toContain(rung.statusCode);
  expect((await t.as('board', 'PATCH', `/cameras/${camera}`, { name: `Ngã ba ${PLATE}` })).statusCode).toBe(422);
  expect((await t.as('board', 'POST', '/cameras', cameraBody(t.world, { siteName: `Nhà xe ${PLATE}` }))).statusCode).toBe(422);

  const dump = await dumpDatabase(t.db);
  expect([...dump].filter(([, text]) => text !== '').length).toBeGreaterThan(20);
  for (const marker of [FACE, PLATE, '49A98765']) expect(tablesWith(dump, marker), marker).toEqual([]);

  const { original } = await t.db.row<{ original: string }>(
    sql`SELECT f.blob_key AS original FROM footage_segment f JOIN hand_in h ON h.segment_id = f.id WHERE h.id = ${id}`,
  );
  expect((await bytesOf(original)).equals(film)).toBe(true);
  const others: string[] = [];
  for await (const { key } of t.blobs.list('')) if (key !== original) others.push(key);
  expect(others).toHaveLength(1);
  for (const key of others) {
    const bytes = await bytesOf(key);
    for (const marker of [FACE, PLATE]) expect(bytes.includes(marker), `${marker} in ${key}`).toBe(false);
  }
});
