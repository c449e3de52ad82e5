import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { newId } from '../../../platform/new-id.ts';
import { metadataOf } from '../handin/hand-in-driver.ts';
import { cameraBody, type TestApp, type TestUser } from '../test-app.ts';

/** When the cases of {@link makeWardRecords} happened. */
export const WARD_CASE = { from: '2026-11-20T01:00:00Z', to: '2026-11-20T01:05:00Z' } as const;

/** Where they happened. The cameras of both wards hang there: only the rules of access keep them apart. */
export const WARD_PLACE: readonly [lonDeg: number, latDeg: number] = [108.235, 11.795];

/** Whose records they are. */
export interface WardPeople {
  readonly board: TestUser;
  readonly officer: TestUser;
  readonly unitId: string;
}

/** Records that a path names after the one they belong to. */
export interface PartRecords {
  readonly mask: string;
  readonly absence: string;
  readonly reading: string;
  readonly recorderReading: string;
  readonly upload: string;
}

/** One record of each kind that belongs to a ward's board or lies in its units. */
export interface WardRecords extends PartRecords {
  readonly camera: string;
  readonly recorder: string;
  readonly incident: string;
  readonly request: string;
  readonly hold: string;
  readonly moment: string;
  readonly snapshot: string;
  readonly segment: string;
  readonly subscription: string;
  readonly subjectRequest: string;
}

function createMaker(t: TestApp) {
  return async (user: TestUser, path: string, body: unknown, headers?: Record<string, string>): Promise<string> => {
    const answer = await t.as(user, 'POST', path, body, headers);
    if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.body}`);
    return (answer.json() as { id: string }).id;
  };
}

/** Makes what belongs to a camera and a recorder of a board. Throws at the first that is refused. */
export async function makePartRecords(t: TestApp, board: TestUser, { camera, recorder }: { camera: string; recorder: string }): Promise<PartRecords> {
  const make = createMaker(t);
  const iso = (afterMs: number): string => new Date(t.clock.now() + afterMs).toISOString();
  const away = { from: iso(3_600_000), to: iso(7_200_000), reason: 'other' };
  const read = { trueTime: iso(0), deviceTime: iso(61_000), method: 'manual', uncertaintyMs: 900 };
  const upload = { 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': metadataOf({ deviceStart: '2026-11-20T08:00:00' }) };
  const corners = [[0, 0], [0.5, 0], [0.5, 0.5]]; // prettier-ignore
  return {
    mask: await make(board, `/cameras/${camera}/masks`, { outline: corners, reason: 'Cửa sổ nhà dân' }),
    absence: await make(board, `/cameras/${camera}/absences`, away),
    reading: await make(board, `/cameras/${camera}/clock-readings`, read),
    recorderReading: await make(board, `/recorders/${recorder}/clock-readings`, read),
    upload: await make(board, `/cameras/${camera}/footage/uploads`, undefined, upload),
  };
}

/** Makes them over the API, as the people whose they are; what only a worker makes is put into the database. Throws at the first that is refused. */
export async function makeWardRecords(t: TestApp, { board, officer, unitId }: WardPeople): Promise<WardRecords> {
  const make = createMaker(t);
  const placement = {
    ...(cameraBody(t.world)['placement'] as object),
    position: { type: 'Point', coordinates: WARD_PLACE },
    validFrom: '2026-01-01T00:00:00Z',
  };
  const camera = await make(board, '/cameras', cameraBody(t.world, { unitId, placement }));
  const source = { kind: 'rtsp', url: `rtsp://10.0.${randomBytes(1)[0]}.20`, channelUrlTemplate: '/ch{channel}' };
  const recorder = await make(board, '/recorders', { name: 'Đầu ghi', unitId, source, channels: [{ name: 'Mắt 1', channel: 1, placement }] });
  const incident = await make(officer, '/incidents', {
    category: 'brawl',
    occurredFrom: WARD_CASE.from,
    occurredTo: WARD_CASE.to,
    location: { type: 'Point', coordinates: WARD_PLACE },
    unitId,
  });
  const hold = await make(officer, `/incidents/${incident}/holds`, { cameraId: camera, ...WARD_CASE, reason: 'Giữ cho vụ việc' });
  await make(officer, `/incidents/${incident}/links`, { cameraId: camera, verdict: 'confirmed', note: '' });
  const asked = { cameraId: camera, ...WARD_CASE, purpose: 'Xác minh vụ việc', legalBasis: 'Bộ luật Tố tụng hình sự' };
  const request = await make(officer, `/incidents/${incident}/footage-requests`, asked);
  const applicant = { name: 'Nguyễn Thị B', contact: '0900000000' };
  return {
    camera,
    recorder,
    incident,
    request,
    hold,
    moment: await storeMoment(t, request),
    ...(await storePictures(t, camera)),
    subscription: await make(board, '/alert-subscriptions', { channel: 'email', address: `${board}.${randomBytes(4).toString('hex')}@example.com` }),
    ...(await makePartRecords(t, board, { camera, recorder })),
    subjectRequest: await make(board, '/subject-requests', { kind: 'copy', receivedAt: new Date(t.clock.now()).toISOString(), applicant }),
  };
}

/** A picture and a piece of footage of a camera, as if the service had taken them by schedule; nothing of them is read. */
export async function storePictures({ db, clock }: TestApp, camera: string): Promise<{ snapshot: string; segment: string }> {
  const [snapshot, segment] = [newId(clock.now()), newId(clock.now())];
  await db.run(sql`INSERT INTO snapshot (id, camera_id, taken_at, device_time_source, reason, sha256, blob_key, byte_length, width_px, height_px, expires_at)
    VALUES (${snapshot}, ${camera}, now(), 'none', 'schedule', ${Buffer.alloc(32)}, ${`a/${snapshot}`}, 1, 1, 1, now() + interval '1 day')`);
  await db.run(sql`INSERT INTO footage_segment (id, camera_id, true_during, uncertainty_ms, device_time_source, source, codec, sha256, blob_key, byte_length, expires_at)
    VALUES (${segment}, ${camera}, tstzrange(now(), now() + interval '5 seconds'), 0, 'none', 'recorded', 'h264', ${Buffer.alloc(32)}, ${`a/${segment}`}, 1, now() + interval '1 day')`);
  return { snapshot, segment };
}

/** A moment of a request's first second, as if its officer had watched it: nothing is open. */
export async function storeMoment({ db, clock }: TestApp, request: string): Promise<string> {
  const moment = newId(clock.now());
  await db.transaction(async (tx) => {
    // whether somebody watches is looked at by a trigger
    await tx.run(sql`SET LOCAL session_replication_role = replica`);
    await tx.run(sql`INSERT INTO case_moment (id, incident_id, camera_id, request_id, at, note, marked_by, marked_at)
      SELECT ${moment}, incident_id, camera_id, id, lower(during), 'Người chạy về phía chợ', requested_by, ${new Date(clock.now())} FROM footage_request WHERE id = ${request}`);
  });
  return moment;
}
