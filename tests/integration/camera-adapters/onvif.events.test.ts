import { expect, onTestFinished, test, vi } from 'vitest';
import type { CameraEvent } from '../../../domain/camera-event.ts';
import type { OnvifSource } from '../../../domain/camera-source.ts';
import { onvifContact } from '../../support/camera-adapters/onvif-contact.ts';
import type { OnvifContact } from '../../support/camera-adapters/onvif-contact.ts';
import type { OnvifDeviceOverrides } from '../../support/onvif-device/device-options.ts';
import type { DeviceEvent } from '../../support/onvif-device/events/event-options.ts';
import { faceRecognition, motionAlarm, plateRecognition, signalLoss, tamperAlarm } from '../../support/onvif-device/events/sample-events.ts';
import type { DeviceFault } from '../../support/onvif-device/faults/device-fault.ts';
import { defaultMediaOptions, type MediaProfile } from '../../support/onvif-device/media/media-options.ts';
import { element } from '../../support/onvif-device/xml/xml-element.ts';

interface Listening extends OnvifContact {
  readonly heardEvents: readonly CameraEvent[];
  readonly ended: Promise<void>;
  readonly abort: AbortController;
}

/** Listens until the test ends; resolves once the device is being pulled. */
async function listening(options: OnvifDeviceOverrides = {}, wanted: Partial<OnvifSource> = {}): Promise<Listening> {
  const abort = new AbortController();
  const contact = await onvifContact(options, { signal: abort.signal });
  const heardEvents: CameraEvent[] = [];
  const ended = (async () => {
    for await (const event of contact.adapter.events({ ...contact.source, ...wanted }, contact.context)) heardEvents.push(event);
  })();
  ended.catch(() => undefined);
  onTestFinished(async () => {
    abort.abort();
    await ended.catch(() => undefined);
  });
  await contact.device.waitFor('PullMessages');
  return { ...contact, heardEvents, ended, abort };
}

const NOT_A_FILTER: DeviceFault = { kind: 'soap-fault', code: 'Receiver', subcodes: [], reason: 'InvalidFilterFault', times: 2 };

/** Everything that a camera might say about people and things, under topics of the specification and of makers. */
const FORBIDDEN: readonly DeviceEvent[] = [
  faceRecognition('enrolled-0042'),
  plateRecognition('49A-123.45'),
  { topic: 'RuleEngine/PeopleDetector/People', operation: 'Changed', source: { Rule: 'r' }, data: { IsPeople: 'true', State: 'true' } },
  { topic: 'RuleEngine/MyRuleDetector/FaceDetect', operation: 'Changed', source: { Source: '000' }, data: { State: 'true' } },
  { topic: 'RuleEngine/ObjectsInside/Object', source: {}, data: { ObjectId: 'object-77', State: 'true' } },
  { topic: 'RuleEngine/LineDetector/Crossed', source: {}, data: { ObjectId: 'object-78' } },
  { topic: 'VideoSource/FaceTracker/Face', source: {}, data: { State: 'true', Label: 'Nguyễn Văn A' } },
];
const FORBIDDEN_WORDS = /enrolled-0042|49A-123|People|Face|object-7|Nguyễn|Blacklisted|9j\/4AAQ|PlateNumber/;

test.each(['query', 'reference-parameters'] as const)(
  'tamper, motion and loss of signal are told as flags; the pull point is named by %s',
  async (pullPointAddressing) => {
    const { device, heardEvents } = await listening({ pullPointAddressing, requireAddressing: true, clockOffsetMs: 61_000 });
    for (const event of [tamperAlarm('GlobalSceneChange', true), tamperAlarm('ImageTooBlurry', true), motionAlarm(true), signalLoss(true), motionAlarm(false)])
      device.emit(event);
    await vi.waitFor(() => expect(heardEvents).toHaveLength(5), { timeout: 30_000 });
    expect(heardEvents.map(({ kind, active }) => [kind, active])).toEqual([
      ['scene_changed', true],
      ['blurred', true],
      ['motion', true],
      ['signal_lost', true],
      ['motion', false],
    ]);
    for (const { deviceTimeMs, isInitial } of heardEvents) {
      expect(isInitial).toBe(false);
      expect(Math.abs((deviceTimeMs ?? 0) - Date.now() - 61_000)).toBeLessThan(15_000);
    }
  },
);

test('flags that are up already are told as such', async () => {
  const { heardEvents } = await listening({ initialEvents: [tamperAlarm('ImageTooDark', true)] });
  await vi.waitFor(() => expect(heardEvents).toMatchObject([{ kind: 'dark', active: true, isInitial: true }]), { timeout: 30_000 });
});

test.each([
  ['filtered by the device', {}],
  ['unfiltered, from a device that refuses our filter', { faults: { CreatePullPointSubscription: { ...NOT_A_FILTER, times: 1 } } }],
] as const)('faces, plates, people and objects never leave the parser: %s', async (_how, options) => {
  const { device, heardEvents } = await listening(options);
  for (const event of FORBIDDEN) device.emit(event);
  device.emit({
    ...motionAlarm(true),
    data: { State: 'true', PlateNumber: '49A-123.45', Label: 'Nguyễn Văn A' },
    dataElements: { Image: element('tt:Image', '/9j/4AAQSkZJRg==') },
  });
  await vi.waitFor(() => expect(heardEvents).toHaveLength(1), { timeout: 30_000 });
  expect(heardEvents).toEqual([{ kind: 'motion', active: true, isInitial: false, deviceTimeMs: expect.any(Number) }]);
  expect(JSON.stringify(heardEvents)).not.toMatch(FORBIDDEN_WORDS);
});

test('the sign-in is digest, and the pull point is given back at the end', async () => {
  const { heard, ended, abort, device } = await listening({ authMode: 'digest-sha256' });
  abort.abort();
  await expect(ended).resolves.toBeUndefined();
  expect(heard().filter((entry) => /PullMessages|Unsubscribe/.test(entry))).not.toContain(expect.stringContaining('usernametoken'));
  expect(device.requests.find(({ operation }) => operation === 'Unsubscribe')).toMatchObject({ status: 200 });
});

test('a subscription that the device forgot ends the listening with its own words', async () => {
  const { device, ended } = await listening({
    faults: { PullMessages: { kind: 'soap-fault', code: 'Receiver', subcodes: ['ter:ResourceUnknownFault'], reason: 'Unknown pull point' } },
  });
  await expect(ended).rejects.toMatchObject({ kind: 'camera', code: 'camera_fault', details: { faultReason: 'Unknown pull point' } });
  expect(device.requests.map(({ operation }) => operation)).toContain('Unsubscribe');
});

test.each([[{ eventService: false }], [{ maxPullPoints: 0 }]])('a camera without pull points is not_supported: %j', async (options) => {
  const { adapter, source, context } = await onvifContact(options);
  await expect(adapter.events(source, context)[Symbol.asyncIterator]().next()).rejects.toMatchObject({ kind: 'camera', code: 'not_supported' });
  expect((await adapter.probe(source, context)).capabilities.events).toBe(false);
});

test('a pull point that the device hides behind another host is pulled where the device was dialled', async () => {
  const { device, heardEvents } = await listening({ xaddr: { origin: 'http://192.168.1.64' } });
  device.emit(motionAlarm(true));
  await vi.waitFor(() => expect(heardEvents).toHaveLength(1), { timeout: 30_000 });
});

/** Profiles of a recorder with two channels, two for each. */
const RECORDER_PROFILES = ['Kênh-A', 'Kênh-B'].flatMap((videoSourceToken) =>
  (defaultMediaOptions.profiles.slice(0, 2) as MediaProfile[]).map((profile) => ({
    ...profile,
    token: `${videoSourceToken}_${profile.token}`,
    videoSourceToken,
  })),
);

test.each([true, false])(
  'of a recorder (Media2: %s) all flags come through one subscription, each with its video source in words of its profiles',
  async (media2) => {
    const motionOf = (source: Record<string, string>): DeviceEvent => ({ ...motionAlarm(true), source });
    const { device, heardEvents } = await listening({ profiles: RECORDER_PROFILES, media2 }, { channel: 2 });
    for (const source of [
      { Source: 'Kênh-A' },
      { VideoSourceConfigurationToken: 'Kênh-B_config', VideoAnalyticsConfigurationToken: 'x', Rule: 'Nguyễn Văn A' },
      { Channel: '2' },
      { Source: 'Kênh-B', Channel: '1' },
      { Source: '49A-123.45' },
      {},
    ] as Record<string, string>[])
      device.emit(motionOf(source));
    await vi.waitUntil(() => heardEvents.length === 6, { timeout: 30_000 });
    const [a, b] = [
      { number: 1, token: 'Kênh-A' },
      { number: 2, token: 'Kênh-B' },
    ];
    expect(heardEvents.map(({ videoSource }) => videoSource)).toEqual([a, b, b, undefined, undefined, undefined]);
    expect(JSON.stringify(heardEvents)).not.toMatch(/49A|Nguyễn|config/);
    expect(device.requests.filter(({ operation }) => operation === 'CreatePullPointSubscription')).toHaveLength(1);
  },
);
