import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sql from 'sql-template-tag';
import { parseAllowedNetworks } from '../../../domain/allowed-networks.ts';
import { listChannelTargets } from '../../../db/repositories/contact-target-repository.ts';
import { createCheckReporter, type CheckReporter } from '../../../workers/checks/check-reporter.ts';
import { createCameraContacts } from '../../../workers/contacts/camera-contacts.ts';
import { createCameraDialer } from '../../../workers/contacts/camera-dialer.ts';
import { createHealthRecorder } from '../../../workers/health/health-recorder.ts';
import { createCheckRecorderJob } from '../../../workers/jobs/check-recorder-job.ts';
import { createPingDueCamerasJob } from '../../../workers/jobs/ping-due-cameras-job.ts';
import { startRtspServer, type RtspServer } from '../../support/services/rtsp-server.ts';
import { startTcpFront, type TcpFront } from '../../support/services/tcp-front.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';
import { insertTestRecorder, insertTown } from '../../support/workers/camera-fixture.ts';
import { createContactParts, runningJob } from '../../support/workers/contact-parts.ts';

const CREDENTIALS = { username: 'quan-sat', password: 'Rieng-cua-to-5' };
const NETWORKS = { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') };

describe('testing a recorder that was registered through the API', () => {
  let t: TestApp;
  let device: RtspServer;
  let front: TcpFront;
  let check: (recorderId: string) => Promise<{ state: string; result: unknown }>;
  let look: () => Promise<void>;
  let onProgress: () => Promise<void> = async () => undefined;
  let recorderId: string;
  let cameraIds: string[];

  beforeAll(async () => {
    t = await startTestApp({ addressPolicy: NETWORKS, isLive: true });
    device = await startRtspServer({ auth: 'digest', ...CREDENTIALS, path: '/Streaming/Channels/101', otherPaths: ['/Streaming/Channels/201'] });
    front = await startTcpFront(device.port);
    const parts = await createContactParts(t.db, t.clock);
    const dialer = createCameraDialer({ adapters: parts.adapters, addressPolicy: NETWORKS, secretBox: t.secretBox, clock: t.clock });
    const contacts = createCameraContacts({ dialer, clock: t.clock, metrics: parts.metrics });
    const health = createHealthRecorder({ database: t.db, clock: t.clock });
    const reporter = createCheckReporter({ database: t.db, clock: t.clock });
    const checks: CheckReporter = {
      run: (running, work) =>
        reporter.run(running, (run, progress) =>
          work(run, async (share) => {
            await progress(share);
            await onProgress();
          }),
        ),
    };
    const job = createCheckRecorderJob({ database: t.db, contacts, health, checks });
    const ping = createPingDueCamerasJob({ ...parts, contacts, health });
    look = () => ping(runningJob({}));
    check = async (id) => {
      const answer = await t.as('board', 'POST', `/recorders/${id}/checks`);
      expect(answer.statusCode, answer.body).toBe(202);
      const { jobId } = answer.json();
      await job(runningJob({ checkId: jobId }));
      return (await t.as('board', 'GET', `/jobs/${jobId}`)).json();
    };
    const { placement, purpose, notice } = cameraBody(t.world);
    const channels = [1, 2, 3].map((channel) => ({ name: `Mắt ${channel}`, channel, placement, purpose, notice, snapshotEverySeconds: 0 }));
    const source = { kind: 'rtsp', url: `rtsp://127.0.0.1:${front.port}`, channelUrlTemplate: '/Streaming/Channels/{channel}01', ...CREDENTIALS };
    const made = await t.as('board', 'POST', '/recorders', { name: 'Đầu ghi', unitId: t.world.north, source, channels });
    expect(made.statusCode, made.body).toBe(201);
    recorderId = made.json().id;
    cameraIds = made.json().channels.map((channel: { cameraId: string }) => channel.cameraId);
  });
  afterAll(async () => {
    await t.close();
    await front.shut();
    await device.stop();
  });
  const recorder = async () => (await t.as('board', 'GET', `/recorders/${recorderId}`)).json();

  it('tells which channels give a picture and which has nothing under its number', async () => {
    const { state, result } = await check(recorderId);
    expect({ state, ...(result as object) }).toMatchObject({
      state: 'completed',
      reachable: true,
      problems: [],
      channels: [
        { cameraId: cameraIds[0], snapshotOk: true, problems: [] },
        { cameraId: cameraIds[1], snapshotOk: true, problems: [] },
        { cameraId: cameraIds[2], snapshotOk: false, problems: [{ code: 'path_not_found' }] },
      ],
    });
    expect(JSON.stringify(result)).not.toContain(CREDENTIALS.password);
    const { reachable, lastProblem, channels } = await recorder();
    expect({ reachable, lastProblem }).toEqual({ reachable: 'up', lastProblem: null });
    expect(channels.map((channel: { state: string }) => channel.state)).toEqual(['online', 'online', 'offline']);
  });

  it('keeps one reading of its one clock, though every channel was asked', async () => {
    const rows = await t.db.rows<{ recorder: string | null }>(sql`SELECT recorder_id AS recorder FROM clock_reading`);
    expect(rows).toEqual([{ recorder: recorderId }]);
    expect(Math.abs((await recorder()).clock.offsetMs)).toBeLessThan(5000);
    const { items } = (await t.as('board', 'GET', `/cameras/${cameraIds[2]}/clock-readings`)).json();
    expect(items).toHaveLength(1);
  });

  it('asks a recorder that is gone once, and shows all of its channels down by it', async () => {
    await front.shut();
    const { result } = await check(recorderId);
    expect(result).toMatchObject({
      reachable: false,
      problems: [{ code: 'connection_refused' }],
      channels: cameraIds.map((cameraId) => ({ cameraId, snapshotOk: false, problems: [{ code: 'connection_refused' }] })),
    });
    await t.db.run(sql`UPDATE recorder_contact SET next_ping_at = now() - interval '1 second' WHERE recorder_id = ${recorderId}`);
    await look();
    const gone = await recorder();
    expect(gone).toMatchObject({ reachable: 'down', lastProblem: { code: 'connection_refused' } });
    expect((await t.as('board', 'GET', `/cameras/${cameraIds[0]}`)).json()).toMatchObject({ state: 'offline', recorder: { id: recorderId, down: true } });
    const causes = await t.db.rows<{ cause: object }>(
      sql`SELECT cause FROM camera_state_interval WHERE camera_id = ANY(${cameraIds.slice(0, 2)}::uuid[]) AND facet = 'reachable' AND upper_inf(during)`,
    );
    expect(causes.map(({ cause }) => cause)).toEqual(Array(2).fill({ code: 'connection_refused', recorderId }));
    await front.open();
  });

  it('keeps what the first channel had shown when the recorder dies after it, and reports the rest as problems', async () => {
    await check(recorderId);
    await look();
    const before = await t.db.row<{ at: number }>(sql`SELECT last_contact_at AS at FROM camera_state WHERE camera_id = ${cameraIds[0]}`);
    onProgress = () => front.shut();
    const { result } = await check(recorderId);
    onProgress = async () => undefined;
    await front.open();
    const refused = { snapshotOk: false, problems: [{ code: 'connection_refused' }] };
    expect(result).toMatchObject({
      reachable: true,
      identity: expect.any(Object),
      problems: [{ code: 'connection_refused' }],
      channels: [
        { cameraId: cameraIds[0], snapshotOk: true, problems: [] },
        { cameraId: cameraIds[1], ...refused },
        { cameraId: cameraIds[2], ...refused },
      ],
    });
    const kept = await t.db.row<{ at: number; problem: unknown }>(
      sql`SELECT last_contact_at AS at, last_problem AS problem FROM camera_state WHERE camera_id = ${cameraIds[0]}`,
    );
    expect(kept.at).toBeGreaterThan(before.at);
    expect(kept.problem).toBeNull();
  });

  it('leaves drafts out, says so when there is nothing else, and looks at more channels than a page holds', async () => {
    const channels = Array.from({ length: 130 }, (_, index) => index + 1);
    const large = await insertTestRecorder(t.db, await insertTown(t.db), { url: 'rtsp://127.0.0.1:1', channels });
    await t.db.run(sql`DELETE FROM camera_notice WHERE camera_id = ${large.cameraIds[4]}`);
    const listed = (await listChannelTargets(t.db, large.recorderId)).map(({ cameraId }) => cameraId);
    expect(listed).toEqual(large.cameraIds.filter((_, index) => index !== 4));

    const { placement } = cameraBody(t.world);
    const source = { kind: 'rtsp', url: `rtsp://127.0.0.1:${front.port}`, channelUrlTemplate: '/draft/{channel}', ...CREDENTIALS };
    const body = { name: 'Đầu ghi nháp', unitId: t.world.north, source, channels: [{ name: 'Mắt nháp', channel: 1, placement }] };
    const made = await t.as('board', 'POST', '/recorders', body);
    expect(made.statusCode, made.body).toBe(201);
    expect(await check(made.json().id)).toMatchObject({ state: 'failed', error: { code: 'only_drafts' } });
  });

  it('tells a wrong password once, and nobody is asked a second time', async () => {
    await t.as('board', 'PATCH', `/recorders/${recorderId}`, { credentials: { ...CREDENTIALS, password: 'sai-mat-khau-9' } });
    const before = (await device.stats()).totalConnections;
    const { result } = await check(recorderId);
    expect(result).toMatchObject({ reachable: true, problems: [{ code: 'auth_failed' }] });
    expect((await device.stats()).totalConnections - before).toBe(1);
    await t.as('board', 'PATCH', `/recorders/${recorderId}`, { credentials: CREDENTIALS });
    expect(((await check(recorderId)).result as { problems: unknown }).problems).toEqual([]);
  });
});
