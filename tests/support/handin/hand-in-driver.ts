import { createHash } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { Registry } from 'prom-client';
import { findFfmpeg, type FfmpegBinary } from '../../../media/ffmpeg-path.ts';
import { createNamedBlobs } from '../../../workers/blobs/named-blobs.ts';
import { createCheckHandInsJob } from '../../../workers/jobs/check-hand-ins-job.ts';
import { createMakeCopiesJob } from '../../../workers/jobs/make-copies-job.ts';
import { createSweepRetentionJob } from '../../../workers/jobs/sweep-retention-job.ts';
import { createWorkerMetrics } from '../../../workers/metrics.ts';
import { createDiskGuard } from '../../../workers/recording/disk-guard.ts';
import type { TestApp, TestUser } from '../test-app.ts';
import { runningJob } from '../workers/contact-parts.ts';

/** What a test says of a file. */
export interface TestFacts {
  readonly deviceStart?: string;
  readonly filename?: string;
  readonly clockDeviceTime?: string;
  readonly clockTrueTime?: string;
}

/** `Upload-Metadata` of some facts. */
export function metadataOf(facts: TestFacts | Record<string, string>): string {
  return Object.entries(facts)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
}

const TUS = { 'tus-resumable': '1.0.0' };
const PIECE = { ...TUS, 'content-type': 'application/offset+octet-stream' };

/** Hands in files over HTTP and does the work of a worker on them, in this process. */
export async function createHandInDriver(t: TestApp, ffmpegOf?: FfmpegBinary) {
  const ffmpeg = ffmpegOf ?? (await findFfmpeg({ searchPath: '/usr/bin:/usr/local/bin' }));
  const base = { ...t.context, database: t.db, ffmpeg };
  const parts = { ...base, namedBlobs: createNamedBlobs(base), disk: createDiskGuard({ blobs: t.blobs, logger: base.logger, keepFreeBytes: 0 }) };
  const pathOf = (cameraId: string, id = '') => `/cameras/${cameraId}/footage/uploads${id && `/${id}`}`;
  const begin = (user: TestUser, cameraId: string, byteLength: number, facts: TestFacts = {}, headers: Record<string, string> = {}) =>
    t.as(user, 'POST', pathOf(cameraId), undefined, {
      ...TUS,
      'upload-length': String(byteLength),
      'upload-metadata': metadataOf({ deviceStart: '2026-11-20T08:00:00', ...facts }),
      ...headers,
    });
  const piece = (user: TestUser, cameraId: string, id: string, offset: number, bytes: Uint8Array, headers: Record<string, string> = {}) =>
    t.as(user, 'PATCH', pathOf(cameraId, id), Buffer.from(bytes), { ...PIECE, 'upload-offset': String(offset), ...headers });
  const look = async (user: TestUser, cameraId: string, id: string) => (await t.as(user, 'GET', pathOf(cameraId, id))).json();
  const check = () => createCheckHandInsJob(parts)(runningJob({}));
  return {
    parts,
    pathOf,
    begin,
    piece,
    look,
    check,
    head: (user: TestUser, cameraId: string, id: string) => t.as(user, 'HEAD', pathOf(cameraId, id), undefined, TUS),
    cancel: (user: TestUser, cameraId: string, id: string) => t.as(user, 'DELETE', pathOf(cameraId, id), undefined, TUS),
    copies: () => createMakeCopiesJob(parts)(runningJob({})),
    sweep: () => createSweepRetentionJob({ ...parts, metrics: createWorkerMetrics(new Registry()) })(runningJob({})),
    /** Sends a file as one form. */
    form: (
      user: TestUser,
      cameraId: string,
      bytes: Uint8Array,
      facts: TestFacts = {},
      headers: Record<string, string> = {},
    ): Promise<LightMyRequestResponse> => {
      const { payload, type } = formOf(bytes, { deviceStart: '2026-11-20T08:00:00', ...facts });
      return t.as(user, 'POST', pathOf(cameraId), payload, { 'content-type': type, ...headers });
    },
    /** Hands in a file in one piece and checks it; what became of it. */
    async handIn(user: TestUser, cameraId: string, bytes: Uint8Array, facts: TestFacts = {}) {
      const begun = await begin(user, cameraId, bytes.length, facts);
      if (begun.statusCode !== 201) throw new Error(begun.body);
      const { id } = begun.json() as { id: string };
      const sent = await piece(user, cameraId, id, 0, bytes);
      if (sent.statusCode !== 204) throw new Error(sent.body);
      await check();
      return look(user, cameraId, id);
    },
  };
}

function formOf(bytes: Uint8Array, facts: Record<string, string>): { payload: Buffer; type: string } {
  const boundary = 'matpho-test-boundary';
  const { filename = 'cuaso.mp4', ...fields } = facts;
  const parts = Object.entries(fields).map(([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${filename}"\r\ncontent-type: video/mp4\r\n\r\n`;
  // a field behind the file counts as well
  const [first = '', ...others] = parts;
  return {
    payload: Buffer.concat([Buffer.from(others.join('') + file), Buffer.from(bytes), Buffer.from(`\r\n${first}--${boundary}--\r\n`)]),
    type: `multipart/form-data; boundary=${boundary}`,
  };
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
