import { readFile } from 'node:fs/promises';
import { vi } from 'vitest';
import { findFfmpeg } from '../../media/ffmpeg-path.ts';
import { createReleaseStack } from '../../platform/release-stack.ts';
import { runMatpho, startMatpho } from '../support/cli/matpho-process.ts';
import { makeTemporaryFolder } from '../support/cli/temporary-folder.ts';
import { makeGreyVideo } from '../support/media/grey-video.ts';
import { startOnvifDevice } from '../support/onvif-device/start-onvif-device.ts';
import { startSmtpServer } from '../support/services/smtp-server.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { PagePerson, PageTown } from '../support/web/page-town.ts';
import { everydayWords } from '../support/web/page-words.ts';

/** The service at work on the demo town. */
export interface DemoTown {
  readonly url: string;
  readonly town: PageTown;
  close(): Promise<void>;
}

const PASSWORD = 'bảy ngọn đèn dưới nước';
/** Where the board's search finds devices. */
const SEARCHED = '127.0.60.0/28';
/** Cameras that are dead are found out within this time. */
const SETTLED = { timeout: 400_000, interval: 1000 };

interface Listed<T> {
  readonly items: readonly T[];
}

/** Starts `matpho` itself, as it was built, on a database of its own with the demo town, a mail server, and two devices that a search finds. */
export async function startDemoTown(): Promise<DemoTown> {
  const stack = createReleaseStack();
  const database = await createTestDatabase();
  stack.push('database', () => database.drop());
  const folder = await makeTemporaryFolder();
  stack.push('folder', () => folder.remove());
  const mail = await startSmtpServer();
  stack.push('mail', () => mail.stop());
  for (const [host, model] of [
    ['127.0.60.4', 'DVR-4'],
    ['127.0.60.9', 'IPC-A22'],
  ] as const) {
    const device = await startOnvifDevice({ authMode: 'none', identity: { manufacturer: 'Hãng Mẫu', model }, clockOffsetMs: 95_000 }, { host, port: 80 });
    stack.push(model, () => device.stop());
  }
  const settings = {
    MATPHO_DATABASE_URL: database.url,
    MATPHO_DATA_DIR: folder.path('data'),
    MATPHO_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    MATPHO_SEED_PASSWORD: PASSWORD,
    MATPHO_DEMO: 'on',
    MATPHO_CAMERA_NETWORKS: `${SEARCHED},10.0.0.0/8,192.168.0.0/16`,
    MATPHO_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    MATPHO_SMTP_FROM: 'matpho@example.com',
  };
  const seeded = await runMatpho(['seed', 'demo'], settings);
  if (seeded.code !== 0) throw new Error(seeded.stderr);
  const service = startMatpho(['start'], settings);
  stack.push('service', () => service.cleanUp());
  const url = (await service.says(/is ready: (http:\/\/localhost:\d+)\n/))[1]!;
  await vi.waitUntil(async () => (await fetch(`${url}/readyz`)).ok, SETTLED);

  const tokens = new Map<PagePerson, Promise<string>>();
  const signIn = async (username: PagePerson): Promise<string> => {
    const answer = await fetch(`${url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: PASSWORD }),
    });
    return ((await answer.json()) as { token: string }).token;
  };
  const tokenOf = (who: PagePerson): Promise<string> => {
    const known = tokens.get(who) ?? signIn(who);
    tokens.set(who, known);
    return known;
  };
  const ask: PageTown['ask'] = async <T>(who: PagePerson, method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const isRaw = Buffer.isBuffer(body);
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${await tokenOf(who)}`, ...(body !== undefined && !isRaw && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: isRaw ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${who} ${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  const town = await describeTown(ask, folder.path('grey.mp4'));
  return {
    url,
    town,
    async close() {
      const failures = await stack.releaseAll();
      if (failures.length > 0) throw failures[0]!.error;
    },
  };
}

/** Waits until the workers have found out what works, and looks up what the pages are about. */
async function describeTown(ask: PageTown['ask'], videoFile: string): Promise<PageTown> {
  const [fresh] = (
    await ask<Listed<{ id: string; occurredFrom: string; occurredTo: string; location: { coordinates: [number, number] } }>>(
      'officer',
      'GET',
      '/incidents?limit=1',
    )
  ).items;
  const seen = await ask<Listed<{ cameraId: string; availability: string }>>('officer', 'GET', `/incidents/${fresh!.id}/candidates`);
  const [best, other] = seen.items.filter(({ availability }) => availability === 'on_hand').map(({ cameraId }) => cameraId);
  const { unitId } = await ask<{ unitId: string }>('board', 'GET', `/cameras/${best}`);
  const { parentId } = await ask<{ parentId: string }>('board', 'GET', `/units/${unitId}`);
  const { id: searchId } = await ask('board', 'POST', '/discoveries', { cidr: SEARCHED });
  await vi.waitUntil(async () => (await ask<{ state: string }>('board', 'GET', `/discoveries/${searchId}`)).state === 'completed', SETTLED);
  const faultId = await vi.waitUntil(async () => (await ask<Listed<{ id: string }>>('board', 'GET', '/faults?open=true')).items[0]?.id, SETTLED);
  await makeGreyVideo((await findFfmpeg()).path, videoFile, 4);
  return {
    words: everydayWords,
    ask,
    password: PASSWORD,
    unitId,
    wardId: parentId,
    incident: { id: fresh!.id, fromMs: Date.parse(fresh!.occurredFrom), toMs: Date.parse(fresh!.occurredTo), position: fresh!.location.coordinates },
    cameraIds: [best!, other!],
    faultId,
    video: await readFile(videoFile),
  };
}
