import { describe, expect, it } from 'vitest';
import { deviceTimeMs } from '../../support/onvif-device/device-service/clock-options.ts';
import { faceRecognition, motionAlarm, plateRecognition, signalLoss, tamperAlarm } from '../../support/onvif-device/events/sample-events.ts';
import type { OnvifDevice } from '../../support/onvif-device/start-onvif-device.ts';
import { at, call, callWithDigest, device, subcodes } from './onvif-device-calls.ts';

const tev = 'http://www.onvif.org/ver10/events/wsdl';
const wsnt = 'http://docs.oasis-open.org/wsn/b-2';
const wsa = 'http://www.w3.org/2005/08/addressing';
const topics = 'xmlns:tns1="http://www.onvif.org/ver10/topics"';
const concreteSet = 'http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet';
const open = { authMode: 'none' } as const;

const create = (inside = '') => `<CreatePullPointSubscription xmlns="${tev}">${inside}</CreatePullPointSubscription>`;
const filter = (expression: string, dialect = concreteSet) =>
  `<Filter><n:TopicExpression xmlns:n="${wsnt}" ${topics} Dialect="${dialect}">${expression}</n:TopicExpression></Filter>`;
const pull = (timeout: string, limit = 10) => `<PullMessages xmlns="${tev}"><Timeout>${timeout}</Timeout><MessageLimit>${limit}</MessageLimit></PullMessages>`;
const events = (started: OnvifDevice, body: string, header = '') => call(at(started, '/onvif/events'), body, header);
const topicsOf = (text: string) => [...text.matchAll(/<wsnt:Topic [^>]*>tns1:([^<]*)</g)].map((match) => match[1]);

async function subscribe(started: OnvifDevice, inside = ''): Promise<string> {
  const { text } = await events(started, create(inside));
  return /<wsa:Address>([^<]*)</.exec(text)?.[1] ?? '';
}

describe('pull points', () => {
  it('hand out what happened since the subscription, at most as much as was asked for', async () => {
    const started = await device(open);
    started.emit(motionAlarm(true));
    const address = await subscribe(started);
    started.emit(motionAlarm(true));
    started.emit(tamperAlarm('GlobalSceneChange', true));
    started.emit(motionAlarm(false));
    expect(topicsOf((await call(address, pull('PT1S', 2))).text)).toEqual(['VideoSource/MotionAlarm', 'VideoSource/GlobalSceneChange/ImagingService']);
    expect(topicsOf((await call(address, pull('PT1S', 2))).text)).toEqual(['VideoSource/MotionAlarm']);
  });

  it('tell in device time what happened', async () => {
    const nowMs = Date.UTC(2025, 6, 1, 5, 0, 0, 250);
    const started = await device({ ...open, now: () => nowMs, clockOffsetMs: 60_000 });
    const address = await subscribe(started);
    started.emit(motionAlarm(true));
    const { text } = await call(address, pull('PT1S'));
    expect(text).toContain(
      '<wsnt:Message><tt:Message UtcTime="2025-07-01T05:01:00.250Z" PropertyOperation="Changed">' +
        '<tt:Source><tt:SimpleItem Name="Source" Value="video_source_1"/></tt:Source>' +
        '<tt:Data><tt:SimpleItem Name="State" Value="true"/></tt:Data></tt:Message></wsnt:Message>',
    );
    expect(text).toContain('<tev:CurrentTime>2025-07-01T05:01:00.250Z</tev:CurrentTime>');
    expect(text).toContain('<tev:TerminationTime>2025-07-01T05:02:00.250Z</tev:TerminationTime>');
  });

  it('wait for an event, and answer with none after the timeout', async () => {
    const started = await device(open);
    const address = await subscribe(started);
    const waiting = call(address, pull('PT60S'));
    await started.waitFor('PullMessages');
    started.emit(motionAlarm(true));
    expect(topicsOf((await waiting).text)).toEqual(['VideoSource/MotionAlarm']);
    const none = await call(address, pull('PT0.02S'));
    expect([none.status, topicsOf(none.text)]).toEqual([200, []]);
  });

  it('take one pull at a time, and none that waits too long', async () => {
    const started = await device(open);
    const address = await subscribe(started);
    const waiting = call(address, pull('PT60S'));
    await started.waitFor('PullMessages');
    const second = await call(address, pull('PT1S'));
    expect([second.status, second.text.includes('UnableToGetMessagesFault')]).toEqual([500, true]);
    started.emit(motionAlarm(true));
    await waiting;
    expect((await call(address, pull('PT2H'))).text).toContain('<tev:MaxTimeout>PT300S</tev:MaxTimeout>');
    expect(subcodes(await call(address, pull('PT1S', 0)))).toEqual(['InvalidArgVal']);
  });

  it('start with the properties that are alive, and repeat them at a synchronisation point', async () => {
    const started = await device({ ...open, initialEvents: [signalLoss(false), tamperAlarm('ImageTooDark', true)] });
    const address = await subscribe(started);
    const initial = (await call(address, pull('PT1S'))).text;
    expect(initial.match(/PropertyOperation="Initialized"/g)).toHaveLength(2);
    expect((await call(address, `<SetSynchronizationPoint xmlns="${tev}"/>`)).status).toBe(200);
    expect(topicsOf((await call(address, pull('PT1S'))).text)).toHaveLength(2);
  });

  it('end by Unsubscribe, by their time and at the limit of the device', async () => {
    let nowMs = 0;
    const started = await device({ ...open, now: () => nowMs, maxPullPoints: 1 });
    const address = await subscribe(started, '<InitialTerminationTime>PT30S</InitialTerminationTime>');
    const tooMany = await events(started, create());
    expect([tooMany.status, tooMany.text.includes('SubscribeCreationFailedFault')]).toEqual([500, true]);
    const renewed = await call(address, `<Renew xmlns="${wsnt}"><TerminationTime>PT40S</TerminationTime></Renew>`);
    expect(renewed.text).toContain('<wsnt:TerminationTime>1970-01-01T00:00:40.000Z<');
    nowMs = 40_000;
    const expired = await call(address, pull('PT1S'));
    expect([expired.status, expired.text.includes('wsrf-r:ResourceUnknownFault')]).toEqual([500, true]);
    const second = await subscribe(started);
    expect((await call(second, `<Unsubscribe xmlns="${wsnt}"/>`)).status).toBe(200);
    expect((await call(second, pull('PT1S'))).status).toBe(500);
  });

  it("take absolute termination times on the device's clock", async () => {
    const started = await device({ ...open, clockOffsetMs: 3_600_000 });
    const ends = (aheadMs: number) => new Date(deviceTimeMs(started.options) + aheadMs).toISOString();
    const send = (time: string) => events(started, create(`<InitialTerminationTime>${time}</InitialTerminationTime>`));
    expect((await send(ends(60_000))).status).toBe(200);
    expect((await send(ends(-3_000_000))).text).toContain('UnacceptableInitialTerminationTimeFault');
  });

  it('need a sign-in of their own', async () => {
    const started = await device();
    const created = await callWithDigest(at(started, '/onvif/events'), create());
    const address = /<wsa:Address>([^<]*)</.exec(created.text)?.[1] ?? '';
    expect(new URL(address).search).toBe('?Idx=1');
    expect((await call(address, pull('PT0S'))).status).toBe(401);
    expect((await callWithDigest(address, pull('PT0S'))).status).toBe(200);
  });
});

describe('topic filters', () => {
  it.each([
    ['tns1:VideoSource//.', ['VideoSource/MotionAlarm', 'VideoSource/ImageTooDark/ImagingService']],
    ['tns1:VideoSource/MotionAlarm', ['VideoSource/MotionAlarm']],
    [' tns1:VideoSource/MotionAlarm | tns1:RuleEngine/Recognition//. ', ['VideoSource/MotionAlarm', 'RuleEngine/Recognition/Face']],
    ['tns1:VideoSource', []],
  ])('%s', async (expression, passed) => {
    const started = await device(open);
    const address = await subscribe(started, filter(expression));
    for (const event of [motionAlarm(true), tamperAlarm('ImageTooDark', true), faceRecognition('x')]) started.emit(event);
    expect(topicsOf((await call(address, pull('PT0S'))).text)).toEqual(passed);
  });

  it.each([
    [filter('tns1:A', 'urn:other'), 'TopicExpressionDialectUnknownFault'],
    [filter('nix:A'), 'InvalidTopicExpressionFault'],
    [filter('tns1:A//.', 'http://docs.oasis-open.org/wsn/t-1/TopicExpression/Concrete'), 'InvalidTopicExpressionFault'],
    [`<Filter><n:MessageContent xmlns:n="${wsnt}" Dialect="urn:x">x</n:MessageContent></Filter>`, 'InvalidFilterFault'],
  ])('%s', async (inside, fault) => {
    const answer = await events(await device(open), create(inside));
    expect([answer.status, answer.text.includes(fault)]).toEqual([500, true]);
    expect(answer.text).toContain('<wsa:Action>http://www.w3.org/2005/08/addressing/soap/fault</wsa:Action>');
  });
});

describe('WS-Addressing', () => {
  const action = `${tev}/EventPortType/CreatePullPointSubscription`;
  const header = (name: string, value: string) => `<a:${name} xmlns:a="${wsa}">${value}</a:${name}>`;

  it('answers with the action of the reply and the id of the request', async () => {
    const started = await device(open);
    const { text } = await events(started, create(), header('Action', `${action}Request`) + header('MessageID', 'urn:uuid:7'));
    expect(text).toContain(`<wsa:Action>${action}Response</wsa:Action><wsa:RelatesTo>urn:uuid:7</wsa:RelatesTo>`);
  });

  it('refuses a wrong action, one that is missing if it insists, and a wrong destination', async () => {
    const started = await device(open);
    expect(subcodes(await events(started, create(), header('Action', 'urn:wrong')))).toEqual(['ActionNotSupported']);
    const address = await subscribe(started);
    expect(subcodes(await call(address, pull('PT0S'), header('To', 'http://elsewhere/')))).toEqual(['DestinationUnreachable']);
    expect((await call(address, pull('PT0S'), header('To', address))).status).toBe(200);
    started.set({ requireAddressing: true });
    expect(subcodes(await events(started, create()))).toEqual(['MessageAddressingHeaderRequired']);
  });

  it('can name a pull point by reference parameters, which have to come back marked', async () => {
    const started = await device({ ...open, pullPointAddressing: 'reference-parameters' });
    const { text } = await events(started, create());
    const address = /<wsa:Address>([^<]*)</.exec(text)?.[1] ?? '';
    expect(text).toContain('<wsa:ReferenceParameters><dev:SubscriptionId>1</dev:SubscriptionId></wsa:ReferenceParameters>');
    const parameter = (attribute: string) => `<d:SubscriptionId xmlns:d="urn:test-device:subscription" xmlns:a="${wsa}" ${attribute}>1</d:SubscriptionId>`;
    expect((await call(address, pull('PT0S'), parameter('a:IsReferenceParameter="true"'))).status).toBe(200);
    expect((await call(address, pull('PT0S'), parameter(''))).status).toBe(500);
    expect((await call(address, pull('PT0S'))).status).toBe(500);
  });
});

it('emits faces and plates, which a client has to drop', async () => {
  const started = await device(open);
  const address = await subscribe(started);
  started.emit(faceRecognition('enrolled-0007'));
  started.emit(plateRecognition('49A-123.45'));
  const { text } = await call(address, pull('PT0S'));
  expect(topicsOf(text)).toEqual(['RuleEngine/Recognition/Face', 'RuleEngine/Recognition/LicensePlate']);
  expect(text).toContain('<tt:SimpleItem Name="EnrollmentID" Value="enrolled-0007"/>');
  expect(text).toContain('<tt:PlateNumber Likelihood="0.9">49A-123.45</tt:PlateNumber>');
});

it('describes its topics', async () => {
  const { text } = await events(await device(open), `<GetEventProperties xmlns="${tev}"/>`);
  expect(text).toContain('<wstop:TopicSet><tns1:VideoSource><MotionAlarm wstop:topic="true"><tt:MessageDescription IsProperty="true">');
  expect(text).toContain('<tt:SimpleItemDescription Name="State" Type="xs:boolean"/>');
  expect(text).toContain('<GlobalSceneChange><ImagingService wstop:topic="true">');
});
