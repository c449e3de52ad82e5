import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import sql from 'sql-template-tag';
import { expect } from 'vitest';
import type { z } from 'zod';
import type { evidencePackageOut } from '../../../domain/wire/evidence-package-wire.ts';
import { insertSegment } from '../../../db/repositories/segment-store-repository.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { createNamedBlobs } from '../../../workers/blobs/named-blobs.ts';
import { buildPackage, type BuildParts } from '../../../workers/evidence/build-package.ts';
import { createBuildEvidencePackageJob } from '../../../workers/jobs/build-evidence-package-job.ts';
import { testFfmpegs } from '../media/test-ffmpegs.ts';
import { makeTestVideo } from '../media/test-video.ts';
import { DAY_MS, startRequestDesk, type RequestDesk } from '../requests/request-desk.ts';
import type { TestUser } from '../test-app.ts';
import { runningJob } from '../workers/contact-parts.ts';

type Answer = ReturnType<RequestDesk['t']['as']>;

/** A request desk with footage on hand, and the acts around an evidence package. */
export interface PackageDesk {
  readonly desk: RequestDesk;
  /** A folder for files of the test. */
  readonly folder: string;
  readonly ffmpegPath: string;
  /** Five seconds, a fragment each second; what {@link storeSegment} stores. */
  readonly video: Buffer;
  /** A white JPEG; what {@link storePicture} stores. */
  readonly picture: Buffer;
  /** Stores a segment of five seconds; `upload`: as handed in. */
  storeSegment(fromMs: number, source?: 'recorded' | 'upload'): Promise<string>;
  storePicture(takenAtMs: number, bytes?: Buffer): Promise<void>;
  parts(): BuildParts & { readonly logger: ReturnType<typeof createLogger> };
  /** Runs its job in this process, with other parts than {@link parts} where they are given. */
  build(packageId: string, signal?: AbortSignal, changed?: Partial<BuildParts>): Promise<void>;
  order(incidentId: string, user?: TestUser, body?: unknown): Answer;
  show(id: string): Promise<z.output<typeof evidencePackageOut>>;
  /** Packages of an incident, as `officer`. */
  list(incidentId: string): Promise<{ items: { id: string }[] }>;
  file(id: string, user?: TestUser, range?: string): Answer;
  /** What the access log says of a package, looks at its state left out. */
  logged(id: string): Promise<string[]>;
  /** A request of an incident of its own that its board agreed to. */
  approved(): Promise<{ id: string; incidentId: string }>;
  ordered(): Promise<{ packageId: string; requestId: string; incidentId: string }>;
  /** Fetches a package as `officer`; where it lies. */
  download(id: string): Promise<string>;
  close(): Promise<void>;
}

const FRAGMENTED = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '5', '-movflags', '+frag_keyframe+empty_moov+default_base_moof'];

/** Starts one for a test file. */
export async function startPackageDesk(): Promise<PackageDesk> {
  const desk = await startRequestDesk();
  const { t, cameraId } = desk;
  const folder = await mkdtemp(join(tmpdir(), 'matpho-evidence-'));
  const { system: ffmpeg } = await testFfmpegs();
  const picture = await sharp({ create: { width: 320, height: 180, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();
  const video = Buffer.from(await makeTestVideo(ffmpeg.path, { seconds: 5, framesPerSecond: 5, framesPerGroup: 5, codecArgs: FRAGMENTED, format: 'mp4' }));
  const { db: database, blobs, clock, secretBox } = t;
  const desks: PackageDesk = {
    desk,
    folder,
    ffmpegPath: ffmpeg.path,
    video,
    picture,
    async storeSegment(fromMs, source = 'recorded') {
      const id = newId(fromMs);
      const blobKey = `footage/test/${id}.mp4`;
      await blobs.put(blobKey, video);
      await insertSegment(database, {
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
    },
    async storePicture(takenAtMs, bytes = picture) {
      const id = newId(takenAtMs);
      await blobs.put(`snapshots/test/${id}.jpg`, bytes);
      await database.run(sql`INSERT INTO snapshot (id, camera_id, taken_at, device_time_source, reason, sha256, blob_key, byte_length, width_px, height_px, expires_at)
        VALUES (${id}, ${cameraId}, ${new Date(takenAtMs)}, 'none', 'schedule', ${createHash('sha256').update(bytes).digest()}, ${`snapshots/test/${id}.jpg`}, ${bytes.length}, 16, 16, ${new Date(takenAtMs + DAY_MS)})`);
    },
    parts: () => ({
      database,
      blobs,
      clock,
      secretBox,
      ffmpeg,
      namedBlobs: createNamedBlobs({ database, blobs, clock }),
      publicUrl: undefined,
      logger: createLogger('silent'),
    }),
    async build(packageId, signal, changed = {}) {
      const parts = { ...desks.parts(), ...changed };
      const job = createBuildEvidencePackageJob({ ...parts, buildPackage: (run) => buildPackage(parts, run) });
      await job(runningJob({ packageId }, signal));
    },
    order: (incidentId, user = 'officer', body = {}) => t.as(user, 'POST', `/incidents/${incidentId}/evidence-packages`, body),
    show: async (id) => (await t.as('officer', 'GET', `/evidence-packages/${id}`)).json(),
    list: async (incidentId) => (await t.as('officer', 'GET', `/evidence-packages?incidentId=${incidentId}`)).json(),
    file: (id, user = 'officer', range) => t.as(user, 'GET', `/evidence-packages/${id}/file`, undefined, range === undefined ? {} : { range }),
    async logged(id) {
      const rows = await database.rows<{ line: string }>(
        sql`SELECT action || ' ' || outcome AS line FROM audit_event WHERE detail->>'packageId' = ${id} AND action <> 'package.read' ORDER BY id`,
      );
      return rows.map(({ line }) => line);
    },
    async approved() {
      const request = await desk.asked();
      await desk.decide(request.id, 'approve');
      return { id: request.id, incidentId: request.incident.id };
    },
    async ordered() {
      const { id: requestId, incidentId } = await desks.approved();
      const answer = await desks.order(incidentId);
      expect([answer.statusCode, answer.json().jobId]).toEqual([202, answer.json().id]);
      return { packageId: answer.json().id, requestId, incidentId };
    },
    async download(id) {
      const path = join(folder, `${id}.zip`);
      await writeFile(path, (await desks.file(id)).rawPayload);
      return path;
    },
    async close() {
      await t.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return desks;
}
