import { expect, it } from 'vitest';
import { absenceDays } from '../../../web/faults/absence-days.ts';
import { EMPTY_ABSENCE, readAbsence } from '../../../web/faults/absence-draft.ts';

const draft = (fromDay: string, toDay: string) => readAbsence({ ...EMPTY_ABSENCE, fromDay, toDay, reason: 'seasonal', note: ' Mùa mưa ' });

it('an absence lasts from the beginning of its first day to the end of its last, in Vietnamese time', () => {
  expect(draft('01/12/2026', '1-3-2027')).toEqual({
    absence: { from: '2026-11-30T17:00:00.000Z', to: '2027-03-01T17:00:00.000Z', reason: 'seasonal', note: 'Mùa mưa' },
    problems: {},
  });
  expect(draft('01/12/2026', '01/12/2026').absence).toMatchObject({ from: '2026-11-30T17:00:00.000Z', to: '2026-12-01T17:00:00.000Z' });
});

it('it is read back as it was typed: its last day belongs to it', () => {
  expect(absenceDays(draft('1/12/2026', '2/12/2026').absence!)).toEqual({ from: '01/12/2026', to: '02/12/2026', isWholeDay: true });
  expect(absenceDays(draft('1/12/2026', '1/12/2026').absence!)).toEqual({ from: '01/12/2026', to: '01/12/2026', isWholeDay: true });
});

it('one that was ended early, or set with times, tells its times', () => {
  const ended = { from: '2026-11-30T17:00:00.000Z', to: '2026-12-01T01:30:20.000Z' };
  expect(absenceDays(ended)).toEqual({ from: '01/12/2026', to: '01/12/2026 08:30', isWholeDay: false });
  expect(absenceDays({ from: '2026-12-01T01:00:00.000Z', to: '2026-12-01T17:00:00.000Z' })).toEqual({
    from: '01/12/2026 08:00',
    to: '01/12/2026',
    isWholeDay: true,
  });
  expect(absenceDays({ ...ended, to: '2026-12-01T17:00:20.000Z' })).toMatchObject({ to: '02/12/2026 00:00', isWholeDay: false });
});

it('days that are none, and an end before the beginning, are told at their fields', () => {
  expect(draft('', '31/02/2027')).toEqual({ absence: null, problems: { fromDay: 'day', toDay: 'day' } });
  expect(draft('02/12/2026', '01/12/2026')).toEqual({ absence: null, problems: { toDay: 'endBeforeBegin' } });
});
