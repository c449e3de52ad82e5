import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { findFfmpeg, type FfmpegBinary } from '../../../media/ffmpeg-path.ts';
import { createJobConsumer, type JobHandlers } from '../../../platform/job-consumer.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { createNamedBlobs } from '../../../workers/blobs/named-blobs.ts';
import { createPrepareCopyJob } from '../../../workers/jobs/prepare-copy-job.ts';
import { createDiskGuard } from '../../../workers/recording/disk-guard.ts';
import { cameraBody, type TestApp, type TestUser } from '../test-app.ts';
import { makeGreyVideo } from './grey-video.ts';

const iso = (ms: number) => new Date(ms).toISOString();

/** A camera with a segment of six seconds and pictures, and a worker that makes copies for watching. */
export interface OpenedFootage {
  readonly ffmpeg: FfmpegBinary;
  /** A camera of its own for one test, with a grey segment of six seconds from `startMs` on. */
  register(startMs: number): Promise<{ readonly cameraId: string; readonly segmentId: string }>;
  addPicture(cameraId: string, takenAtMs: number): Promise<string>;
  /** Asks for seconds of a camera for an incident of their own, as `officer`, and lets the board agree; the request's id. */
  open(
    cameraId: string,
    fromMs: number,
    toMs: number,
    incident?: Record<string, unknown>,
  ): Promise<{ readonly requestId: string; readonly incidentId: string }>;
  /** The same for an incident that is there; the request's id. */
  openIn(incidentId: string, cameraId: string, fromMs: number, toMs: number): Promise<string>;
  signIn(user: TestUser, password: string): Promise<string>;
  close(): Promise<void>;
}

/** Makes them in `t`. */
export async function createOpenedFootage(t: TestApp): Promise<OpenedFootage> {
  const ffmpeg = await findFfmpeg();
  const folder = await mkdtemp(join(tmpdir(), 'matpho-grey-'));
  const video = join(folder, 'grey.mp4');
  const jpeg = join(folder, 'grey.jpg');
  await makeGreyVideo(ffmpeg.path, video, 6);
  await makeGreyVideo(ffmpeg.path, jpeg, 0.1, { args: ['-frames:v', '1'] });
  const consumer = startPreparing(t, ffmpeg);
  let count = 0;

  const put = async (file: string, key: string): Promise<{ sha256: Buffer; byteLength: number }> => {
    const bytes = await readFile(file);
    await t.blobs.put(key, bytes);
    return { sha256: createHash('sha256').update(bytes).digest(), byteLength: bytes.length };
  };
  const register = async (startMs: number) => {
    const base = cameraBody(t.world, { name: `Mắt ${(count += 1)}` });
    const placement = { ...(base['placement'] as object), validFrom: '2026-01-01T00:00:00Z' };
    const cameraId: string = (await t.as('admin', 'POST', '/cameras', { ...base, placement })).json().id;
    const segmentId = newId(startMs);
    const key = `footage/${segmentId}.mp4`;
    const { sha256, byteLength } = await put(video, key);
    await t.db
      .run(sql`INSERT INTO footage_segment (id, camera_id, true_during, uncertainty_ms, device_during, device_time_source, clock_offset_ms, clock_uncertainty_ms, clock_method, source, codec, sha256, blob_key,
        byte_length, expires_at)
      VALUES (${segmentId}, ${cameraId}, tstzrange(${new Date(startMs)}, ${new Date(startMs + 6000)}), 40, tstzrange(${new Date(startMs + 61_000)}, ${new Date(startMs + 67_000)}), 'clock_offset', 61000, 900, 'onvif',
        'recorded', 'h264', ${sha256}, ${key}, ${byteLength}, now() + interval '30 days')`);
    return { cameraId, segmentId };
  };
  const openIn = async (incidentId: string, cameraId: string, fromMs: number, toMs: number): Promise<string> => {
    await t.as('officer', 'POST', `/incidents/${incidentId}/links`, { cameraId, verdict: 'confirmed', note: '' });
    const asked = { cameraId, from: iso(fromMs), to: iso(toMs), purpose: 'Xác minh diễn biến', legalBasis: 'BLTTHS 2015, Điều 88' };
    const answer = await t.as('officer', 'POST', `/incidents/${incidentId}/footage-requests`, asked);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    const requestId: string = answer.json().id;
    const decided = await t.as('board', 'POST', `/footage-requests/${requestId}/decision`, { decision: 'approve', reason: 'Đúng mục đích' });
    if (decided.statusCode !== 200) throw new Error(decided.body);
    return requestId;
  };
  return {
    ffmpeg,
    register,
    openIn,
    async addPicture(cameraId, takenAtMs) {
      const id = newId(takenAtMs);
      const key = `snapshots/${id}.jpg`;
      const { sha256, byteLength } = await put(jpeg, key);
      await t.db
        .run(sql`INSERT INTO snapshot (id, camera_id, taken_at, device_time, device_time_source, reason, sha256, blob_key, byte_length, width_px, height_px, expires_at)
        VALUES (${id}, ${cameraId}, ${new Date(takenAtMs)}, ${new Date(takenAtMs + 61_000)}, 'clock_offset', 'schedule', ${sha256}, ${key}, ${byteLength}, 320, 180, now() + interval '30 days')`);
      return id;
    },
    async open(cameraId, fromMs, toMs, incident = {}) {
      const location = { type: 'Point', coordinates: [108.2353, 11.795] };
      const entered = { category: 'brawl', occurredFrom: iso(fromMs), occurredTo: iso(toMs), location, uncertaintyM: 8, ...incident };
      const incidentId: string = (await t.as('officer', 'POST', '/incidents', entered)).json().id;
      return { requestId: await openIn(incidentId, cameraId, fromMs, toMs), incidentId };
    },
    signIn: async (username, password) => (await t.anonymous('POST', '/sessions', { username, password })).json().token,
    async close() {
      await consumer.close(1000);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The part of a worker that makes copies, on the queue of the test. */
function startPreparing(t: TestApp, ffmpeg: FfmpegBinary) {
  const { db: database, blobs, clock } = t;
  const logger = createLogger('silent');
  const parts = { database, blobs, namedBlobs: createNamedBlobs({ database, blobs, clock }), ffmpeg, clock, logger, disk: createDiskGuard({ blobs, logger }) };
  const handlers = { 'prepare-copy': createPrepareCopyJob(parts) } as unknown as JobHandlers;
  const observer = { done: () => undefined, failed: () => undefined, queueError: () => undefined };
  return createJobConsumer({ backend: t.backend, queue: 'viewing', handlers, concurrency: 2, observer, toOutcome: (error) => ({ error: error as never }) });
}
