import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHandInDriver, sha256Hex } from '../../support/handin/hand-in-driver.ts';
import { makeFootageFiles, type FootageFileName } from '../../support/handin/footage-files.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';

const run = promisify(execFile);
const START_MS = Date.parse('2026-11-20T08:00:00+07:00');
const HALF_HOUR_MS = 30 * 60_000;
let t: TestApp;
let d: Awaited<ReturnType<typeof createHandInDriver>>;
let files: Record<FootageFileName, Buffer>;
let camera: string;

const register = async (changes: Record<string, unknown> = {}): Promise<string> => {
  const body = cameraBody(t.world, { source: { kind: 'registered' }, ...changes });
  return (await t.as('board', 'POST', '/cameras', { ...body, placement: { ...(body['placement'] as object), validFrom: '2026-01-01T00:00:00Z' } })).json().id;
};

beforeAll(async () => {
  t = await startTestApp();
  d = await createHandInDriver(t);
  files = await makeFootageFiles(d.parts.ffmpeg.path);
  camera = await register();
});
afterAll(() => t.close());

/** The footage that a hand-in became, with the bytes of its blob. */
const segmentOf = (id: string) =>
  t.db.row<{
    id: string;
    source: string;
    codec: string;
    sha256: string;
    blobKey: string;
    fromMs: number;
    toMs: number;
    uncertaintyMs: number;
    deviceFromMs: number;
    deviceTimeSource: string;
    expiresAtMs: number;
    offsetMs: number | null;
  }>(
    sql`SELECT f.id, f.source, f.codec, encode(f.sha256, 'hex') AS sha256, f.blob_key AS "blobKey", lower(f.true_during) AS "fromMs", upper(f.true_during) AS "toMs", f.uncertainty_ms AS "uncertaintyMs",
      lower(f.device_during) AS "deviceFromMs", f.device_time_source AS "deviceTimeSource", f.expires_at AS "expiresAtMs", f.clock_offset_ms AS "offsetMs"
    FROM footage_segment f JOIN hand_in h ON h.segment_id = f.id WHERE h.id = ${id}`,
  );
const bytesOf = async (key: string): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of (await t.blobs.open(key)) as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
};

test.each([
  ['plain.mp4', 'h264', 4000, []],
  ['sound.mp4', 'h264', 4000, ['has_audio']],
  ['index-first.mp4', 'h264', 4000, []],
  ['recorder.mkv', 'h264', 4000, []],
  ['recorder.ts', 'h264', 4000, ['has_audio']],
  ['recorder.mpg', 'mpeg2video', 4000, []],
  ['recorder.avi', 'mjpeg', 4000, []],
  ['newer.mp4', 'h265', 4000, []],
] as const)('%s is kept as it came, with its times', async (name, codec, lengthMs, notes) => {
  const done = await d.handIn('board', camera, files[name], { filename: name });
  expect(done).toMatchObject({ state: 'stored', notes: [...notes, 'clock_unknown'], sha256: sha256Hex(files[name]), refusal: null, copy: 'waiting' });
  const segment = await segmentOf(done.id);
  expect(segment).toMatchObject({
    source: 'upload',
    codec,
    sha256: sha256Hex(files[name]),
    fromMs: START_MS,
    deviceFromMs: START_MS,
    deviceTimeSource: 'file',
    uncertaintyMs: HALF_HOUR_MS,
    offsetMs: null,
  });
  expect(Math.abs(segment.toMs - segment.fromMs - lengthMs)).toBeLessThanOrEqual(80);
  expect(sha256Hex(await bytesOf(segment.blobKey))).toBe(sha256Hex(files[name]));
  // 72 h from now on, not from a time that may lie months back
  expect(Math.abs(segment.expiresAtMs - t.clock.now() - 72 * 3_600_000)).toBeLessThan(10_000);
  expect(done.segment.id).toBe(segment.id);
});

test('nothing is left in the incoming folder, and nothing is announced that has a row', async () => {
  expect(await readdir(t.blobs.incomingFolder)).toEqual([]);
  expect(await t.db.rows(sql`SELECT 1 FROM unreferenced_blob`)).toEqual([]);
});

const half = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length / 2) + 7);
const garbage = (bytes: Buffer): Buffer => {
  const changed = Buffer.from(bytes);
  // all pictures become noise, headers stay
  const at = changed.indexOf('mdat') + 8;
  randomBytes(changed.length - at).copy(changed, at);
  return changed;
};
const replaced = (bytes: Buffer, from: string, to: string): Buffer => {
  const changed = Buffer.from(bytes);
  for (let at = changed.indexOf(from); at >= 0; at = changed.indexOf(from, at + 4)) changed.write(to, at, 'latin1');
  return changed;
};
const manyTracks = (bytes: Buffer, count: number): Buffer => {
  const moovAt = bytes.indexOf('moov') - 4;
  const moov = bytes.subarray(moovAt, moovAt + bytes.readUInt32BE(moovAt));
  const trakAt = moov.indexOf('trak') - 4;
  const trak = moov.subarray(trakAt, trakAt + moov.readUInt32BE(trakAt));
  const grown = Buffer.concat([moov, ...Array.from({ length: count }, () => trak)]);
  grown.writeUInt32BE(grown.length, 0);
  return Buffer.concat([bytes.subarray(0, moovAt), grown]);
};
/** Both the container and every picture say that they are 60,000 by 60,000. */
const SOF0 = Buffer.from([0xff, 0xc0, 0x00, 0x11]);
const hugePicture = (): Buffer => {
  const bytes = Buffer.from(files['recorder.avi']);
  for (let at = bytes.indexOf('strf'); at >= 0; at = bytes.indexOf('strf', at + 4)) {
    bytes.writeInt32LE(60_000, at + 12);
    bytes.writeInt32LE(60_000, at + 16);
  }
  for (let at = bytes.indexOf(SOF0); at >= 0; at = bytes.indexOf(SOF0, at + 4)) {
    bytes.writeUInt16BE(60_000, at + 5);
    bytes.writeUInt16BE(60_000, at + 7);
  }
  return bytes;
};

test.each<[string, () => Buffer, string]>([
  ['an empty ZIP and a packed video', () => Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(500)]), 'file_archived'],
  ["a recorder's own format", () => Buffer.concat([Buffer.from('DHAV'), randomBytes(500)]), 'file_proprietary'],
  ["another recorder's own format", () => Buffer.concat([Buffer.from('IMKH'), Buffer.alloc(500)]), 'file_proprietary'],
  ['a bare stream', () => files['bare.h264'], 'file_raw_stream'],
  ['noise', () => randomBytes(5000), 'file_not_video'],
  ['one byte', () => Buffer.from('x'), 'file_not_video'],
  ['a text', () => Buffer.from('Xin chào'), 'file_not_video'],
  ['a playlist of a file of ours', () => Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'), 'file_not_video'],
  ['a playlist of an address', () => Buffer.from('#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:1/x.ts\n'), 'file_not_video'],
  ['a list of files', () => Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n"), 'file_not_video'],
  ["ffmpeg's own metadata", () => Buffer.from(';FFMETADATA1\ntitle=x\n'), 'file_not_video'],
  ['a picture', () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(500)]), 'file_not_video'],
  ['sound without pictures', () => files['sound-only.mp4'], 'file_not_video'],
  ['a codec of screen recorders', () => files['screen.avi'], 'file_codec_unknown'],
  ['an encrypted MP4', () => files['locked.mp4'], 'file_encrypted'],
  ['an MP4 whose pictures are noise', () => garbage(files['index-first.mp4']), 'file_not_video'],
  ['an MP4 that is encrypted and does not say so', () => replaced(files['locked.mp4'], 'encv', 'avc1'), 'file_not_decodable'],
  ['pictures 17,000 points wide', () => files['wide.avi'], 'picture_too_large'],
  ['an MP4 cut off before its index', () => half(files['plain.mp4']), 'file_cut_off'],
  ['a head without a body', () => files['recorder.mkv'].subarray(0, 200), 'file_not_video'],
  ['a hundred thousand tracks', () => manyTracks(files['plain.mp4'], 100_000), 'file_not_video'],
  ['pictures of 60,000 by 60,000', hugePicture, 'file_not_video'],
])('%s is refused with the reason and what to do, and nothing stays', async (_name, make, code) => {
  const bytes = make();
  const rowsBefore = await t.db.rows(sql`SELECT 1 FROM footage_segment`);
  const done = await d.handIn('board', camera, bytes);
  expect([done.state, done.refusal?.code]).toEqual(['refused', code]);
  expect(done.refusal.message).toMatch(/[Ee]xport|[Cc]opy it/);
  expect(await readdir(t.blobs.incomingFolder)).toEqual([]);
  expect(await t.db.rows(sql`SELECT 1 FROM footage_segment`)).toHaveLength(rowsBefore.length);
  const logged = await t.db.row<{ detail: unknown }>(
    sql`SELECT detail FROM audit_event WHERE detail->>'handInId' = ${done.id} AND detail->>'step' = 'refused'`,
  );
  expect(logged.detail).toMatchObject({ code, sha256: sha256Hex(bytes) });
});

test.each(['index-first.mp4', 'recorder.mkv', 'recorder.avi', 'recorder.ts'] as const)(
  '%s that stops half-way is kept up to there, with a note',
  async (name) => {
    const bytes = half(files[name]);
    const done = await d.handIn('board', camera, bytes);
    expect([done.state, done.notes.includes('cut_off'), done.sha256]).toEqual(['stored', true, sha256Hex(bytes)]);
    const { fromMs, toMs } = await segmentOf(done.id);
    expect(toMs - fromMs).toBeGreaterThan(500);
    expect(toMs - fromMs).toBeLessThan(3900);
  },
);

test('a recorder that lost its time and began anew in 1970: beside a right clock its files have a time', async () => {
  const other = await register({ name: 'Đầu ghi hết pin' });
  const readMs = t.clock.now() - 3_600_000;
  const shown = { clockDeviceTime: '1970-01-03T05:00:00', clockTrueTime: new Date(readMs).toISOString() };
  const done = await d.handIn('board', other, files['plain.mp4'], { deviceStart: '1970-01-03T04:00:00', ...shown });
  expect(done).toMatchObject({ state: 'stored', notes: [] });
  const { fromMs, uncertaintyMs } = await segmentOf(done.id);
  expect(fromMs).toBe(readMs - 3_600_000);
  expect(uncertaintyMs).toBeLessThan(10_000);
});

test('with what the recorder showed beside a phone the time is right, give or take seconds, and the candidates have it on hand', async () => {
  const other = await register({ name: 'Ngã ba lệch giờ' });
  // the recorder runs 17 minutes ahead; the file begins at 08:00:00 true time
  const trueMs = t.clock.now() - 3 * 3_600_000;
  const iso = (ms: number) => new Date(ms).toISOString();
  const ahead = 17 * 60_000;
  const start = Math.floor(trueMs / 1000) * 1000;
  const done = await d.handIn('board', other, files['plain.mp4'], {
    deviceStart: iso(start + ahead),
    clockDeviceTime: iso(trueMs + 3_600_000 + ahead),
    clockTrueTime: iso(trueMs + 3_600_000),
  });
  expect(done).toMatchObject({ state: 'stored', notes: [] });
  const segment = await segmentOf(done.id);
  expect([segment.fromMs, segment.offsetMs, segment.deviceFromMs]).toEqual([start, ahead, start + ahead]);
  expect(segment.uncertaintyMs).toBeLessThan(10_000);
  const incident = await t.as('officer', 'POST', '/incidents', {
    category: 'traffic_accident',
    occurredFrom: iso(start + 1000),
    occurredTo: iso(start + 2000),
    location: { type: 'Point', coordinates: [108.2353, 11.795] },
    uncertaintyM: 8,
  });
  const { items } = (await t.as('officer', 'GET', `/incidents/${incident.json().id}/candidates`)).json();
  const candidate = items.find((item: { cameraId: string }) => item.cameraId === other);
  expect([candidate.availability, candidate.footage[0].segmentId]).toEqual(['on_hand', segment.id]);
});

test('with an unknown clock it is on hand within half an hour to both sides, and not beyond', async () => {
  const other = await register({ name: 'Ngã ba chưa biết giờ' });
  const start = Math.floor((t.clock.now() - 5 * 3_600_000) / 1000) * 1000;
  await d.handIn('board', other, files['plain.mp4'], { deviceStart: new Date(start).toISOString() });
  const availabilityAt = async (atMs: number): Promise<string> => {
    const at = { occurredFrom: new Date(atMs).toISOString(), occurredTo: new Date(atMs + 1000).toISOString() };
    const incident = await t.as('officer', 'POST', '/incidents', {
      category: 'brawl',
      ...at,
      location: { type: 'Point', coordinates: [108.2353, 11.795] },
      uncertaintyM: 8,
    });
    const { items } = (await t.as('officer', 'GET', `/incidents/${incident.json().id}/candidates`)).json();
    return items.find((item: { cameraId: string }) => item.cameraId === other).availability;
  };
  expect(await availabilityAt(start + 25 * 60_000)).toBe('on_hand');
  expect(await availabilityAt(start - 25 * 60_000)).toBe('on_hand');
  expect(await availabilityAt(start + 35 * 60_000)).not.toBe('on_hand');
});

test('where readings contradict each other by weeks a file is still found; by more it is refused with what to do', async () => {
  const start = Math.floor((t.clock.now() - 5 * 3_600_000) / 1000) * 1000;
  const iso = (ms: number) => new Date(ms).toISOString();
  const handInWith = async (name: string, days: number) => {
    const id = await register({ name });
    for (const offsetMs of [0, days * 86_400_000])
      await t.as('board', 'POST', `/cameras/${id}/clock-readings`, {
        trueTime: iso(start),
        deviceTime: iso(start + offsetMs),
        method: 'photo',
        uncertaintyMs: 2000,
      });
    return { id, done: await d.handIn('board', id, files['plain.mp4'], { deviceStart: iso(start) }) };
  };
  const { id, done } = await handInWith('Hai lần đọc khác nhau', -20);
  expect(done.state).toBe('stored');
  const at = { occurredFrom: iso(start + 1000), occurredTo: iso(start + 2000), location: { type: 'Point', coordinates: [108.2353, 11.795] }, uncertaintyM: 8 };
  const incident = (await t.as('officer', 'POST', '/incidents', { category: 'brawl', ...at })).json();
  const { items } = (await t.as('officer', 'GET', `/incidents/${incident.id}/candidates`)).json();
  expect(items.find((item: { cameraId: string }) => item.cameraId === id).availability).toBe('on_hand');
  const refused = (await handInWith('Gõ sai năm', -365)).done;
  expect([refused.state, refused.refusal.code]).toEqual(['refused', 'clock_contradicts']);
});

test('what would have been filmed in the future is refused', async () => {
  const done = await d.handIn('board', camera, files['plain.mp4'], { deviceStart: new Date(t.clock.now() + 3_600_000).toISOString() });
  expect([done.state, done.refusal.code]).toEqual(['refused', 'file_in_future']);
});

test('a file that changed on our disk is no evidence', async () => {
  const begun = (await d.begin('board', camera, files['plain.mp4'].length)).json();
  await d.piece('board', camera, begun.id, 0, files['plain.mp4']);
  await t.db.run(sql`UPDATE hand_in SET sha256 = ${createHash('sha256').update('other').digest()} WHERE id = ${begun.id}`);
  await d.check();
  expect((await d.look('board', camera, begun.id)).refusal.code).toBe('file_damaged');
});

test('a worker that died before the row was stored leaves a file that the next one takes', async () => {
  const begun = (await d.begin('board', camera, files['plain.mp4'].length)).json();
  await d.piece('board', camera, begun.id, 0, files['plain.mp4']);
  const { transaction } = d.parts.database;
  let calls = 0;
  const dying = {
    ...d.parts.database,
    transaction: ((work: never) => (calls++ === 0 ? Promise.reject(new Error('killed')) : transaction(work))) as typeof transaction,
  };
  const { createCheckHandInsJob } = await import('../../../workers/jobs/check-hand-ins-job.ts');
  const { createNamedBlobs } = await import('../../../workers/blobs/named-blobs.ts');
  const { runningJob } = await import('../../support/workers/contact-parts.ts');
  await createCheckHandInsJob({ ...d.parts, database: dying, namedBlobs: createNamedBlobs({ ...d.parts, database: dying }) })(runningJob({}));
  expect((await d.look('board', camera, begun.id)).state).toBe('received');
  t.clock.advance(61_000);
  await d.check();
  const done = await d.look('board', camera, begun.id);
  expect(done.state).toBe('stored');
  expect(await readdir(t.blobs.incomingFolder)).toEqual([]);
});

test('copies: H.264 is packed anew, everything else encoded; no sound, no title; deleted with the original, and held with it', async () => {
  await d.copies();
  const copies = await t.db.rows<{ madeBy: string; codec: string; segmentId: string; blobKey: string; sha256: string }>(
    sql`SELECT c.made_by AS "madeBy", f.codec, c.segment_id AS "segmentId", c.blob_key AS "blobKey", encode(c.sha256, 'hex') AS sha256 FROM footage_copy c JOIN footage_segment f ON f.id = c.segment_id`,
  );
  const { n } = await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM footage_segment WHERE source = 'upload'`);
  expect(copies).toHaveLength(n);
  for (const { madeBy, codec } of copies) expect(madeBy).toBe(codec === 'h264' ? 'remux' : 'transcode');
  for (const { blobKey, sha256 } of copies) {
    const bytes = await bytesOf(blobKey);
    expect(sha256Hex(bytes)).toBe(sha256);
    expect(bytes.includes('SECRET-TITLE')).toBe(false);
    expect(bytes.includes('moof')).toBe(true);
  }
  const streams = await t.blobs.withFile(copies.find(({ codec }) => codec === 'h265')!.blobKey, (path) =>
    run('ffprobe', ['-v', 'error', '-show_entries', 'stream=codec_name,codec_type', '-of', 'csv=p=0', path]),
  );
  expect(streams.stdout.trim()).toBe('h264,video');
  // one is held, all others expire: what the service held for the incidents above ends first
  await t.db.run(sql`UPDATE hold SET released_at = now(), ended_because = 'moved' WHERE automatic`);
  const kept = copies[0]!;
  const incident = await t.db.row<{ id: string }>(sql`SELECT id FROM incident LIMIT 1`);
  await t.db
    .run(sql`INSERT INTO hold (id, camera_id, during, incident_id, automatic, created_at) SELECT gen_random_uuid(), f.camera_id, f.true_during, ${incident.id}, false, now()
    FROM footage_segment f WHERE f.id = ${kept.segmentId}`);
  await t.db.run(sql`UPDATE footage_segment SET expires_at = ${new Date(t.clock.now() - 1000)}`);
  t.clock.advance(16 * 60_000);
  await d.sweep();
  const left = await t.db.rows<{ segmentId: string }>(sql`SELECT segment_id AS "segmentId" FROM footage_copy`);
  const segments = await t.db.rows<{ id: string; blobKey: string }>(sql`SELECT id, blob_key AS "blobKey" FROM footage_segment`);
  expect(left.map((row) => row.segmentId).toSorted()).toEqual(segments.map((row) => row.id).toSorted());
  expect(left.map((row) => row.segmentId)).toContain(kept.segmentId);
  expect(left.length).toBeLessThan(copies.length);
  const keys: string[] = [];
  for await (const blob of t.blobs.list('')) keys.push(blob.key);
  expect(keys).toHaveLength(left.length * 2);
});
