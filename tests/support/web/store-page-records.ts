import sharp from 'sharp';
import { vi } from 'vitest';
import { multipartOf } from '../imports/import-driver.ts';
import { csvOf, listOf } from '../imports/list-files.ts';
import type { PagePerson, PageRecords, PageTown } from './page-town.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** Packages are made of minutes of video. */
const SLOW = { timeout: 300_000, interval: 200 };
const iso = (ms: number): string => new Date(ms).toISOString();

/**
 * Fills a town with something for every page, all through the service and as the people whose acts these are: what boards keep, an incident that was worked on, and
 * what administrators set.
 *
 * @throws Error at the first act that is refused
 */
export async function storePageRecords(town: PageTown): Promise<PageRecords> {
  const recorder = await storeOfBoard(town);
  const importId = await sendList(town);
  await putMasks(town);
  await repair(town);
  const request = await workOnIncident(town);
  const longIncident = await storeLongIncident(town);
  const administered = await administer(town);
  await ringBell(town);
  await askAboutData(town);
  return {
    camera: town.cameraIds[0],
    importId,
    fault: town.faultId,
    recorder,
    incident: town.incident.id,
    longIncident,
    request,
    unit: town.wardId,
    ...administered,
  };
}

/** An address for messages, a recorder with its clock, and on the camera itself a clock reading, a photographed sign, an absence and a handed-in file; the recorder's id. */
async function storeOfBoard({ ask, words, unitId, cameraIds: [camera], incident, video }: PageTown): Promise<string> {
  const nowMs = Date.now();
  await ask('board', 'POST', '/alert-subscriptions', { channel: 'email', address: 'to.truong@example.com' });
  const [lon, lat] = incident.position;
  const channels = ['Cổng trước', 'Nhà xe', 'Sân sau'].map((place, index) => ({
    name: words.name(`${place} nhà văn hoá`),
    channel: index + 1,
    placement: {
      position: { type: 'Point', coordinates: [lon + index * 0.0001, lat + 0.0002] },
      heightM: 3.5,
      bearingDeg: 90 * index,
      tiltDeg: 15,
      hfovDeg: 80,
      rangeM: 30,
      resolution: { width: 1920, height: 1080 },
    },
  }));
  // without purpose and notice its cameras are drafts, which nobody dials
  const source = { kind: 'rtsp', url: 'rtsp://10.0.5.20', channelUrlTemplate: '/cam/realmonitor?channel={channel}&subtype=0' };
  const recorder = await ask('board', 'POST', '/recorders', { name: words.name('Đầu ghi nhà văn hoá'), unitId, source, channels });
  const reading = { trueTime: iso(nowMs - MINUTE_MS), deviceTime: iso(nowMs + 2 * MINUTE_MS), method: 'manual', uncertaintyMs: 900 };
  await ask('board', 'POST', `/recorders/${recorder.id}/clock-readings`, reading);
  await ask('board', 'POST', `/cameras/${camera}/absences`, {
    from: iso(nowMs + 30 * DAY_MS),
    to: iso(nowMs + 37 * DAY_MS),
    reason: 'seasonal',
    note: words.text('Cắt điện để sửa đường dây.'),
  });
  await ask('board', 'POST', `/cameras/${camera}/snapshots`, {});
  const sign = sharp({ create: { width: 640, height: 400, channels: 3, background: '#1d4e89' } });
  await sendFile(
    { ask },
    'board',
    `/cameras/${camera}/sign-photo`,
    'bien-bao.jpg',
    await sign
      .composite([{ input: Buffer.from(SIGN) }])
      .jpeg()
      .toBuffer(),
  );
  await sendFile({ ask }, 'board', `/cameras/${camera}/footage/uploads`, 'file.mp4', video, {
    filename: words.text('xuat tu dau ghi.mp4'),
    deviceStart: iso(incident.fromMs - 10 * MINUTE_MS),
  });
  return recorder.id;
}

const SIGN =
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"><text x="320" y="180" fill="white" font-size="64" text-anchor="middle" font-family="sans-serif">KHU VỰC CÓ</text><text x="320" y="270" fill="white" font-size="64" text-anchor="middle" font-family="sans-serif">CAMERA AN NINH</text></svg>';

async function sendFile<T>(
  { ask }: Pick<PageTown, 'ask'>,
  who: PagePerson,
  path: string,
  name: string,
  bytes: Buffer,
  fields: Readonly<Record<string, string>> = {},
): Promise<T> {
  const { payload, headers } = multipartOf(bytes, name, fields);
  return ask<T>(who, 'POST', path, payload, headers);
}

/** A list of cameras of which some rows are refused; the import's id, once it is through. */
async function sendList({ ask, words, unitId, incident: { position } }: PageTown): Promise<string> {
  const [lon, lat] = position;
  const rows = listOf(12, unitId).map((row, index) =>
    row
      .with(1, words.name(`Camera hẻm ${index + 1}`))
      .with(3, (lat + index * 0.00004).toFixed(6))
      .with(4, lon.toFixed(6)),
  );
  const mistaken = [
    rows[0]!.with(0, 'C-90').with(3, lon.toFixed(6)).with(4, lat.toFixed(6)),
    rows[1]!.with(0, 'C-91').with(1, ''),
    rows[2]!,
    rows[3]!.with(0, 'C-92').with(2, 'Tổ không có'),
  ];
  const { jobId } = await sendFile<{ jobId: string }>(
    { ask },
    'board',
    '/camera-imports',
    `${words.name('danh sach camera to').slice(0, 120)}.csv`,
    Buffer.from(csvOf([...rows, ...mistaken])),
  );
  await vi.waitUntil(async () => (await ask<{ state: string }>('board', 'GET', `/camera-imports/${jobId}`)).state === 'completed', SLOW);
  return jobId;
}

/** Two masks on the camera, one of which is asked to be lifted. */
async function putMasks({ ask, words, cameraIds: [camera] }: PageTown): Promise<void> {
  const mask = (left: number, top: number, width: number, height: number, reason: string) =>
    ask('board', 'POST', `/cameras/${camera}/masks`, {
      outline: [[left, top], [left + width, top], [left + width, top + height], [left, top + height]], // prettier-ignore
      reason: words.text(reason),
    });
  await mask(0.05, 0.1, 0.2, 0.3, 'Cửa sổ nhà dân đối diện.');
  const yard = await mask(0.7, 0.15, 0.25, 0.25, 'Sân trường mầm non.');
  await ask('board', 'POST', `/cameras/${camera}/masks/${yard.id}/lift-requests`, { reason: words.text('Trường đã chuyển đi.') });
}

async function repair({ ask, words, faultId }: PageTown): Promise<void> {
  await ask('board', 'PATCH', `/faults/${faultId}`, { responsible: words.name('Anh Tư thợ điện') });
  await ask('board', 'POST', `/faults/${faultId}/notes`, { text: words.text('Đã gọi thợ điện, hẹn sáng mai đến xem.') });
  await ask('officer', 'POST', `/cameras/${(await ask<{ cameraId: string }>('board', 'GET', `/faults/${faultId}`)).cameraId}/sign-reports`, {
    kind: 'missing',
  });
}

/** Links, a hold, a request that was opened and watched, one that waits, a moment and a package; the opened request's id. */
async function workOnIncident(town: PageTown): Promise<string> {
  const { ask, words, cameraIds, incident } = town;
  const [best, other] = cameraIds;
  const during = { from: iso(incident.fromMs), to: iso(incident.toMs) };
  const half = iso((incident.fromMs + incident.toMs) / 2);
  const path = `/incidents/${incident.id}`;
  await ask('officer', 'POST', `${path}/links`, { cameraId: best, verdict: 'confirmed', note: words.text('Thấy rõ xe máy rẽ trái.') });
  await ask('officer', 'POST', `${path}/holds`, { cameraId: other, ...during, reason: words.text('Giữ chờ đề nghị trích xuất.') });
  const why = { purpose: words.text('Xác minh diễn biến vụ việc.'), legalBasis: 'Bộ luật Tố tụng hình sự 2015, Điều 88' };
  const open = async (cameraId: string): Promise<string> => {
    const { id } = await ask('officer', 'POST', `${path}/footage-requests`, { cameraId, from: during.from, to: half, ...why });
    await ask('board', 'POST', `/footage-requests/${id}/decision`, { decision: 'approve', reason: words.text('Đúng mục đích.') });
    return id;
  };
  const request = await open(best);
  await open(other);
  await ask('officer', 'POST', `${path}/footage-requests`, { cameraId: best, from: half, to: during.to, ...why });
  const { id: packageId } = await ask('officer', 'POST', `${path}/evidence-packages`, {});
  await vi.waitUntil(async () => (await ask<{ state: string }>('officer', 'GET', `/evidence-packages/${packageId}`)).state === 'ready', SLOW);
  return request;
}

/** An incident of more than a day, which has no candidates until a second person agrees; its id. */
async function storeLongIncident({ ask, words, incident }: PageTown): Promise<string> {
  const stored = await ask('officer', 'POST', '/incidents', {
    category: 'theft',
    occurredFrom: iso(incident.fromMs - 3 * DAY_MS),
    occurredTo: iso(incident.fromMs - 1.5 * DAY_MS),
    location: { type: 'Point', coordinates: incident.position },
    uncertaintyM: 20,
    summary: words.text('Mất xe đạp, không rõ lúc nào.'),
  });
  return stored.id;
}

/** Rules, an invitation and a network; the organisation of `board`, and the invitation's token. */
async function administer({ ask, words, wardId, password }: PageTown): Promise<Pick<PageRecords, 'organisation' | 'invitation'>> {
  const rule = { deciders: 1, decisionWorkingDays: 2, expiryWorkingDays: 5, accessHours: 72, emergencyAllowed: true };
  await ask('admin', 'POST', '/footage-policies', { ...rule, unitId: wardId, basis: words.text('Quy chế phối hợp số 12.') });
  const { user } = await ask<{ user: { organisation: { id: string } } }>('board', 'GET', '/sessions/current');
  const organisationId = user.organisation.id;
  await ask('admin', 'PATCH', `/organisations/${organisationId}`, { cameraNetworks: ['10.0.5.0/24', '192.168.1.0/24:554'] });
  await ask('admin', 'POST', '/account/api-keys', { password, name: words.name('Bảng điện tử của xã'), actions: ['camera.read'], days: 90 });
  const invited = { username: 'chi.hoa', displayName: words.name('Chị Hoa, phó ban'), role: 'board', organisationId };
  const { token } = await ask<{ token: string }>('admin', 'POST', '/users', invited);
  return { organisation: organisationId, invitation: token };
}

/** A bell that was pressed a moment ago and that nobody has taken, while `officer` is on duty. */
async function ringBell({ ask, words, unitId, incident: { position } }: PageTown): Promise<void> {
  const bell = await ask<{ id: string; token: string }>('admin', 'POST', '/alarm-points', {
    name: words.name('Quỹ tín dụng chợ'),
    unitId,
    position: { type: 'Point', coordinates: position },
    category: 'theft',
  });
  await ask('officer', 'POST', '/alarms', { alarmPointId: bell.id }, { authorization: `Bearer ${bell.token}` });
}

/** What people asked about data of their own, and that clear text of the log be erased. */
async function askAboutData({ ask, words, cameraIds: [camera], incident }: PageTown): Promise<void> {
  const receivedAt = iso(Date.now() - MINUTE_MS);
  const register = (kind: string, name: string, changes: object = {}) =>
    ask('board', 'POST', '/subject-requests', {
      kind,
      receivedAt,
      summary: words.text('Hỏi về hình ở cổng chợ.'),
      applicant: { name: words.name(name), contact: '0912 345 678' },
      ...changes,
    });
  const copy = await register('copy', 'Trần Thị Hỏi Đáp', { cameraId: camera, during: { from: iso(incident.fromMs), to: iso(incident.toMs) } });
  await ask('board', 'POST', `/subject-requests/${copy.id}/steps`, { step: 'answer', note: words.text('Đã báo các bước tiếp theo.') });
  const deletion = await register('deletion', 'Lê Văn Xoá');
  const { items } = await ask<{ items: { seq: number; action: string }[] }>('auditor', 'GET', `/audit/events?cameraId=${camera}&limit=200`);
  await ask('admin', 'POST', '/log-erasures', {
    basis: 'subject_request',
    subjectRequestId: deletion.id,
    reason: words.text('Lời ghi nêu tên người yêu cầu, không cần cho vụ việc nào.'),
    entries: items.filter(({ action }) => action === 'mask.create').map(({ seq }) => seq),
  });
}
