import sql from 'sql-template-tag';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../domain/app-error.ts';
import type { MessageSender, OutgoingMessage } from '../../../workers/messages/message-sender.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { endTestAlert, insertTestAlert, insertTestSubscription } from '../../support/workers/alert-fixture.ts';
import { insertTown, type Town } from '../../support/workers/camera-fixture.ts';
import { AFTERNOON_MS, createMessageRig } from '../../support/workers/message-rig.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const QUIET = { fromMin: 22 * 60, toMin: 6 * 60 };

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

describe('a message that is not taken', () => {
  const later = new AppError('conflict', 'smtp_later', 'Not yet.');
  const down = new AppError('unreachable', 'smtp_unreachable', 'Not there.');

  it('is tried again with growing pauses, says the same each time, and shows what happened', async () => {
    const rig = rigAt();
    await subscribe(rig);
    const tries: OutgoingMessage[] = [];
    answer = async (message) => {
      tries.push(message);
      if (tries.length < 4) throw later;
    };
    await open(rig);
    for (let minute = 0; minute <= 10; minute++) {
      await rig.tick();
      rig.clock.advance(MINUTE_MS);
    }
    expect(tries).toHaveLength(4);
    expect(new Set(tries.map((message) => JSON.stringify(message))).size).toBe(1);
    expect(await rig.messages()).toMatchObject([{ state: 'sent', attempts: 4, errorCode: null }]);
  });

  it('is given up after a day, shows as failed, and its end is not told', async () => {
    const rig = rigAt();
    await subscribe(rig);
    let tries = 0;
    answer = async () => {
      tries += 1;
      throw down;
    };
    const alert = await open(rig);
    await rig.tick();
    expect(await rig.messages()).toMatchObject([{ state: 'waiting', attempts: 1, errorCode: 'smtp_unreachable' }]);
    rig.clock.advance(HOUR_MS);
    await endTestAlert(db.database, alert, rig.clock.now());
    for (let quarter = 0; quarter < 100; quarter++) {
      await rig.tick();
      rig.clock.advance(15 * MINUTE_MS);
    }
    expect(tries).toBeLessThan(40);
    answer = async () => undefined;
    await rig.tick();
    expect(sent).toEqual([]);
    expect(await rig.messages()).toMatchObject([{ state: 'failed', errorCode: 'smtp_unreachable' }]);
    expect(await rig.notices()).toEqual([
      { phase: 'opening', state: 'dropped', because: 'not_delivered' },
      { phase: 'end', state: 'dropped', because: 'opening_not_told' },
    ]);
  });

  it('waits out the quiet hours between tries', async () => {
    const rig = rigAt(Date.UTC(2026, 10, 22, 14, 59));
    await subscribe(rig, { quietHours: QUIET });
    let tries = 0;
    answer = async () => {
      tries += 1;
      if (tries === 1) throw later;
    };
    await open(rig);
    await rig.tick();
    for (let hour = 0; hour < 8; hour++) {
      rig.clock.advance(HOUR_MS);
      await rig.tick();
    }
    expect(tries).toBe(1);
    rig.clock.advance(HOUR_MS);
    await rig.tick();
    expect(sent).toHaveLength(1);
  });

  it('lets its end wait: the end never overtakes the opening', async () => {
    const rig = rigAt();
    await subscribe(rig);
    answer = async () => {
      throw later;
    };
    const alert = await open(rig);
    await rig.tick();
    rig.clock.advance(MINUTE_MS / 2);
    await endTestAlert(db.database, alert, rig.clock.now());
    await rig.tick();
    answer = async () => undefined;
    for (let minute = 0; minute < 8; minute++) {
      rig.clock.advance(MINUTE_MS);
      await rig.tick();
    }
    expect(sent.map(({ text }) => text.slice(0, 6))).toEqual(['Mất kế', 'Đã hết']);
  });

  it('on a dead mail server holds up nothing on another channel, and the dead one is left alone for a while', async () => {
    const rig = rigAt();
    for (let n = 0; n < 5; n++) await subscribe(rig, { address: `a${n}@example.com` });
    await subscribe(rig, { channel: 'sms', address: '+84912345678' });
    let mailTries = 0;
    let release = (): void => undefined;
    const hung = new Promise<void>((resolve) => {
      release = resolve;
    });
    answer = async ({ channel }) => {
      if (channel !== 'email') return;
      mailTries += 1;
      await hung;
      throw down;
    };
    await open(rig);
    await rig.plan();
    const first = rig.send();
    await expect.poll(() => sent.length).toBe(1);
    expect(sent[0]!.channel).toBe('sms');
    // the next job comes while the first still hangs, and doesn't queue up behind it
    await rig.send();
    release();
    await first;
    expect(mailTries).toBe(1);
    await rig.send();
    expect(mailTries).toBe(1);
    rig.clock.advance(30_000);
    await rig.send();
    expect(mailTries).toBe(2);
  });

  it('to many addresses goes out in one go, one ahead and then four side by side', async () => {
    const rig = rigAt();
    for (let n = 0; n < 12; n++) await subscribe(rig, { address: `a${n}@example.com` });
    let underWay = 0;
    const seen: [arrived: number, underWay: number][] = [];
    answer = async () => {
      underWay += 1;
      seen.push([sent.length, underWay]);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
    };
    await open(rig);
    await rig.tick();
    expect(sent).toHaveLength(12);
    expect(seen.filter(([arrived]) => arrived === 0)).toEqual([[0, 1]]);
    expect(Math.max(...seen.map(([, together]) => together))).toBeLessThanOrEqual(4);
  });

  it('whose address can not be opened any more says so and stops no other', async () => {
    const rig = rigAt();
    const lost = await subscribe(rig, { address: 'lost@example.com' });
    await db.database.run(sql`UPDATE alert_subscription SET address_key_id = 'gone' WHERE id = ${lost}`);
    await subscribe(rig, { address: 'here@example.com' });
    await open(rig);
    await rig.tick();
    expect(sent.map(({ address }) => address)).toEqual(['here@example.com']);
    expect((await rig.messages()).map(({ state, errorCode }) => [state, errorCode])).toEqual(
      expect.arrayContaining([
        ['waiting', 'address_unreadable'],
        ['sent', null],
      ]),
    );
  });

  it('is not tried where the channel was taken away, and given up in the end', async () => {
    const rig = createMessageRig(db.database, {});
    await subscribe(rig as Rig);
    await open(rig as Rig);
    await rig.tick();
    rig.clock.advance(24 * HOUR_MS + 1);
    await rig.tick();
    expect(await rig.messages()).toMatchObject([{ state: 'failed', attempts: 0, errorCode: 'channel_down' }]);
  });
});

describe('a worker that dies', () => {
  it('before the message was handed over costs nothing but time', async () => {
    const rig = rigAt();
    await subscribe(rig);
    await open(rig);
    await rig.plan();
    // it took the message and was never heard of again
    answer = () => new Promise(() => undefined);
    void rig.otherWorker().sendDue(new AbortController().signal);
    await expect.poll(async () => (await rig.messages())[0]!.state).toBe('sending');
    answer = async () => undefined;
    await rig.tick();
    expect(sent).toEqual([]);
    rig.clock.advance(3 * MINUTE_MS);
    await rig.tick();
    expect(sent).toHaveLength(1);
    expect(await rig.messages()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  it('keeps a message that was handed over from being sent again while the database is away for less than a minute and a half', async () => {
    let failures = 2;
    const flaky = { ...db.database, transaction: <T>(work: Parameters<typeof db.database.transaction<T>>[0]) => db.database.transaction(work) };
    const rig = createMessageRig(flaky, { email: far }, { settlePausesMs: [1, 1, 1] });
    await subscribe(rig as Rig);
    await open(rig as Rig);
    await rig.plan();
    answer = async () => {
      const whole = flaky.transaction;
      flaky.transaction = (work) => {
        if (failures-- > 0) throw new AppError('unavailable', 'database_unavailable', 'Gone.');
        flaky.transaction = whole;
        return whole(work);
      };
    };
    await rig.send();
    expect(await rig.messages()).toMatchObject([{ state: 'sent', attempts: 1 }]);
    rig.clock.advance(HOUR_MS);
    await rig.tick();
    expect(sent).toHaveLength(1);
  });
});
