import { createHmac } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMessageSenders } from '../../../workers/messages/message-senders.ts';
import { startHttpResponder, type HttpResponder } from '../../support/services/http-responder.ts';
import { startSmtpServer, type SmtpServer } from '../../support/services/smtp-server.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { endTestAlert, insertTestAlert, insertTestSubscription } from '../../support/workers/alert-fixture.ts';
import { insertTown, type Town } from '../../support/workers/camera-fixture.ts';
import { AFTERNOON_MS, createMessageRig } from '../../support/workers/message-rig.ts';

const MINUTE_MS = 60_000;
const SECRET = 'a secret of the gateway';
let db: MigratedTestDatabase;
let town: Town;
let mail: SmtpServer;
let gateway: HttpResponder;
const calls: { to: string; text: string }[] = [];

beforeEach(async () => {
  db = await createTestDatabase();
  town = await insertTown(db.database);
  mail = await startSmtpServer();
  calls.length = 0;
  gateway = await startHttpResponder(async (request, response) => {
    const body = await text(request);
    const signature = `sha256=${createHmac('sha256', SECRET)
      .update(`${String(request.headers['x-matpho-timestamp'])}.${body}`)
      .digest('hex')}`;
    if (request.headers['x-matpho-signature'] !== signature) return response.writeHead(401).end();
    calls.push(JSON.parse(body) as { to: string; text: string });
    return response.writeHead(200).end();
  });
});
afterEach(async () => {
  await mail.stop();
  await gateway.stop();
  await db.drop();
});

/** Subscriptions of a board by mail and by text message, on the real senders. */
async function rigWithListeners() {
  const clock = { now: () => rig.clock.now() };
  const senders = createMessageSenders(
    { email: { url: `smtp://127.0.0.1:${mail.port}`, from: 'matpho@example.com' }, sms: { url: gateway.url, secret: SECRET } },
    clock,
  );
  const rig = createMessageRig(db.database, senders, { publicUrl: 'https://mat.example' });
  await insertTestSubscription(db.database, rig.secretBox, { organisationId: town.organisationId }, { atMs: AFTERNOON_MS });
  await insertTestSubscription(
    db.database,
    rig.secretBox,
    { organisationId: town.organisationId },
    { atMs: AFTERNOON_MS, channel: 'sms', address: '+84912345678', withoutMarks: true },
  );
  return rig;
}

const inTown = () => ({ organisationId: town.organisationId, unitId: town.unitId });

it('a greylisting mail server delays the mail and not the text message; the end follows on both, once each', async () => {
  const rig = await rigWithListeners();
  await mail.behave([{ at: 'rcpt', do: '451 4.7.1 Try again later', times: 2 }]);
  const alert = await insertTestAlert(db.database, inTown(), { openedAtMs: rig.clock.now() });
  await rig.tick();
  expect([(await mail.messages()).length, calls.length]).toEqual([0, 1]);
  for (let minute = 0; minute < 5; minute++) {
    rig.clock.advance(MINUTE_MS);
    await rig.tick();
  }
  expect(await mail.messages()).toHaveLength(1);
  await endTestAlert(db.database, alert, rig.clock.now());
  for (let minute = 0; minute < 5; minute++) {
    rig.clock.advance(MINUTE_MS);
    await rig.tick();
  }
  expect((await mail.messages()).map(({ to }) => to)).toEqual([['to.truong@example.com'], ['to.truong@example.com']]);
  expect(calls.map((call) => call.text.slice(0, 20))).toEqual(['Mat Pho: Mat ket noi', 'Mat Pho: Da het - ma']);
  expect((await rig.messages()).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent', 'sent']);
});

it('an address that the mail server does not know fails at once, with the reason, and is not tried again', async () => {
  const rig = await rigWithListeners();
  await mail.behave([{ at: 'rcpt', do: '550 5.1.1 No such user', times: -1 }]);
  await insertTestAlert(db.database, inTown(), { openedAtMs: rig.clock.now() });
  await rig.tick();
  rig.clock.advance(60 * MINUTE_MS);
  await rig.tick();
  expect((await mail.stats()).connections).toBe(1);
  expect(await rig.messages()).toEqual(expect.arrayContaining([expect.objectContaining({ state: 'failed', attempts: 1, errorCode: 'smtp_address_refused' })]));
});

it('a connection that breaks after the server has the message: it is sent again under the same Message-ID, so that the receiver can tell', async () => {
  const rig = await rigWithListeners();
  await mail.behave([{ at: 'accepted', do: 'drop' }]);
  await insertTestAlert(db.database, inTown(), { openedAtMs: rig.clock.now() });
  await rig.tick();
  rig.clock.advance(2 * MINUTE_MS);
  await rig.tick();
  const ids = (await mail.messages()).map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1]);
  expect(ids).toHaveLength(2);
  expect(ids[1]).toBe(ids[0]);
});
