import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import sql from 'sql-template-tag';
import { ROLES, type Role } from '../../../domain/role.ts';
import { newId } from '../../../platform/new-id.ts';
import { multipartOf } from '../imports/import-driver.ts';
import type { TestApp, TestUser } from '../test-app.ts';
import { createFaultWatch } from '../workers/fault-watch.ts';
import { makePartRecords, makeWardRecords, type WardRecords } from './ward-records.ts';

/** What the tests of one's own and others' records need beside the first ward's. */
export interface MoreRecords {
  /** Of the other ward. */
  readonly other: WardRecords & { readonly photo: string };
  /** A second set of the first ward's, for what is deleted twice. */
  readonly spare: WardRecords & { readonly shift: string; readonly photo: string };
  /** By role, records that only their own person reaches. */
  readonly personal: Readonly<Record<Role, Readonly<Record<string, string>> & { readonly session: string; readonly apiKey: string }>>;
}

/** A session and a key for programs of a user, beside the ones that the tests work with. */
async function storeOwn({ db, clock }: TestApp, user: TestUser): Promise<{ session: string; apiKey: string }> {
  const own = { session: newId(clock.now()), apiKey: newId(clock.now()) };
  await db.run(sql`INSERT INTO session (id, token_sha256, user_id, created_at, last_seen_at, expires_at)
    SELECT ${own.session}, ${randomBytes(32)}, id, now(), now(), now() + interval '1 hour' FROM app_user WHERE username = ${user}`);
  await db.run(sql`INSERT INTO api_key (id, user_id, name, token_sha256, actions, created_at, expires_at)
    SELECT ${own.apiKey}, id, 'Thử', ${randomBytes(32)}, ARRAY['camera.read'], now(), now() + interval '1 hour' FROM app_user WHERE username = ${user}`);
  return own;
}

/** An address of a person's own, and the message with its code, which is a job of that person. */
async function subscribe(t: TestApp, user: TestUser): Promise<Record<string, string>> {
  const { id } = (await t.as(user, 'POST', '/alert-subscriptions', { channel: 'email', address: `${user}@example.com` })).json();
  const { jobId } = (await t.as(user, 'POST', `/alert-subscriptions/${id}/codes`)).json();
  return { subscription: id, job: jobId, message: jobId };
}

/** Puts a second shift after the one that is there; returns its id and whose they are. */
async function addShift(t: TestApp): Promise<{ shift: string; dutyOfficer: string }> {
  const { user, from, to } = (await t.as('commander', 'GET', '/duty-shifts')).json().items[0];
  const later = { userId: user.id, from: new Date(Date.parse(to)).toISOString(), to: new Date(2 * Date.parse(to) - Date.parse(from)).toISOString() };
  return { shift: (await t.as('commander', 'POST', '/duty-shifts', later)).json().items[0].id, dutyOfficer: user.id };
}

const photograph = (): Promise<Buffer> =>
  sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();

async function photographSign(t: TestApp, cameraId: string): Promise<void> {
  const { payload, headers } = multipartOf(await photograph(), 'bien-bao.jpg');
  await t.as('board', 'POST', `/cameras/${cameraId}/sign-photo`, payload, headers);
}

/** A photograph of the repair of a camera's fault; returns its id. */
async function photographRepair(t: TestApp, board: TestUser, faultId: string): Promise<string> {
  const { payload, headers } = multipartOf(await photograph(), 'nguon.jpg', { text: 'Đã thay nguồn' });
  return (await t.as(board, 'POST', `/faults/${faultId}/photo-notes`, payload, headers)).json().notes[0].photos[0].id;
}

/** Has the other ward's camera fail; returns its entry in the repair ledger. */
async function failOther(t: TestApp, cameraId: string): Promise<string> {
  const watch = createFaultWatch(t.db, t.clock);
  await watch.become([cameraId], 'down');
  return (await watch.faults([cameraId]))[0]!.id;
}

/** Makes them, and adds to `ids` what is missing of the first ward's. */
export async function storeMoreRecords(t: TestApp, ids: Record<string, string>): Promise<MoreRecords> {
  Object.assign(ids, await makePartRecords(t, 'board', { camera: ids['camera']!, recorder: ids['recorder']! }), { ward: t.world.ward });
  const theirs = await makeWardRecords(t, { board: 'otherboard', officer: 'otherofficer', unitId: t.world.otherWard });
  const other = { ...theirs, photo: await photographRepair(t, 'otherboard', await failOther(t, theirs.camera)) };
  ids['photo'] = await photographRepair(t, 'board', ids['fault']!);
  const { shift, dutyOfficer } = await addShift(t);
  // notes of one millisecond have no order
  t.clock.advance(1);
  const photo = await photographRepair(t, 'board', ids['fault']!);
  const spare = { ...(await makeWardRecords(t, { board: 'board', officer: 'officer', unitId: t.world.north })), shift, photo };
  await photographSign(t, ids['camera']!);
  const stored = await Promise.all(ROLES.map(async (role) => [role, await storeOwn(t, role)] as const));
  const own = Object.fromEntries(stored) as MoreRecords['personal'];
  const personal = {
    ...own,
    officer: { ...own.officer, ...(await subscribe(t, 'officer')) },
    commander: { ...own.commander, ...(await subscribe(t, 'commander')) },
  };
  const account = await storeOwn(t, 'officer2');
  const { id: user } = await t.db.row<{ id: string }>(sql`SELECT id FROM app_user WHERE username = 'officer2'`);
  const message = (await t.as('board', 'GET', '/messages')).json().items[0].id;
  Object.assign(ids, personal.board, { user, userSession: account.session, userKey: account.apiKey, dutyOfficer, message });
  return { other, spare, personal };
}
