import sql from 'sql-template-tag';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createChannelRest } from '../../../workers/messages/channel-rest.ts';
import { createMessageDelivery } from '../../../workers/messages/message-delivery.ts';
import type { OutgoingMessage } from '../../../workers/messages/message-sender.ts';
import { createWorkerMetrics } from '../../../workers/metrics.ts';
import { startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

const HOUR_MS = 3_600_000;
let t: TestApp;
const sent: OutgoingMessage[] = [];
/** The worker's part: sends what is due and keeps it. */
let deliver: () => Promise<void>;

beforeAll(async () => {
  t = await startTestApp({ messageChannels: ['email', 'chat'] });
  const take = async (message: OutgoingMessage) => void sent.push(message);
  const parts = { ...t.context, database: t.db, metrics: createWorkerMetrics(new Registry()), random: () => 0, rest: createChannelRest(() => 0) };
  const delivery = createMessageDelivery({ ...parts, senders: { email: take, chat: take } });
  deliver = () => delivery.sendDue(new AbortController().signal);
});
afterAll(() => t.close());

let number = 0;
const freshAddress = () => `nguoi${(number += 1)}@example.com`;
const subscribe = (user: TestUser, body: Record<string, unknown> = {}) =>
  t.as(user, 'POST', '/alert-subscriptions', { channel: 'email', address: freshAddress(), ...body });
const list = async (user: TestUser): Promise<{ id: string }[]> => (await t.as(user, 'GET', '/alert-subscriptions')).json().items;

async function codeFor(address: string): Promise<string> {
  await deliver();
  return /\b\d{6}\b/.exec(sent.findLast((message) => message.address === address)!.text)![0];
}

async function confirmed(user: TestUser, body: Record<string, unknown> = {}): Promise<{ id: string; address: string }> {
  const address = (body['address'] as string | undefined) ?? freshAddress();
  const { id } = (await subscribe(user, { ...body, address })).json();
  expect((await t.as(user, 'POST', `/alert-subscriptions/${id}/confirmation`, { code: await codeFor(address) })).statusCode).toBe(200);
  return { id, address };
}

describe('subscribing', () => {
  test('gives a masked, unconfirmed subscription with sensible wishes, and sends a code', async () => {
    const answer = await subscribe('board', { address: ' To.Truong@Example.COM ' });
    expect(answer.statusCode, answer.body).toBe(201);
    expect(answer.json()).toMatchObject({
      channel: 'email',
      address: 'T•••@example.com',
      shared: false,
      confirmed: false,
      active: true,
      language: 'vi',
      alertKinds: ['camera', 'group'],
      offeredKinds: ['camera', 'group'],
      minOutageMinutes: 10,
      quietHours: { from: '22:00', to: '06:00' },
      digestHour: null,
      withoutMarks: false,
      channelAvailable: true,
    });
    expect(answer.body).not.toMatch(/To\.Truong/i);
    const code = await codeFor('To.Truong@example.com');
    const stored = await t.db.rows<{ row: string }>(
      sql`SELECT row_to_json(s)::text || row_to_json(m)::text AS row FROM alert_subscription s JOIN message m ON m.subscription_id = s.id`,
    );
    // as a word of its own: among a thousand digits of sealed bytes any six may stand by chance
    const clear = new RegExp(`\\b${code}\\b|To\\.Truong`, 'i');
    for (const { row } of stored) expect(row).not.toMatch(clear);
  });

  test('is refused for what is no address, a channel that is not set up, and an address that is there', async () => {
    const codeOf = async (body: Record<string, unknown>) => {
      const answer = await subscribe('board', body);
      return [answer.statusCode, answer.json().code];
    };
    for (const address of ['a@b', 'a@example.com, b@example.com', 'a@example.com\r\nBcc: b@example.com', '"x y"@example.com', 'Tên <a@example.com>'])
      expect(await codeOf({ address })).toEqual([422, 'address_malformed']);
    expect(await codeOf({ channel: 'sms', address: '0912345678' })).toEqual([409, 'channel_not_available']);
    expect((await t.as('board', 'GET', '/push-key')).json()).toEqual({ publicKey: null });
    const push = await t.as('board', 'POST', '/push-subscriptions', { endpoint: 'https://fcm.googleapis.com/x', keys: { p256dh: 'AAAA', auth: 'AAAA' } });
    expect([push.statusCode, push.json().code]).toEqual([409, 'channel_not_available']);
    const { address } = await confirmed('board');
    expect(await codeOf({ address: ` ${address}` })).toEqual([409, 'subscription_exists']);
    expect(await codeOf({ quietHours: { from: '22:00', to: '22:00' } })).toEqual([422, 'validation_failed']);
    expect(await codeOf({ digestHour: 24 })).toEqual([422, 'validation_failed']);
  });

  test('says which ways of sending there are', async () => {
    expect((await t.as('officer', 'GET', '/alert-subscriptions')).json()).toMatchObject({ channels: ['email', 'chat'], nextCursor: null });
  });
});

describe('an address', () => {
  test('is confirmed only by the code that was sent to it; guessing ends after five tries', async () => {
    const address = freshAddress();
    const { id } = (await subscribe('board', { address })).json();
    const code = await codeFor(address);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    for (let n = 0; n < 5; n++)
      expect((await t.as('board', 'POST', `/alert-subscriptions/${id}/confirmation`, { code: wrong })).json().code).toBe('wrong_code');
    expect((await t.as('board', 'POST', `/alert-subscriptions/${id}/confirmation`, { code })).json().code).toBe('wrong_code');
    expect((await t.as('board', 'POST', `/alert-subscriptions/${id}/codes`)).statusCode).toBe(202);
    expect((await t.as('board', 'POST', `/alert-subscriptions/${id}/confirmation`, { code: await codeFor(address) })).json()).toMatchObject({
      confirmed: true,
    });
    expect((await t.as('board', 'POST', `/alert-subscriptions/${id}/codes`)).json().code).toBe('already_confirmed');
  });

  test('whose code is older than half an hour is not confirmed by it', async () => {
    const address = freshAddress();
    const { id } = (await subscribe('board', { address })).json();
    const code = await codeFor(address);
    t.clock.advance(31 * 60_000);
    expect((await t.as('board', 'POST', `/alert-subscriptions/${id}/confirmation`, { code })).json().code).toBe('wrong_code');
  });

  test('gets no more of them when all ask at once', async () => {
    const address = freshAddress();
    const answers = await Promise.all(
      (['board', 'board2', 'otherboard', 'officer', 'officer2', 'otherofficer', 'commander'] as const).map((user) => subscribe(user, { address })),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(3);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(4);
    // who of them won is chance, and later tests count what each user has
    const won = answers.flatMap((answer) => (answer.statusCode === 201 ? [answer.json<{ id: string }>().id] : []));
    await t.db.run(sql`DELETE FROM message WHERE subscription_id = ANY(${won}::uuid[])`);
    await t.db.run(sql`DELETE FROM alert_subscription WHERE id = ANY(${won}::uuid[])`);
  });

  test('gets three codes an hour at most, whoever asks and however often it is deleted', async () => {
    const address = freshAddress();
    const ids: string[] = [];
    for (const user of ['board', 'board2', 'officer'] as const) ids.push((await subscribe(user, { address })).json().id);
    const refused = await subscribe('commander', { address });
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'too_many_messages']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3500);
    expect((await t.as('board', 'DELETE', `/alert-subscriptions/${ids[0]}`)).statusCode).toBe(204);
    expect((await subscribe('board', { address })).statusCode).toBe(429);
    expect((await t.as('board2', 'POST', `/alert-subscriptions/${ids[1]}/codes`)).statusCode).toBe(429);
    t.clock.advance(HOUR_MS);
    expect((await subscribe('commander', { address })).statusCode).toBe(201);
  });
});

describe('a test message', () => {
  test('is a job that ends when it was delivered, five times an hour at most', async () => {
    const { id, address } = await confirmed('board');
    const { jobId } = (await t.as('board', 'POST', `/alert-subscriptions/${id}/test`)).json();
    expect((await t.as('board', 'GET', `/jobs/${jobId}`)).json()).toMatchObject({ kind: 'message', state: 'waiting', error: null });
    await deliver();
    expect(sent.at(-1)).toMatchObject({ address, kind: 'test', subject: '[Mắt Phố] Tin thử' });
    expect((await t.as('board', 'GET', `/jobs/${jobId}`)).json()).toMatchObject({ state: 'completed', progress: 1, result: { attempts: 1 } });
    expect((await t.as('officer', 'GET', `/jobs/${jobId}`)).statusCode).toBe(404);
    for (let n = 0; n < 4; n++) expect((await t.as('board', 'POST', `/alert-subscriptions/${id}/test`)).statusCode).toBe(202);
    expect((await t.as('board', 'POST', `/alert-subscriptions/${id}/test`)).json().code).toBe('too_many_messages');
  });

  test('goes to no address that was not confirmed', async () => {
    const { id } = (await subscribe('board')).json();
    expect((await t.as('board', 'POST', `/alert-subscriptions/${id}/test`)).json().code).toBe('not_confirmed');
  });
});

describe('whose it is', () => {
  test("a person's own is nobody else's, not even a colleague's; a shared one is the organisation's; an administrator sees all", async () => {
    const own = await confirmed('officer');
    const shared = await confirmed('officer', { shared: true });
    const idsOf = async (user: TestUser) => (await list(user)).map(({ id }) => id);
    expect(await idsOf('officer')).toEqual(expect.arrayContaining([own.id, shared.id]));
    expect(await idsOf('officer2')).toContain(shared.id);
    expect(await idsOf('officer2')).not.toContain(own.id);
    expect(await idsOf('otherofficer')).toEqual([]);
    expect(await idsOf('admin')).toEqual(expect.arrayContaining([own.id, shared.id]));
    expect((await t.as('officer2', 'PATCH', `/alert-subscriptions/${own.id}`, { active: false })).statusCode).toBe(404);
    expect((await t.as('officer2', 'PATCH', `/alert-subscriptions/${shared.id}`, { active: false })).json()).toMatchObject({ active: false });
    expect((await t.as('admin', 'DELETE', `/alert-subscriptions/${own.id}`)).statusCode).toBe(204);
  });

  test('only an administrator subscribes another organisation', async () => {
    const organisationId = (await t.as('board2', 'GET', '/sessions/current')).json().user.organisation.id;
    expect((await subscribe('board', { organisationId })).json().code).toBe('organisation_not_yours');
    expect((await subscribe('admin', { organisationId })).json()).toMatchObject({ organisationId, shared: true });
    expect((await subscribe('admin', { organisationId: '0199c0de-0000-7000-8000-00000000dead' })).json().code).toBe('unknown_organisation');
  });
});

describe('bells that nobody answered', () => {
  test('are told to police and commands from the start, and are refused to those who answer no bells', async () => {
    for (const user of ['officer', 'commander'] as const)
      expect((await subscribe(user)).json()).toMatchObject({ alertKinds: ['camera', 'group', 'alarm'], offeredKinds: ['camera', 'group', 'alarm'] });
    const refused = await subscribe('board', { alertKinds: ['camera', 'alarm'] });
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'kind_not_offered']);
    const { id } = await confirmed('board');
    expect((await t.as('board', 'PATCH', `/alert-subscriptions/${id}`, { alertKinds: ['alarm'] })).json().code).toBe('kind_not_offered');
    expect((await subscribe('admin', { alertKinds: ['alarm'] })).json().code).toBe('kind_not_offered');
    const organisationId = (await t.as('officer', 'GET', '/sessions/current')).json().user.organisation.id;
    const forPost = (await subscribe('admin', { organisationId, alertKinds: ['alarm'] })).json();
    expect(forPost).toMatchObject({ shared: true, alertKinds: ['alarm'] });
    expect((await t.as('officer', 'PATCH', `/alert-subscriptions/${forPost.id}`, { alertKinds: ['group'] })).json().alertKinds).toEqual(['group']);
  });
});

describe('changing', () => {
  test('touches only what is given; null takes the quiet hours away', async () => {
    const { id } = await confirmed('commander');
    const patch = async (body: Record<string, unknown>) => (await t.as('commander', 'PATCH', `/alert-subscriptions/${id}`, body)).json();
    expect(await patch({ language: 'en', digestHour: 7, minOutageMinutes: 0, alertKinds: ['group', 'group'] })).toMatchObject({
      language: 'en',
      digestHour: 7,
      minOutageMinutes: 0,
      alertKinds: ['group'],
      quietHours: { from: '22:00', to: '06:00' },
    });
    expect(await patch({ quietHours: null })).toMatchObject({ quietHours: null, digestHour: 7 });
    expect(await patch({ quietHours: { from: '21:30', to: '05:15' }, digestHour: null })).toMatchObject({
      quietHours: { from: '21:30', to: '05:15' },
      digestHour: null,
    });
    expect(await patch({})).toMatchObject({ language: 'en' });
  });

  test('and all else is in the access log, without an address', async () => {
    const { id, address } = await confirmed('board2');
    await t.as('board2', 'DELETE', `/alert-subscriptions/${id}`);
    const rows = await t.db.rows<{ action: string; detail: object }>(
      sql`SELECT action, detail FROM audit_event WHERE detail ->> 'subscriptionId' = ${id} ORDER BY id`,
    );
    expect(rows.map(({ action }) => action)).toEqual(['subscription.create', 'subscription.confirm', 'subscription.delete']);
    expect(JSON.stringify(rows)).not.toContain(address);
    expect(await t.db.row(sql`SELECT address_sealed AS address FROM alert_subscription WHERE id = ${id}`)).toEqual({ address: null });
  });
});

test('messages show to whom, what and how far, newest first, page by page; a code is never shown', async () => {
  const { id } = await confirmed('otherboard');
  t.clock.advance(1);
  await t.as('otherboard', 'POST', `/alert-subscriptions/${id}/test`);
  const first = (await t.as('otherboard', 'GET', '/messages?limit=1')).json();
  expect(first.items).toMatchObject([{ kind: 'test', state: 'waiting', attempts: 0, error: null, text: expect.stringContaining('tin thử') }]);
  const second = (await t.as('otherboard', 'GET', `/messages?limit=1&cursor=${first.nextCursor}`)).json();
  expect(second.items).toMatchObject([{ kind: 'code', state: 'sent', attempts: 1, text: null, to: expect.stringContaining('•••') }]);
  expect(second.nextCursor).toBeNull();
  expect((await t.as('otherofficer', 'GET', '/messages')).json().items).toEqual([]);
});
