import { Registry } from 'prom-client';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { takeAlarm } from '../../../db/repositories/alarm-repository.ts';
import { insertMessage } from '../../../db/repositories/message-repository.ts';
import { AppError } from '../../../domain/app-error.ts';
import { newId } from '../../../platform/new-id.ts';
import { tellAnswered, tellUnanswered } from '../../../workers/alarms/unanswered-alarms.ts';
import { createChannelRest } from '../../../workers/messages/channel-rest.ts';
import { createMessageDelivery } from '../../../workers/messages/message-delivery.ts';
import type { OutgoingMessage } from '../../../workers/messages/message-sender.ts';
import { createWorkerMetrics } from '../../../workers/metrics.ts';
import { startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';
import { insertTestSubscription } from '../../support/workers/alert-fixture.ts';

const HOUR_MS = 3_600_000;
/** What every subscription here wishes: nothing at any hour but one, and that once a day. */
const ASLEEP = { quietHours: { fromMin: 0, toMin: 1439 }, digestHour: 7, minOutageMin: 600 } as const;

let t: TestApp;
let sent: OutgoingMessage[];
/** The far end: whether it takes what it is given. */
let isDown: boolean;
let deliver: () => Promise<void>;
/** What the keeper of a worker does every 3 s; two of them at once. */
let look: () => Promise<void>;

beforeAll(async () => {
  t = await startTestApp();
  const take = async (message: OutgoingMessage): Promise<void> => {
    if (isDown) throw new AppError('conflict', 'smtp_later', 'not now');
    sent.push(message);
  };
  const parts = { ...t.context, database: t.db, metrics: createWorkerMetrics(new Registry()), random: () => 0, rest: createChannelRest(() => 0) };
  const delivery = createMessageDelivery({ ...parts, senders: { email: take, sms: take } });
  deliver = () => delivery.sendDue(new AbortController().signal);
  const keeper = { database: t.db, clock: t.clock, publicUrl: 'https://mat.example/' };
  look = async () => {
    await Promise.all([tellUnanswered(keeper), tellUnanswered(keeper)]);
    await Promise.all([tellAnswered(keeper), tellAnswered(keeper)]);
  };
});
afterAll(() => t.close());
beforeEach(async () => {
  [sent, isDown] = [[], false];
  await t.db.run(sql`DELETE FROM message`);
  await t.db.run(sql`DELETE FROM alert_subscription`);
  await t.db.run(sql`UPDATE alarm SET escalated_at = now() WHERE escalated_at IS NULL AND NOT test`);
});

async function putUp(name = 'Quỹ tín dụng chợ'): Promise<(body?: Record<string, unknown>) => Promise<{ id: string }>> {
  const position = { type: 'Point', coordinates: [108.2352, 11.795] };
  const { id, token } = (await t.as('admin', 'POST', '/alarm-points', { name, unitId: t.world.north, position, category: 'theft' })).json();
  return async (body = {}) => (await t.anonymous('POST', '/alarms', { alarmPointId: id, ...body }, { authorization: `Bearer ${token}` })).json();
}

const userOf = (user: TestUser) =>
  t.db.row<{ id: string; organisationId: string }>(sql`SELECT id, organisation_id AS "organisationId" FROM app_user WHERE username = ${user}`);

async function subscribe(user: TestUser, options: Partial<Parameters<typeof insertTestSubscription>[3]> & { shared?: boolean } = {}): Promise<string> {
  const { shared = false, ...wishes } = options;
  const { id, organisationId } = await userOf(user);
  const owner = { organisationId, ...(shared ? {} : { userId: id }) };
  return insertTestSubscription(t.db, t.secretBox, owner, {
    address: `${user}@example.com`,
    alertKinds: ['camera', 'group', 'alarm'],
    ...ASLEEP,
    atMs: t.clock.now() - 1,
    ...wishes,
  });
}

async function pass(ms: number): Promise<void> {
  t.clock.advance(ms);
  await look();
  await deliver();
}
const heardOf = () => sent.map(({ address, subject }) => `${address}: ${subject}`).toSorted();
const messages = () => t.db.rows<{ state: string; code: string | null }>(sql`SELECT state, error_code AS code FROM message ORDER BY id`);

test('an alarm that nobody takes within a minute is told once to each who asked for it and answers for its unit, asleep or not', async () => {
  await Promise.all([
    subscribe('officer'),
    subscribe('officer2', { channel: 'sms', address: '+84912345678', withoutMarks: true }),
    subscribe('officer', { shared: true, address: 'post@example.com' }),
    subscribe('commander', { language: 'en' }),
    subscribe('otherofficer'),
    // a row that no page makes: bells are no matter of boards, nor of administrators
    subscribe('board'),
    subscribe('admin'),
    subscribe('officer2', { alertKinds: ['camera'], address: 'cameras-only@example.com' }),
  ]);
  await t.db.run(sql`UPDATE alert_subscription SET active = false WHERE id = ${await subscribe('officer', { address: 'paused@example.com' })}`);
  await t.db.run(sql`UPDATE alert_subscription SET confirmed_at = NULL WHERE id = ${await subscribe('officer', { address: 'unconfirmed@example.com' })}`);
  const ring = await putUp();
  const { id } = await ring();
  const taken = await (await putUp('Kho bạc'))();
  await t.as('officer', 'POST', `/alarms/${taken.id}/acknowledgement`);
  await (
    await putUp('Tiệm vàng')
  )({ test: true });
  t.clock.advance(30_000);
  await ring();
  await pass(29_000);
  expect(sent).toEqual([]);
  await pass(2000);
  await pass(3000);
  expect(heardOf()).toEqual([
    '+84912345678: [Mat Pho] Chuong canh bao chua ai nhan: Quy tin dung cho',
    'commander@example.com: [Mắt Phố] Nobody answered the alarm bell: Quỹ tín dụng chợ',
    'officer@example.com: [Mắt Phố] Chuông cảnh báo chưa ai nhận: Quỹ tín dụng chợ',
    'post@example.com: [Mắt Phố] Chuông cảnh báo chưa ai nhận: Quỹ tín dụng chợ',
  ]);
  expect(sent.find(({ address }) => address === 'officer@example.com')!.text).toMatch(
    /^Chuông cảnh báo chưa ai nhận: Quỹ tín dụng chợ\nỞ: Tổ dân phố Bắc\nĐổ lúc \d\d:\d\d \d\d\/\d\d\/\d{4} \(bấm 2 lần\)\nCần làm: mở mục "Trực ban" .+\nhttps:\/\/mat\.example\/duty\n\n-- \n/,
  );
  const short = sent.find(({ channel }) => channel === 'sms')!.text;
  expect([short.length <= 306, /\n/.test(short), short.startsWith('Mat Pho: Chuong canh bao chua ai nhan: Quy tin dung cho.')]).toEqual([true, false, true]);
  const shown = (await t.as('officer', 'GET', '/alarms?open=true')).json().items.find((item: { id: string }) => item.id === id);
  expect(shown.unansweredSince).toBe(new Date(t.clock.now() - 3000).toISOString());
});

test('a bell goes before what has waited longer on its channel', async () => {
  const subscriptionId = await subscribe('officer');
  const atMs = t.clock.now();
  for (const subject of ['một', 'hai', 'ba'])
    await insertMessage(t.db, { id: newId(atMs), subscriptionId, kind: 'test', subject, body: subject, atMs, giveUpAtMs: atMs + HOUR_MS });
  await (
    await putUp()
  )();
  await pass(61_000);
  expect([sent.length, sent[0]?.kind]).toEqual([4, 'alarm']);
});

test('when somebody takes it after all, who got the message hears so once, and what waits is withdrawn', async () => {
  await subscribe('officer');
  await subscribe('officer2');
  const ring = await putUp();
  const { id } = await ring();
  await pass(61_000);
  expect(sent).toHaveLength(2);
  await t.db.run(sql`UPDATE alert_subscription SET active = false WHERE user_id = (SELECT id FROM app_user WHERE username = 'officer2')`);
  await t.as('officer', 'POST', `/alarms/${id}/acknowledgement`);
  await pass(3000);
  await pass(3000);
  expect(sent.slice(2).map(({ address, subject, text }) => [address, subject, text.includes('Không cần làm gì thêm.')])).toEqual([
    ['officer@example.com', '[Mắt Phố] Chuông cảnh báo đã có người nhận: Quỹ tín dụng chợ', true],
  ]);

  isDown = true;
  const later = await ring();
  await pass(61_000);
  expect(await messages()).toContainEqual({ state: 'waiting', code: 'smtp_later' });
  await t.as('officer', 'POST', `/alarms/${later.id}/acknowledgement`);
  isDown = false;
  await pass(60_000);
  expect(sent).toHaveLength(3);
  expect((await messages()).filter(({ state }) => state !== 'sent')).toEqual([{ state: 'failed', code: 'alarm_answered' }]);
});

test('a bell that is pressed all the time sends three messages an hour to an address, and silences no other bell', async () => {
  await subscribe('officer');
  const ring = await putUp();
  for (let press = 0; press < 8; press += 1) {
    await ring();
    await pass(5 * 60_000);
  }
  expect(sent).toHaveLength(3);
  await (
    await putUp('Kho bạc')
  )();
  await pass(61_000);
  expect(sent.at(-1)!.subject).toContain('Kho bạc');
  t.clock.advance(HOUR_MS);
  await ring();
  await pass(61_000);
  expect(sent).toHaveLength(5);
});

test('a message about a bell is tried every two minutes at the latest, at night too, and given up after an hour', async () => {
  await subscribe('officer');
  await (
    await putUp()
  )();
  isDown = true;
  const tried = async () => (await t.db.row<{ attempts: number }>(sql`SELECT attempts FROM message`)).attempts;
  await pass(61_000);
  for (let minute = 0; minute < 10; minute += 2) await pass(2 * 60_000);
  expect(await tried()).toBe(6);
  await pass(HOUR_MS);
  expect(await messages()).toEqual([{ state: 'failed', code: 'smtp_later' }]);
});

// last: sessions don't outlive it
test('an alarm that is taken half a day later, when it is tidied up, is told to nobody any more', async () => {
  await subscribe('officer');
  const { id } = await (await putUp())();
  await pass(61_000);
  t.clock.advance(12 * HOUR_MS);
  const officerId = (await userOf('officer')).id;
  expect(await takeAlarm(t.db, id, officerId, t.clock.now())).toBe(true);
  await pass(3000);
  expect(sent).toHaveLength(1);
  expect(await t.db.rows(sql`SELECT settled_at IS NOT NULL AS settled FROM alarm_message WHERE alarm_id = ${id}`)).toEqual([{ settled: true }]);
});
