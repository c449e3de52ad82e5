import { expect, test } from 'vitest';
import { parseLocalClock } from '../../../web/formats/local-time.ts';
import { EMPTY_HAND_IN, readHandIn } from '../../../web/handin/hand-in-draft.ts';

const file = new File(['x'], 'cuaso.mp4', { lastModified: Date.parse('2026-11-20T03:00:00Z') });
const start = { ...EMPTY_HAND_IN, startDay: '20/11/2026', startTime: '8:05:09' };

test.each([
  ['08:15:30', '08:15:30'],
  ['8.5.9', '08:05:09'],
  ['8h05m09s', '08:05:09'],
  ['8h05p09', '08:05:09'],
  ['23:59:59', '23:59:59'],
  ['24:00:00', null],
  ['08:60:00', null],
  ['08:15', null],
  ['sáng', null],
])('the time %s on a display is %s', (text, time) => expect(parseLocalClock(text)).toBe(time));

test('the display is sent as it is, without a zone', () => {
  expect(readHandIn(start, file)).toEqual({
    problems: {},
    metadata: { deviceStart: '2026-11-20T08:05:09', filename: 'cuaso.mp4', fileModifiedAt: '2026-11-20T03:00:00.000Z' },
  });
});

test('the comparison of clocks is whole or not there; the phone is in our zone', () => {
  const compared = { ...start, recorderDay: '20/11/2026', recorderTime: '09:17:00', phoneDay: '20/11/2026', phoneTime: '09:00:00' };
  expect(readHandIn(compared, file).metadata).toMatchObject({ clockDeviceTime: '2026-11-20T09:17:00', clockTrueTime: '2026-11-20T09:00:00+07:00' });
  expect(readHandIn({ ...compared, phoneTime: '' }, file)).toEqual({ problems: { phoneTime: 'required' }, metadata: null });
});

test('what is missing or wrong is named', () => {
  expect(readHandIn({ ...EMPTY_HAND_IN, startDay: '31/02/2026', startTime: '08:15' }, null).problems).toEqual({
    file: 'required',
    startDay: 'day',
    startTime: 'clock',
  });
});
