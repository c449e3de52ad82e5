import { expect, it } from 'vitest';
import { likelyCause, type FaultEvidence } from '../../../domain/fault-cause.ts';
import { COMMON_CAUSES } from '../../../domain/fault-terms.ts';
import { networkPrefix } from '../../../domain/network-prefix.ts';

const causeOf = (evidence: Partial<FaultEvidence>) => likelyCause({ state: 'down', cause: null, flapCount: 0, ...evidence });
const HOUR_MS = 3_600_000;

it.each([
  ['camera_timeout', 'no_power_or_network'],
  ['camera_unreachable', 'no_power_or_network'],
  ['some_new_code', 'no_power_or_network'],
  ['constructor', 'no_power_or_network'],
  ['auth_failed', 'wrong_password'],
  ['address_forbidden', 'address_forbidden'],
  ['name_not_found', 'name_not_found'],
  ['connection_refused', 'service_refused'],
  ['path_not_found', 'device_changed'],
  ['camera_busy', 'device_busy'],
] as const)('a camera that is down with %s has the likely cause %s', (code, expected) => {
  expect(causeOf({ cause: { code } })).toBe(expected);
});

it('silence in a group has the cause of the group; what the device said comes first', () => {
  expect(COMMON_CAUSES.map((commonCause) => causeOf({ cause: { code: 'camera_timeout' }, commonCause }))).toEqual([
    'recorder_down',
    'site_power',
    'network_down',
    'area_outage',
    'area_outage',
  ]);
  expect(causeOf({ cause: { code: 'auth_failed' }, commonCause: 'recorder' })).toBe('wrong_password');
});

it('a failure that is known to be the recorder’s is named so at once, with or without a group', () => {
  const ofRecorder = (code: string, more: Partial<FaultEvidence> = {}) => causeOf({ cause: { code, recorderId: 'r' }, ...more });
  expect(ofRecorder('connection_refused')).toBe('recorder_refused');
  expect(ofRecorder('connection_refused', { commonCause: 'recorder' })).toBe('recorder_refused');
  expect(ofRecorder('camera_timeout')).toBe('recorder_down');
  expect(ofRecorder('camera_timeout', { commonCause: 'site' })).toBe('site_power');
  expect(ofRecorder('camera_timeout', { flapCount: 3 })).toBe('unstable_power_or_link');
  expect(ofRecorder('auth_failed')).toBe('wrong_password');
});

it('coming and going is a cause of its own', () => {
  expect(causeOf({ cause: { code: 'camera_timeout' }, flapCount: 3 })).toBe('unstable_power_or_link');
  expect(causeOf({ cause: { code: 'camera_timeout' }, flapCount: 2 })).toBe('no_power_or_network');
});

it('pictures and recordings have theirs', () => {
  expect((['covered', 'blurred', 'dark', 'moved', 'frozen'] as const).map((state) => causeOf({ state }))).toEqual([
    'lens_covered',
    'lens_dirty',
    'no_light',
    'camera_turned',
    'camera_hung',
  ]);
  expect(['disk_full', 'no_capacity', 'nothing_recorded', undefined].map((code) => causeOf({ state: 'gap', cause: { code } }))).toEqual([
    'disk_full',
    'recording_capacity',
    'recording_interrupted',
    'recording_interrupted',
  ]);
});

it.each([
  [47_000, 'clock_drifted'],
  [7 * HOUR_MS + 20_000, 'clock_time_zone'],
  [-HOUR_MS, 'clock_time_zone'],
  [90 * 60_000, 'clock_drifted'],
  [-56 * 365 * 24 * HOUR_MS, 'clock_lost'],
  [20 * HOUR_MS, 'clock_drifted'],
] as const)('a clock that is %i ms ahead has the likely cause %s', (offsetMs, expected) => {
  expect(causeOf({ state: 'off', cause: { code: 'x', offsetMs } })).toBe(expected);
});

it.each([
  ['rtsp://10.0.3.9:554/s1', '10.0.3.0/24'],
  ['http://192.168.1.20/onvif/device_service', '192.168.1.0/24'],
  ['rtsp://[2001:db8:0:7::12]:554/a', '2001:db8:0:7::/64'],
  ['rtsp://[::ffff:10.1.2.3]/a', '10.1.2.0/24'],
  ['rtsp://camera.local/s1', null],
  ['nothing', null],
  [null, null],
] as const)('%s lies in the network %s', (url, expected) => {
  expect(networkPrefix(url)).toBe(expected);
});
