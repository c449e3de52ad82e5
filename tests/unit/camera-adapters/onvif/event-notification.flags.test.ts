import { expect, test } from 'vitest';
import { readCameraEvents } from '../../../../camera-adapters/onvif/event-notification.ts';
import { parseXml } from '../../../../camera-adapters/onvif/parse-xml.ts';

interface Said {
  readonly topic: string;
  readonly items?: string;
  readonly attributes?: string;
}

function read(...said: readonly Said[]) {
  const messages = said.map(
    ({ topic, items = '<tt:SimpleItem Name="State" Value="true"/>', attributes = 'UtcTime="2026-11-26T01:02:03Z" PropertyOperation="Changed"' }) =>
      `<wsnt:NotificationMessage><wsnt:Topic>${topic}</wsnt:Topic><wsnt:Message><tt:Message ${attributes}><tt:Data>${items}</tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>`,
  );
  return readCameraEvents(
    parseXml(
      `<r xmlns:wsnt="http://docs.oasis-open.org/wsn/b-2" xmlns:tt="http://www.onvif.org/ver10/schema" xmlns:tns1="http://www.onvif.org/ver10/topics">${messages.join('')}</r>`,
    ),
  );
}

test.each([
  ['tns1:VideoSource/GlobalSceneChange/ImagingService', 'scene_changed'],
  ['tns1:VideoSource/tns1:GlobalSceneChange/AnalyticsService', 'scene_changed'],
  ['tns1:VideoSource/ImageTooBlurry/RecordingService', 'blurred'],
  ['tns1:VideoSource/ImageTooDark', 'dark'],
  ['tns1:VideoSource/ImageTooBright', 'bright'],
  ['tns1:VideoSource/SignalLoss', 'signal_lost'],
  ['tns1:VideoSource/MotionAlarm', 'motion'],
  ['tns1:RuleEngine/CellMotionDetector/Motion', 'motion'],
  [' tns1:RuleEngine/TamperDetector/Tamper ', 'tampered'],
])('%s is %s', (topic, kind) => {
  expect(read({ topic })).toEqual([{ kind, active: true, isInitial: false, deviceTimeMs: Date.UTC(2026, 10, 26, 1, 2, 3) }]);
});

test.each([
  'tns1:RuleEngine/Recognition/Face',
  'tns1:RuleEngine/Recognition/LicensePlate',
  'tns1:RuleEngine/FieldDetector/ObjectsInside',
  'tns1:RuleEngine/PeopleDetector/People',
  'tns1:VideoSource/MotionAlarmOfPersons',
  'tns1:VideoSource/Face',
  'tns1:AudioAnalytics/Audio/DetectedSound',
  'tns1:Device/Trigger/DigitalInput',
  'tns1:RuleEngine/CellMotionDetector',
  '',
])('%j is dropped', (topic) => {
  expect(read({ topic })).toEqual([]);
});

test('of a flag nothing but kind, state and time comes out', () => {
  const items =
    '<tt:SimpleItem Name="IsMotion" Value="TRUE"/><tt:SimpleItem Name="ObjectId" Value="17"/><tt:SimpleItem Name="Label" Value="Nguyễn Văn A"/><tt:ElementItem Name="Image"><x>/9j/4AAQ</x></tt:ElementItem>';
  const [event] = read({ topic: 'tns1:RuleEngine/CellMotionDetector/Motion', items });
  expect(Object.keys(event!).toSorted()).toEqual(['active', 'deviceTimeMs', 'isInitial', 'kind']);
  expect(Object.values(event!).filter((value) => typeof value === 'string')).toEqual(['motion']);
});

test.each([
  ['1', true],
  ['0', false],
  ['FALSE', false],
  [' true ', true],
])('the state %j is read as %s', (value, active) => {
  expect(read({ topic: 'tns1:VideoSource/MotionAlarm', items: `<tt:SimpleItem Name="State" Value="${value}"/>` })).toMatchObject([{ active }]);
});

test.each(['', '<tt:SimpleItem Name="State" Value="maybe"/>', '<tt:SimpleItem Name="Plate" Value="true"/>'])(
  'without a state that is one (%s) there is no flag',
  (items) => {
    expect(read({ topic: 'tns1:VideoSource/MotionAlarm', items })).toEqual([]);
  },
);

test('a property that is deleted went down, and times that are none are left out', () => {
  expect(read({ topic: 'tns1:VideoSource/MotionAlarm', items: '', attributes: 'UtcTime="yesterday" PropertyOperation="Deleted"' })).toEqual([
    { kind: 'motion', active: false, isInitial: false },
  ]);
});
