import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import sql from 'sql-template-tag';
import { expect, inject, it } from 'vitest';
import { parseAllowedNetworks } from '../../../domain/allowed-networks.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { testFfmpegs } from '../../support/media/test-ffmpegs.ts';
import { makeTestVideo } from '../../support/media/test-video.ts';
import { sampleRecording } from '../../support/onvif-device/recording/sample-recording.ts';
import { footageOfBytes } from '../../support/onvif-replay/footage-of-file.ts';
import { startRecorder } from '../../support/onvif-replay/start-recorder.ts';
import { cameraBody, startTestApp } from '../../support/test-app.ts';
import { startKillableWorker, type KillableWorker } from '../../support/workers/killable-worker.ts';

const CREDENTIALS = { username: 'quan-sat', password: 'Rieng-cua-to-5' };
const SPANS = 30;
const FPS = 5;

it('a pull whose worker is killed in the middle is ended by the next worker, with every stretch once', async () => {
  const startMs = Math.floor(Date.now() / 1000) * 1000 - 30 * 60_000;
  const iso = (seconds: number) => new Date(startMs + seconds * 1000).toISOString();
  const stream = await makeTestVideo((await testFfmpegs()).system.path, { seconds: 2, framesPerSecond: FPS, framesPerGroup: FPS, format: 'h264' });
  const spans = Array.from({ length: SPANS }, (_, index) => footageOfBytes({ startUtc: iso(index * 5), framesPerSecond: FPS, stream }));
  const recorder = await startRecorder([sampleRecording({ channel: 1, spans, videoSourceToken: '' })], { credentials: CREDENTIALS });
  const t = await startTestApp({ isLive: true, addressPolicy: { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') } });
  const workers: KillableWorker[] = [];
  try {
    const body = cameraBody(t.world, { source: { kind: 'onvif', url: recorder.device.url, ...CREDENTIALS }, recording: { mode: 'edge', retentionHours: 72 } });
    const placement = { ...(body['placement'] as object), validFrom: '2026-01-01T00:00:00Z' };
    const { id: cameraId } = (await t.as('board', 'POST', '/cameras', { ...body, placement })).json();
    const key = randomBytes(32);
    const sealed = createSecretBox([key]).seal(JSON.stringify(CREDENTIALS), cameraId);
    await t.db.run(sql`UPDATE camera_source SET sealed_credentials = ${sealed.bytes}, key_id = ${sealed.keyId} WHERE camera_id = ${cameraId}`);
    const incident = { category: 'brawl', occurredFrom: iso(0), occurredTo: iso(SPANS * 5), location: { type: 'Point', coordinates: [108.2353, 11.795] } };
    const { id: incidentId } = (await t.as('officer', 'POST', '/incidents', incident)).json();
    const { id: pullId } = (await t.as('officer', 'POST', `/cameras/${cameraId}/footage/pulls`, { incidentId })).json();
    const state = () =>
      t.db.row<{ state: string; n: number; attempts: number }>(sql`SELECT state, segment_count AS n, attempts FROM edge_pull WHERE id = ${pullId}`);
    const begin = async () => {
      const worker = await startKillableWorker({
        MATPHO_DATABASE_URL: t.url,
        MATPHO_REDIS_URL: inject('redisUrl')!,
        MATPHO_BLOB_URL: `file://${dirname(t.blobs.incomingFolder)}`,
        MATPHO_SECRET_KEY: key.toString('base64'),
        MATPHO_CAMERA_NETWORKS: '127.0.0.0/8',
        MATPHO_LOG_LEVEL: 'silent',
      });
      workers.push(worker);
      return worker;
    };
    const first = await begin();
    await expect.poll(async () => (await state()).n, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(3);
    await first.kill();
    const killed = await state();
    expect(killed).toMatchObject({ state: 'running' });
    expect(killed.n).toBeLessThan(SPANS);
    const second = await begin();
    await expect.poll(async () => (await state()).state, { timeout: 120_000, interval: 200 }).toBe('done');
    await second.stop();
    expect(await state()).toMatchObject({ n: SPANS, attempts: 2 });
    const stored = await t.db.rows<{ fromMs: number; key: string }>(
      sql`SELECT lower(device_during) AS "fromMs", blob_key AS key FROM footage_segment WHERE camera_id = ${cameraId} ORDER BY 1`,
    );
    expect(stored.map(({ fromMs }) => Math.round((fromMs - startMs) / 100) / 10)).toEqual(spans.map((_, index) => index * 5));
    for (const { key: blobKey } of stored) expect(await t.blobs.stat(blobKey)).toBeDefined();
    process.stdout.write(`${JSON.stringify({ killedAfter: killed.n, of: SPANS })}\n`);
  } finally {
    for (const worker of workers) await worker.kill();
    await t.close();
    await recorder.stop();
  }
});
