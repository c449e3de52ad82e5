import { createECDH, randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../../domain/app-error.ts';
import { createChannelRest } from '../../../workers/messages/channel-rest.ts';
import { createMessageDelivery } from '../../../workers/messages/message-delivery.ts';
import type { OutgoingMessage } from '../../../workers/messages/message-sender.ts';
import { createWorkerMetrics } from '../../../workers/metrics.ts';
import { startTestApp, TEST_PASSWORD, type TestApp, type TestUser } from '../../support/test-app.ts';

let t: TestApp;
let isGone = false;
const sent: OutgoingMessage[] = [];
let deliver: () => Promise<void>;

beforeAll(async () => {
  t = await startTestApp({ messageChannels: ['email', 'push'], settings: { pushHosts: ['push.example.com'] } });
  const take = async (message: OutgoingMessage) => {
    if (isGone) throw new AppError('invalid', 'push_gone', 'gone');
    sent.push(message);
  };
  const parts = { ...t.context, database: t.db, metrics: createWorkerMetrics(new Registry()), random: () => 0, rest: createChannelRest(() => 0) };
  const delivery = createMessageDelivery({ ...parts, senders: { push: take } });
  deliver = () => delivery.sendDue(new AbortController().signal);
});
afterAll(() => t.close());
beforeEach(async () => {
  isGone = false;
  await t.db.run(sql`DELETE FROM alert_subscription`);
});

const keys = createECDH('prime256v1');
keys.generateKeys();
const browser = (name: string) => ({
  endpoint: `https://push.example.com/${name}`,
  keys: { p256dh: keys.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') },
});
const CHROME = { 'user-agent': 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36' };

/** A session of its own, as a browser has it. */
async function signIn(username: TestUser) {
  const answer = await t.app.inject({ method: 'POST', url: '/api/v1/sessions', payload: { username, password: TEST_PASSWORD } });
  const { token } = answer.json<{ token: string }>();
  const call = (method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object, headers = {}) =>
    t.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${token}`, ...CHROME, ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
  return {
    call,
    subscribe: (body: object) => call('POST', '/push-subscriptions', body),
    pushes: async () =>
      (await call('GET', '/alert-subscriptions')).json<{ items: { id: string; channel: string }[] }>().items.filter(({ channel }) => channel === 'push'),
  };
}

describe('a browser', () => {
  test('is subscribed for the one key of the service, confirmed at once, and shown without its address', async () => {
    const phone = await signIn('board');
    const [first, second] = [await phone.call('GET', '/push-key'), await (await signIn('officer')).call('GET', '/push-key')];
    expect(first.json().publicKey).toMatch(/^B[\w-]{86}$/);
    expect(second.json()).toEqual(first.json());
    const answer = await phone.subscribe(browser('a'));
    expect(answer.statusCode, answer.body).toBe(201);
    expect(answer.json()).toMatchObject({ channel: 'push', address: 'Chrome, Android', confirmed: true, shared: false, active: true, channelAvailable: true });
    expect(answer.body).not.toContain('push.example.com');
    const [{ row }] = (await t.db.rows<{ row: string }>(sql`SELECT row_to_json(s)::text AS row FROM alert_subscription s`)) as [{ row: string }];
    expect(row).not.toContain('push.example');
    const [key] = await t.db.rows<{ row: string }>(sql`SELECT row_to_json(k)::text AS row FROM push_key k`);
    expect(key!.row).toContain(first.json().publicKey);
    // not among the ways for which an address is typed
    expect((await phone.call('GET', '/alert-subscriptions')).json().channels).toEqual(['email']);
  });

  test("is found among its administrator's own, however many others there are", async () => {
    const idsOf = async (user: TestUser, query: string) =>
      (await (await signIn(user)).call('GET', `/alert-subscriptions?${query}`)).json<{ items: { id: string }[] }>().items.map(({ id }) => id);
    const own = (await (await signIn('admin')).subscribe(browser('admin'))).json().id;
    // ids of one millisecond have no order
    t.clock.advance(1000);
    const board = await signIn('board');
    const others: string[] = [];
    for (const name of ['b1', 'b2', 'b3']) others.push((await board.subscribe(browser(name))).json().id);
    expect(await idsOf('admin', 'limit=3')).not.toContain(own);
    expect(await idsOf('admin', 'mine=true&limit=3')).toEqual([own]);
    expect(await idsOf('admin', 'mine=false')).toHaveLength(4);
    expect((await idsOf('board', 'mine=true')).toSorted()).toEqual(others.toSorted());
  });

  test.each([
    ['http', 'http://push.example.com/x'],
    ['another host', 'https://evil.example/x'],
    ['loopback', 'https://127.0.0.1/x'],
    ['a port', 'https://push.example.com:9200/x'],
    ['a user', 'https://a:b@push.example.com/x'],
  ])('is refused by an address with %s', async (_name, endpoint) => {
    const answer = await (await signIn('board')).subscribe({ ...browser('a'), endpoint });
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'push_address_refused']);
    expect(answer.body).not.toContain(endpoint);
  });

  test('is refused by keys that are none', async () => {
    const bad = await (await signIn('board')).subscribe({ ...browser('a'), keys: { p256dh: 'AAAA', auth: 'AAAA' } });
    expect([bad.statusCode, bad.json().code]).toEqual([422, 'push_keys_malformed']);
  });

  test('stays one subscription when it comes again, and follows its user into the next session', async () => {
    const monday = await signIn('board');
    const same = browser('a');
    const { id } = (await monday.subscribe(same)).json();
    expect((await monday.subscribe(same)).json().id).toBe(id);
    const tuesday = await signIn('board');
    expect((await tuesday.subscribe(same)).json().id).toBe(id);
    // the old session ends: it isn't that browser's any more
    await monday.call('DELETE', '/sessions/current');
    expect(await tuesday.pushes()).toHaveLength(1);
    await tuesday.call('DELETE', '/sessions/current');
    expect(await (await signIn('board')).pushes()).toEqual([]);
  });

  test('is no longer told for one user once another signed in there', async () => {
    const board = await signIn('board');
    await board.subscribe(browser('shared'));
    const officer = await signIn('officer');
    expect((await officer.subscribe(browser('shared'))).statusCode).toBe(201);
    expect(await board.pushes()).toEqual([]);
    expect(await officer.pushes()).toHaveLength(1);
  });

  test('is one of five: the sixth ends the oldest, and they take no room from addresses', async () => {
    const phone = await signIn('board');
    const ids: string[] = [];
    for (let number = 0; number < 6; number += 1) {
      // ids of one millisecond are in no order
      t.clock.advance(1000);
      ids.push((await phone.subscribe(browser(`b${number}`))).json().id);
    }
    expect((await phone.pushes()).map(({ id }) => id).sort()).toEqual(ids.slice(1).sort());
  });
});

describe('a push ends', () => {
  const standing = async () =>
    (await t.db.rows(sql`SELECT 1 FROM alert_subscription WHERE channel = 'push' AND deleted_at IS NULL AND address_sealed IS NOT NULL`)).length;

  test('with all of a person’s sessions, those that ran out by themselves too', async () => {
    await (await signIn('board')).subscribe(browser('a'));
    await t.db.run(sql`UPDATE alert_subscription SET session_id = NULL`);
    const later = await signIn('board');
    await later.subscribe(browser('b'));
    // from one's own page: all but this one
    await later.call('DELETE', '/account/sessions');
    expect(await later.pushes()).toHaveLength(1);
  });

  test('with the account', async () => {
    const { id } = (await t.as('admin', 'GET', '/users?limit=200'))
      .json<{ items: { id: string; username: string }[] }>()
      .items.find(({ username }) => username === 'board')!;
    await (await signIn('board')).subscribe(browser('a'));
    expect(await standing()).toBe(1);
    await t.as('admin', 'PATCH', `/users/${id}`, { disabled: true });
    expect(await standing()).toBe(0);
    await t.as('admin', 'PATCH', `/users/${id}`, { disabled: false });
  });
});

describe('a test message', () => {
  test('goes out by push, and a browser that has gone is forgotten', async () => {
    const phone = await signIn('officer');
    const { id } = (await phone.subscribe(browser('a'))).json();
    expect((await phone.call('POST', `/alert-subscriptions/${id}/test`)).statusCode).toBe(202);
    await deliver();
    expect(sent.at(-1)).toMatchObject({ channel: 'push', kind: 'test', address: expect.stringContaining('https://push.example.com/a') });
    isGone = true;
    await phone.call('POST', `/alert-subscriptions/${id}/test`);
    await deliver();
    expect(await phone.pushes()).toEqual([]);
    const [row] = await t.db.rows<{ address: Buffer | null }>(sql`SELECT address_sealed AS address FROM alert_subscription WHERE id = ${id}`);
    expect(row!.address).toBeNull();
  });
});

describe('what was entered for one user', () => {
  test('is not done as another who is signed in by now', async () => {
    const phone = await signIn('officer');
    const mine = (await phone.call('GET', '/sessions/current')).json().user.id as string;
    const refused = await phone.call('POST', '/push-subscriptions', browser('a'), { 'x-matpho-user': '0199c0de-0000-7000-8000-000000000001' });
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'other_user']);
    expect(await phone.pushes()).toEqual([]);
    expect((await phone.call('POST', '/push-subscriptions', browser('a'), { 'x-matpho-user': mine })).statusCode).toBe(201);
  });
});
