import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeCapabilities } from '../../db/repositories/camera-capability-repository.ts';
import type { CameraCapabilities } from '../../domain/camera-contact.ts';
import { cameraBody } from '../support/test-app.ts';
import { DESKTOP, PHONE } from '../support/web/browser-page.ts';
import { accessibilityFaults, overflowPx } from '../support/web/page-checks.ts';
import { startWebApp, type WebApp } from '../support/web/web-app.ts';

const CAPABILITIES: CameraCapabilities = {
  profiles: [
    { name: 'main', codec: 'h265', widthPx: 2560, heightPx: 1440, framesPerSecond: 25, services: ['media2', 'media1'] },
    { name: 'sub', codec: 'h264', widthPx: 640, heightPx: 360, framesPerSecond: 12, services: ['media2', 'media1'] },
  ],
  snapshotByHttp: true,
  media2: true,
  media1: true,
  clockReadable: true,
  streamable: true,
  services: [{ namespace: 'http://www.onvif.org/ver20/media/wsdl', version: '19.12' }],
  signIn: 'digest',
  events: true,
  edgeStorage: { recording: true, search: true, replay: true },
  securePort: 443,
};

let web: WebApp;
let id: string;
beforeAll(async () => {
  web = await startWebApp();
  // a draft: no worker asks it meanwhile
  const answer = await web.api.as('board', 'POST', '/cameras', cameraBody(web.api.world, { name: 'Ngã ba chợ', purpose: undefined }));
  id = answer.json<{ id: string }>().id;
});
afterAll(() => web.close());

it('says that nothing is known before the camera told it', async () => {
  const { page, complaints, close } = await web.open({ user: 'board', path: `/cameras/${id}` });
  await page.getByText('Camera chưa cho biết thông tin.').waitFor();
  expect(complaints).toEqual([]);
  await close();
});

it.each([
  [
    'vi',
    DESKTOP,
    'Thiết bị',
    ['Hikvision DS-2CD2143', 'H265 2560×1440 25 fps', 'Media2 (Profile T), Media1 (Profile S)', 'có HTTPS ở cổng 443', 'V5.7.3', 'bị che'],
  ],
  ['en', PHONE, 'Device', ['Hikvision DS-2CD2143', 'HTTP digest', 'HTTPS at port 443', 'V5.7.3', 'covered']],
] as const)('shows in %s what the camera told', async (language, size, title, texts) => {
  const { db } = web.api;
  const target = { cameraId: id, source: { kind: 'simulated', seed: 7, faults: {} } } as const;
  const identity = { manufacturer: 'Hikvision', model: 'DS-2CD2143', serialNumber: '0000123' };
  for (const firmware of ['V5.7.3', 'V5.8.0']) {
    await storeCapabilities(db, target, { identity: { ...identity, firmware }, capabilities: CAPABILITIES, problems: [] }, Date.now());
  }
  await db.run(
    sql`INSERT INTO camera_event_watch (camera_id, last_motion_at, last_tamper_at, last_tamper_kind) VALUES (${id}, now(), now(), 'covered') ON CONFLICT DO NOTHING`,
  );
  const { page, complaints, close } = await web.open({ user: 'officer', path: `/cameras/${id}`, language, size });
  const card = page.getByRole('region', { name: title, exact: true });
  for (const text of texts) await card.getByText(text).first().waitFor();
  expect(await overflowPx(page)).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});
