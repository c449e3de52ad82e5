import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseAllowedNetworks } from '../../../domain/allowed-networks.ts';
import { createNamedBlobs, type NamedBlobs } from '../../../workers/blobs/named-blobs.ts';
import { createCameraDialer } from '../../../workers/contacts/camera-dialer.ts';
import { createPullEdgeFootageJob } from '../../../workers/jobs/pull-edge-footage-job.ts';
import { createSweepRetentionJob } from '../../../workers/jobs/sweep-retention-job.ts';
import { createDiskGuard } from '../../../workers/recording/disk-guard.ts';
import { testFfmpegs } from '../../support/media/test-ffmpegs.ts';
import { makeTestVideo } from '../../support/media/test-video.ts';
import { defaultMediaOptions } from '../../support/onvif-device/media/media-options.ts';
import type { FootageSpan } from '../../support/onvif-device/recording/recording.ts';
import { sampleRecording, spanOf } from '../../support/onvif-device/recording/sample-recording.ts';
import { metadataTrack } from '../../support/onvif-replay/further-tracks.ts';
import { footageOfBytes } from '../../support/onvif-replay/footage-of-file.ts';
import { startRecorder, type Recorder } from '../../support/onvif-replay/start-recorder.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';
import { dumpDatabase, tablesWith } from '../../support/database-dump.ts';
import { createContactParts, runningJob } from '../../support/workers/contact-parts.ts';

const CREDENTIALS = { username: 'quan-sat', password: 'Rieng-cua-to-5' };
const NETWORKS = { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') };
const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const AHEAD_MS = 17 * 60_000;
const FPS = 5;
/** What a recorder may put into its metadata track (ONVIF Analytics, 5.1). */
const PLATE_SEEN =
  '<tt:Object ObjectId="7"><tt:Appearance><tt:LicensePlateInfo><tt:PlateNumber>49A-987.65</tt:PlateNumber></tt:LicensePlateInfo></tt:Appearance></tt:Object>';
/** Channels 1 and 2 have footage from 10 s before the incident to 20 s after its beginning, and again from 35 s to 60 s. */
const startMs = Math.floor(Date.now() / 1000) * 1000 - 30 * 60_000;
const at = (seconds: number) => startMs + seconds * SECOND_MS;
const iso = (ms: number) => new Date(ms).toISOString();

let t: TestApp;
let recorder: Recorder;
let channels: string[];
let parts: Parameters<typeof createPullEdgeFootageJob>[0];

const span = async (fromS: number, toS: number): Promise<FootageSpan> => {
  const { system } = await testFfmpegs();
  const stream = await makeTestVideo(system.path, { seconds: toS - fromS, framesPerSecond: FPS, framesPerGroup: FPS, format: 'h264' });
  return footageOfBytes({ startUtc: iso(at(fromS)), framesPerSecond: FPS, stream });
};
const entered = async (fromS = 0, toS = 50): Promise<string> => {
  const body = {
    category: 'brawl',
    occurredFrom: iso(at(fromS)),
    occurredTo: iso(at(toS)),
    location: { type: 'Point', coordinates: [108.2353, 11.795] },
    uncertaintyM: 8,
  };
  return (await t.as('officer', 'POST', '/incidents', body)).json().id;
};
const order = async (incidentId: string, channel: number): Promise<string> => {
  const answer = await t.as('officer', 'POST', `/cameras/${channels[channel - 1]}/footage/pulls`, { incidentId });
  expect(answer.statusCode, answer.body).toBe(202);
  return answer.json().id;
};
const work = (pullId: string, namedBlobs: NamedBlobs = parts.namedBlobs) => createPullEdgeFootageJob({ ...parts, namedBlobs })(runningJob({ pullId }));
const pull = async (id: string) => (await t.as('officer', 'GET', `/footage-pulls/${id}`)).json();
const segmentsOf = (channel: number) =>
  t.db.rows<{
    id: string;
    fromMs: number;
    toMs: number;
    deviceFromMs: number;
    uncertaintyMs: number;
    source: string;
    clockSource: string;
    offsetMs: number;
    sha256: string;
    key: string;
  }>(
    sql`SELECT id, lower(true_during) AS "fromMs", upper(true_during) AS "toMs", lower(device_during) AS "deviceFromMs", uncertainty_ms AS "uncertaintyMs", source, device_time_source AS "clockSource",
      clock_offset_ms AS "offsetMs", encode(sha256, 'hex') AS sha256, blob_key AS key FROM footage_segment WHERE camera_id = ${channels[channel - 1]} ORDER BY lower(true_during)`,
  );
const hashOf = async (key: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of (await t.blobs.open(key)) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
};
const plays = () => recorder.replay.requests.filter(({ method }) => method === 'PLAY');

beforeAll(async () => {
  const [older, ...spans] = await Promise.all([span(-86_400, -86_398), span(-10, 20), span(35, 60)]);
  const profiles = [1, 2, 3].map((channel) => ({ ...defaultMediaOptions.profiles[0]!, token: `ch${channel}`, videoSourceToken: `video_source_${channel}` }));
  // named like the channel's profile: without a search that is how a recording's channel is known
  const recordingOf = (channel: number, token: string, footage: FootageSpan[]) => {
    const recording = sampleRecording({ channel, token, spans: footage, furtherTracks: [metadataTrack(footage, PLATE_SEEN)] });
    return { ...recording, source: { ...recording.source, id: `ch${channel}` } };
  };
  const recordings = [
    recordingOf(2, 'yesterday', [older]),
    ...[1, 2].map((channel) => recordingOf(channel, `recording_${channel}`, spans)),
    recordingOf(3, 'recording_3', [spanOf(iso(at(300)), iso(at(320)))]),
  ];
  recorder = await startRecorder(recordings, { credentials: CREDENTIALS, clockOffsetMs: AHEAD_MS, profiles });
  t = await startTestApp({ addressPolicy: NETWORKS, isLive: true });
  const contact = await createContactParts(t.db, t.clock);
  const dialer = createCameraDialer({ adapters: contact.adapters, addressPolicy: NETWORKS, secretBox: t.secretBox, clock: t.clock });
  const base = { ...contact, dialer, database: t.db, blobs: t.blobs };
  parts = { ...base, namedBlobs: createNamedBlobs(base), disk: createDiskGuard({ blobs: t.blobs, logger: contact.logger, keepFreeBytes: 0 }) };
  const { placement, purpose, notice } = cameraBody(t.world);
  const channel = {
    placement: { ...(placement as object), validFrom: '2026-01-01T00:00:00Z' },
    purpose,
    notice,
    snapshotEverySeconds: 0,
    recording: { mode: 'edge', retentionHours: 72 },
  };
  const made = await t.as('board', 'POST', '/recorders', {
    name: 'Đầu ghi',
    unitId: t.world.north,
    source: { kind: 'onvif', url: recorder.device.url, ...CREDENTIALS },
    channels: [1, 2, 3].map((number) => ({ ...channel, name: `Mắt ${number}`, channel: number })),
  });
  expect(made.statusCode, made.body).toBe(201);
  channels = made.json().channels.map((each: { cameraId: string }) => each.cameraId);
  const readMs = Date.now();
  const reading = { trueTime: iso(readMs), deviceTime: iso(readMs + AHEAD_MS), method: 'photo', uncertaintyMs: 2000 };
  expect((await t.as('board', 'POST', `/recorders/${made.json().id}/clock-readings`, reading)).statusCode).toBe(201);
});
afterAll(async () => {
  await t.close();
  await recorder.stop();
});

test("an incident's footage comes from a recorder 17 minutes ahead with its true times and its gap, held, and counted as on hand", async () => {
  const id = await entered();
  const pullId = await order(id, 1);
  await work(pullId);
  const done = await pull(pullId);
  expect(done).toMatchObject({ state: 'done', progress: 1, segmentCount: 2, problem: null, notes: [] });
  expect(done.gaps).toHaveLength(1);
  expect(Date.parse(done.gaps[0].from) - at(20)).toBeLessThan(3000);
  expect(Date.parse(done.gaps[0].to) - at(35)).toBeLessThan(3000);

  const [first, second] = await segmentsOf(1);
  for (const segment of [first!, second!]) {
    expect(segment).toMatchObject({ source: 'edge', clockSource: 'replay' });
    expect(Math.abs(segment.offsetMs - AHEAD_MS)).toBeLessThanOrEqual(segment.uncertaintyMs);
    expect(await hashOf(segment.key)).toBe(segment.sha256);
  }
  // nothing from before the window but the group of pictures that it begins in, and nothing behind it
  const margin = 4000;
  expect(first!.fromMs).toBeGreaterThanOrEqual(at(0) - margin - SECOND_MS);
  expect(first!.fromMs).toBeLessThanOrEqual(at(0));
  for (const [found, truth] of [
    [first!.toMs, at(20)],
    [second!.fromMs, at(35)],
  ] as const)
    expect(Math.abs(found - truth)).toBeLessThanOrEqual(first!.uncertaintyMs);
  expect(second!.toMs).toBeGreaterThanOrEqual(at(50));
  expect(second!.toMs).toBeLessThanOrEqual(at(50) + margin + SECOND_MS);
  expect(Math.abs(second!.deviceFromMs - at(35) - AHEAD_MS)).toBeLessThan(300);

  const candidate = (await t.as('officer', 'GET', `/incidents/${id}/candidates`))
    .json()
    .items.find((item: { cameraId: string }) => item.cameraId === channels[0]);
  expect(candidate).toMatchObject({ availability: 'on_hand', restAtEdge: false });
  expect(candidate.footage.map((each: { segmentId: string }) => each.segmentId).toSorted()).toEqual([first!.id, second!.id].toSorted());
  expect((await t.as('officer', 'GET', `/jobs/${pullId}`)).json()).toMatchObject({ state: 'completed', result: { state: 'done', segmentCount: 2 } });
  const index = await t.as('officer', 'GET', `/cameras/${channels[0]}/footage?from=${iso(at(0))}&to=${iso(at(50))}`);
  expect(index.json()).toMatchObject({
    segments: [
      { source: 'edge', held: true },
      { source: 'edge', held: true },
    ],
    gaps: [{}],
  });

  // past its retention the hold keeps it, and then nothing does
  const sweep = (laterMs: number) => createSweepRetentionJob({ ...parts, clock: { now: () => t.clock.now() + laterMs } })(runningJob({}));
  await sweep(72 * HOUR_MS - 10 * 60_000);
  expect(await segmentsOf(1)).toHaveLength(2);
  await t.db.run(sql`UPDATE hold SET released_at = now(), ended_because = 'lapsed' WHERE incident_id = ${id}`);
  await sweep(72 * HOUR_MS - 10 * 60_000);
  expect(await segmentsOf(1)).toHaveLength(0);
});

test('a worker that dies in the middle is followed by another, which goes on where it stopped; the dead one, come back, stores nothing', async () => {
  const pullId = await order(await entered(), 2);
  let thaw = (): void => undefined;
  const frozen = new Promise<void>((settle) => (thaw = settle));
  let reached = (): void => undefined;
  const isFrozen = new Promise<void>((settle) => (reached = settle));
  let count = 0;
  const dying: NamedBlobs = {
    ...parts.namedBlobs,
    async store(...args) {
      if (++count === 2) {
        reached();
        await frozen;
      }
      return parts.namedBlobs.store(...args);
    },
  };
  const dead = work(pullId, dying);
  await Promise.race([isFrozen, dead]);
  expect(await pull(pullId)).toMatchObject({ state: 'running', segmentCount: 1 });
  // while it lives nobody else takes it, nor anything else of its recorder
  await work(pullId);
  // and the job that came too early is followed by one of another id, which the queue hasn't seen ending
  expect(await t.db.row(sql`SELECT run FROM edge_pull WHERE id = ${pullId}`)).toEqual({ run: 1 });
  const other = await order(await entered(), 3);
  await work(other);
  expect(await pull(other)).toMatchObject({ state: 'queued', segmentCount: 0 });
  const before = plays().length;
  await t.db.run(sql`UPDATE edge_pull SET lease_until = now() - interval '1 second' WHERE id = ${pullId}`);
  await work(pullId);
  expect(await pull(pullId)).toMatchObject({ state: 'done', segmentCount: 2 });
  const ranges = plays().slice(before);
  expect(ranges).toHaveLength(1);
  thaw();
  await dead;
  const stored = await segmentsOf(2);
  expect(stored).toHaveLength(2);
  expect(stored[1]!.fromMs - stored[0]!.toMs).toBeGreaterThan(10 * SECOND_MS);
  expect(await pull(pullId)).toMatchObject({ state: 'done', segmentCount: 2 });
  expect(await readdir(join(dirname(t.blobs.incomingFolder), '.pulling')).catch(() => [])).toEqual([]);
  await work(other);
  expect(await pull(other)).toMatchObject({ problem: null, state: 'done', segmentCount: 0 });
});

test.each([
  ['after some seconds', 3, 8 * FPS],
  // the footage begins at -10 s, within the window
  ['within its first group of pictures', -9, 3],
])('a replay that is cut off %s is asked again for the rest', async (_when, fromS, breakAfterUnits) => {
  await t.db.run(sql`DELETE FROM footage_segment WHERE camera_id = ${channels[0]}`);
  recorder.replay.set({ breakAfterUnits });
  const id = await entered(fromS, 18);
  const pullId = await order(id, 1);
  const beganMs = Date.now();
  await work(pullId);
  const cut = await pull(pullId);
  expect(cut).toMatchObject({ state: 'queued', segmentCount: 1, problem: { code: 'replay_cut_off' } });
  expect(Date.parse(cut.nextTryAt)).toBeGreaterThan(beganMs + 50_000);
  recorder.replay.set({ breakAfterUnits: Number.POSITIVE_INFINITY });
  await work(pullId);
  expect(await pull(pullId)).toMatchObject({ state: 'done', segmentCount: 2, gaps: [], problem: null });
});

test('recordings whose times the recorder does not tell are asked one after the other for what has not come yet', async () => {
  await t.db.run(sql`DELETE FROM footage_segment WHERE camera_id = ${channels[1]}`);
  recorder.device.set({ searchService: false });
  const before = plays().length;
  const pullId = await order(await entered(), 2);
  await work(pullId);
  recorder.device.set({ searchService: true });
  expect(await pull(pullId)).toMatchObject({ problem: null, state: 'done', segmentCount: 2, gaps: [{}] });
  const asked = plays()
    .slice(before)
    .map(({ uri }) => uri.includes('yesterday'));
  expect(asked.slice(0, 2)).toEqual([true, false]);
});

test('a wrong password is not tried again', async () => {
  recorder.device.set({ credentials: { ...CREDENTIALS, password: 'another one' } });
  const refused = await order(await entered(36, 40), 1);
  await work(refused);
  expect(await pull(refused)).toMatchObject({ state: 'failed', segmentCount: 0, problem: { code: 'auth_failed' } });
  const log = await t.db.rows(
    sql`SELECT detail ->> 'code' AS code FROM audit_event WHERE action = 'footage.pull' AND detail ->> 'pullId' = ${refused} AND detail ->> 'step' = 'failed'`,
  );
  expect(log).toEqual([{ code: 'auth_failed' }]);
});

test('a pull that waits when a gathering is recorded near its incident asks the device for nothing before a second officer agreed', async () => {
  const id = await entered();
  const pullId = await order(id, 3);
  const gathering = {
    category: 'disorderly_gathering',
    occurredFrom: iso(at(0)),
    occurredTo: iso(at(50)),
    location: { type: 'Point', coordinates: [108.2353, 11.795] },
  };
  expect((await t.as('officer2', 'POST', '/incidents', { ...gathering, uncertaintyM: 8 })).statusCode).toBe(201);
  const before = plays().length;
  await work(pullId);
  expect(await pull(pullId)).toMatchObject({ state: 'cancelled', problem: { code: 'second_officer_missing' } });
  expect(plays()).toHaveLength(before);
});

test('the metadata track beside the pictures is never asked for, and nothing of it is stored', async () => {
  const setups = recorder.replay.requests.filter(({ method }) => method === 'SETUP');
  expect(setups.length).toBeGreaterThan(0);
  expect(setups.filter(({ uri }) => uri.includes('META001'))).toEqual([]);
  const dump = await dumpDatabase(t.db);
  for (const marker of ['49A-987.65', 'LicensePlate']) expect(tablesWith(dump, marker)).toEqual([]);
  for await (const { key } of t.blobs.list('')) {
    const pieces: Buffer[] = [];
    for await (const piece of (await t.blobs.open(key)) as AsyncIterable<Buffer>) pieces.push(piece);
    expect(Buffer.concat(pieces).includes('LicensePlate'), key).toBe(false);
  }
});
