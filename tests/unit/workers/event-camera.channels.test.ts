import { expect, test } from 'vitest';
import type { EventTarget } from '../../../db/repositories/event-target-repository.ts';
import type { CameraEvent } from '../../../domain/camera-event.ts';
import { cameraOfEvent } from '../../../workers/events/event-camera.ts';

const channel = (cameraId: string, wanted: object) => ({
  cameraId,
  source: { kind: 'onvif' as const, url: 'http://10.0.0.9/onvif/device_service', ...wanted },
  recordingMode: 'off' as const,
  retentionHours: 72,
});
const recorder = (isOnlyChannel: boolean, ...channels: EventTarget['channels']): EventTarget => ({ id: 'r', recorderId: 'r', channels, isOnlyChannel });
const flag = (videoSource?: CameraEvent['videoSource']): CameraEvent => ({
  kind: 'covered',
  active: true,
  isInitial: false,
  ...(videoSource && { videoSource }),
});

test.each<[what: string, target: EventTarget, event: CameraEvent, expected: string | undefined]>([
  ['by number', recorder(false, channel('a', { channel: 1 }), channel('b', { channel: 2 })), flag({ number: 2, token: 'x' }), 'b'],
  [
    'by token, whatever the number',
    recorder(false, channel('a', { channel: 2, videoSource: 'x' }), channel('b', { channel: 1, videoSource: 'y' })),
    flag({ number: 2, token: 'y' }),
    'b',
  ],
  ['not a channel that is not heard', recorder(false, channel('a', { channel: 1 })), flag({ number: 2 }), undefined],
  ['not one that nobody registered', recorder(true, channel('a', { channel: 1 })), flag({ number: 2 }), undefined],
  ['the only channel, when the flag names none', recorder(true, channel('a', { channel: 3 })), flag(), 'a'],
  ['nobody, when others are registered and only not heard now', recorder(false, channel('a', { channel: 1 })), flag(), undefined],
  [
    'nobody, when two channels claim one source',
    recorder(false, channel('a', { channel: 1 }), channel('b', { channel: 2, videoSource: 'x' })),
    flag({ number: 1, token: 'x' }),
    undefined,
  ],
  ['a camera by itself, whatever its flags name', { id: 'a', channels: [channel('a', {})], isOnlyChannel: true }, flag({ number: 4 }), 'a'],
])('%s', (_what, target, event, expected) => {
  expect(cameraOfEvent(target, event)).toBe(expected);
});
