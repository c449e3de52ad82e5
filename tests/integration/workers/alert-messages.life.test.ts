import sql from 'sql-template-tag';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deleteSubscription } from '../../../db/repositories/alert-subscription-repository.ts';
import { newId } from '../../../platform/new-id.ts';
import type { MessageSender, OutgoingMessage } from '../../../workers/messages/message-sender.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { endTestAlert, insertTestAlert, insertTestSubscription } from '../../support/workers/alert-fixture.ts';
import { insertTown, type Town } from '../../support/workers/camera-fixture.ts';
import { AFTERNOON_MS, createMessageRig } from '../../support/workers/message-rig.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const QUIET = { fromMin: 22 * 60, toMin: 6 * 60 };
/** 22:30 in Viet Nam. */
const NIGHT_MS = Date.UTC(2026, 10, 22, 15, 30);

let db: MigratedTestDatabase;
let town: Town;
let sent: OutgoingMessage[];
/** The far end of the socket; what it does is the test's to say. */
let answer: MessageSender;
beforeEach(async () => {
  db = await createTestDatabase();
  town = await insertTown(db.database);
  sent = [];
  answer = async () => undefined;
});
afterEach(() => db.drop());

const far: MessageSender = async (message, signal) => {
  await answer(message, signal);
  sent.push(message);
};
const rigAt = (startMs: number = AFTERNOON_MS) => createMessageRig(db.database, { email: far, sms: far }, { startMs, publicUrl: 'https://mat.example/' });
type Rig = ReturnType<typeof rigAt>;

const subscribe = (rig: Rig, wishes: Partial<Parameters<typeof insertTestSubscription>[3]> = {}, owner: { organisationId: string; userId?: string } = town) =>
  insertTestSubscription(
    db.database,
    rig.secretBox,
    { organisationId: owner.organisationId, ...(owner === town ? {} : owner) },
    { atMs: rig.clock.now() - 1, ...wishes },
  );
const open = (rig: Rig, options: Partial<Parameters<typeof insertTestAlert>[2]> = {}) =>
  insertTestAlert(db.database, town, { openedAtMs: rig.clock.now(), ...options });

describe('an alert', () => {
  it('is told once when it opens and once when it is over, however often the jobs run', async () => {
    const rig = rigAt();
    await subscribe(rig);
    const alert = await open(rig);
    for (let n = 0; n < 3; n++) await rig.tick();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ address: 'to.truong@example.com', subject: '[Mắt Phố] Mất kết nối: Ngã ba chợ 1' });
    expect(sent[0]!.text).toMatch(
      /^Mất kết nối: Ngã ba chợ 1\nTừ: 14:00 22\/11\/2026\nCần làm: kiểm tra nguồn điện và đường truyền\.\nhttps:\/\/mat\.example\/cameras\/[0-9a-f-]{36}\n\n-- \n/,
    );
    rig.clock.advance(29 * MINUTE_MS);
    await endTestAlert(db.database, alert, rig.clock.now());
    for (let n = 0; n < 3; n++) await rig.tick();
    expect(sent).toHaveLength(2);
    expect(sent[1]!.text).toContain('Đã hết – mất kết nối: Ngã ba chợ 1\nTừ 14:00 22/11/2026 đến 14:29 22/11/2026 (29 phút)');
    expect(await rig.notices()).toEqual([
      { phase: 'opening', state: 'told', because: null },
      { phase: 'end', state: 'told', because: null },
    ]);
    expect(await db.database.rows(sql`SELECT 1 FROM alert WHERE opening_announced_at IS NULL OR end_announced_at IS NULL`)).toEqual([]);
  });

  it.each([
    ['absence', 'vi', 'Thôi theo dõi vì đã báo vắng – mất kết nối: Ngã ba chợ 1'],
    ['absence', 'en', 'Not watched any more because an absence was entered – '],
    ['withdrawn', 'vi', 'Thôi theo dõi – mất kết nối: Ngã ba chợ 1'],
  ] as const)('that ends by %s is not told as over (%s)', async (because, language, words) => {
    const rig = rigAt();
    await subscribe(rig, { language });
    const alert = await open(rig);
    await rig.tick();
    rig.clock.advance(29 * MINUTE_MS);
    await endTestAlert(db.database, alert, rig.clock.now(), because);
    await rig.tick();
    expect(sent).toHaveLength(2);
    expect(sent[1]!.subject).toContain(words);
    expect(sent[1]!.text).not.toMatch(/Đã hết|Over –|29 /);
  });

  it('is planned once by two workers at once', async () => {
    const rig = rigAt();
    await subscribe(rig);
    await open(rig);
    await Promise.all([rig.plan(), rig.plan(), rig.plan()]);
    await Promise.all([rig.send(), rig.otherWorker().sendDue(new AbortController().signal)]);
    expect(sent).toHaveLength(1);
  });

  it('that is over before it was long enough is not told at all', async () => {
    const rig = rigAt();
    await subscribe(rig, { minOutageMin: 10 });
    const alert = await open(rig);
    await rig.tick();
    rig.clock.advance(9 * MINUTE_MS);
    await endTestAlert(db.database, alert, rig.clock.now());
    rig.clock.advance(HOUR_MS);
    await rig.tick();
    expect(sent).toEqual([]);
    expect(await rig.notices()).toEqual([{ phase: 'opening', state: 'dropped', because: 'too_short' }]);
  });

  it('that lasts is told when it has lasted long enough, not before', async () => {
    const rig = rigAt();
    await subscribe(rig, { minOutageMin: 10 });
    await open(rig);
    rig.clock.advance(10 * MINUTE_MS - 1);
    await rig.tick();
    expect(sent).toEqual([]);
    rig.clock.advance(1);
    await rig.tick();
    expect(sent).toHaveLength(1);
  });

  it('in the quiet hours waits for the morning; what is over by then is one line, and its end is not told again', async () => {
    const rig = rigAt(NIGHT_MS);
    await subscribe(rig, { quietHours: QUIET });
    const over = await open(rig, { name: 'Camera A' });
    await open(rig, { name: 'Camera B' });
    await rig.tick();
    rig.clock.advance(2 * HOUR_MS);
    await endTestAlert(db.database, over, rig.clock.now());
    await rig.tick();
    rig.clock.advance(5 * HOUR_MS + 29 * MINUTE_MS);
    await rig.tick();
    expect(sent).toEqual([]);
    rig.clock.advance(MINUTE_MS);
    await rig.tick();
    rig.clock.advance(HOUR_MS);
    await rig.tick();
    expect(sent).toHaveLength(1);
    expect(sent[0]!.subject).toBe('[Mắt Phố] 1 sự cố mới, 1 sự cố đã hết');
    expect(sent[0]!.text).toContain('Đã xảy ra và đã hết – mất kết nối: Camera A (điểm Ngã ba chợ)\nTừ 22:30 22/11/2026 đến 00:30 23/11/2026 (2 giờ)');
    expect(sent[0]!.text).toContain('Mất kết nối: Camera B (điểm Ngã ba chợ)\nTừ: 22:30 22/11/2026');
  });

  it('and its end reach a daily digest as one message at its hour', async () => {
    const rig = rigAt();
    await subscribe(rig, { digestHour: 7 });
    await open(rig, { name: 'Camera A' });
    rig.clock.advance(HOUR_MS);
    await open(rig, { name: 'Camera B' });
    for (let hour = 0; hour < 15; hour++) {
      await rig.tick();
      rig.clock.advance(HOUR_MS);
    }
    expect(sent).toEqual([]);
    rig.clock.advance(HOUR_MS);
    await rig.tick();
    expect(sent).toHaveLength(1);
    expect(sent[0]!.text).toMatch(/Camera A[^]*Camera B/);
  });

  it('of many comes as one text without marks, short enough to be paid for', async () => {
    const rig = rigAt();
    await subscribe(rig, { channel: 'sms', address: '+84912345678', withoutMarks: true });
    const cameras = Array.from({ length: 3 }, (_, n) => ({ id: newId(), name: `Mắt ${n + 1}` }));
    await open(rig, { kind: 'group', facts: { cameras, cameraCount: 12, siteName: null, facet: 'reachable', state: 'down', cause: null } });
    await rig.tick();
    expect(sent[0]!.text).toBe(
      'Mat Pho: Mat ket noi: 12 camera cung luc (cung dau ghi). Tu: 14:00 22/11/2026 Can lam: kiem tra dau ghi: nguon dien, duong truyen, o dia.',
    );
  });

  it('that comes in a burst is told in two messages: the first at once, the rest together', async () => {
    const rig = rigAt();
    await subscribe(rig);
    await open(rig, { name: 'Camera 0' });
    await rig.tick();
    for (let n = 1; n <= 40; n++) {
      await open(rig, { name: `Camera ${n}` });
      rig.clock.advance(1000);
      await rig.tick();
    }
    rig.clock.advance(3 * MINUTE_MS);
    await rig.tick();
    expect(sent).toHaveLength(2);
    expect(sent[1]!.subject).toBe('[Mắt Phố] 40 sự cố mới');
    expect(sent[1]!.text).toContain('và 10 sự cố khác');
  });
});

describe('who is told', () => {
  const organisation = async (kind: string, unitIds: readonly string[]): Promise<string> => {
    const id = newId();
    await db.database.run(sql`INSERT INTO organisation (id, kind, name) VALUES (${id}, ${kind}, 'Nơi khác')`);
    for (const unitId of unitIds) await db.database.run(sql`INSERT INTO organisation_unit (organisation_id, unit_id) VALUES (${id}, ${unitId})`);
    return id;
  };
  const addressesTold = async (rig: Rig) => {
    await rig.tick();
    return sent.map(({ address }) => address).sort();
  };

  it('is the owning board, the post of the unit and an administration; no other board, no other post', async () => {
    const rig = rigAt();
    const otherUnit = newId();
    await db.database.run(sql`INSERT INTO unit (id, level, name) VALUES (${otherUnit}, 'neighbourhood', 'Tổ dân phố 2')`);
    await subscribe(rig, { address: 'board@example.com' });
    await subscribe(rig, { address: 'post@example.com' }, { organisationId: await organisation('police_post', [town.unitId]) });
    await subscribe(rig, { address: 'admin@example.com' }, { organisationId: await organisation('administration', []) });
    await subscribe(rig, { address: 'otherboard@example.com' }, { organisationId: await organisation('board', [town.unitId]) });
    await subscribe(rig, { address: 'otherpost@example.com' }, { organisationId: await organisation('police_post', [otherUnit]) });
    await open(rig);
    expect(await addressesTold(rig)).toEqual(['admin@example.com', 'board@example.com', 'post@example.com']);
  });

  it('is nobody whose address is not confirmed, who is switched off, wants other kinds, or left', async () => {
    const rig = rigAt();
    const unconfirmed = await subscribe(rig, { address: 'unconfirmed@example.com' });
    await db.database.run(sql`UPDATE alert_subscription SET confirmed_at = NULL WHERE id = ${unconfirmed}`);
    const off = await subscribe(rig, { address: 'off@example.com' });
    await db.database.run(sql`UPDATE alert_subscription SET active = false WHERE id = ${off}`);
    await subscribe(rig, { address: 'groups@example.com', alertKinds: ['group'] });
    await subscribe(rig, { address: 'gone@example.com' }, { organisationId: town.organisationId, userId: town.userId });
    await db.database.run(sql`UPDATE app_user SET disabled_at = now() WHERE id = ${town.userId}`);
    await deleteSubscription(db.database, await subscribe(rig, { address: 'deleted@example.com' }), rig.clock.now());
    await open(rig);
    expect(await addressesTold(rig)).toEqual([]);
  });

  it('of an end is only who was told of the opening', async () => {
    const rig = rigAt();
    await subscribe(rig, { address: 'first@example.com' });
    const alert = await open(rig);
    await rig.tick();
    await subscribe(rig, { address: 'late@example.com' });
    rig.clock.advance(HOUR_MS);
    await endTestAlert(db.database, alert, rig.clock.now());
    await rig.tick();
    expect(sent.map(({ address }) => address)).toEqual(['first@example.com', 'first@example.com']);
  });

  it('is nobody who ended the subscription while the message waited', async () => {
    const rig = rigAt(NIGHT_MS);
    const subscription = await subscribe(rig, { quietHours: QUIET });
    await open(rig);
    await rig.tick();
    await deleteSubscription(db.database, subscription, rig.clock.now());
    rig.clock.advance(8 * HOUR_MS);
    await rig.tick();
    expect(sent).toEqual([]);
    expect(await rig.notices()).toEqual([{ phase: 'opening', state: 'dropped', because: 'unsubscribed' }]);
  });
});
