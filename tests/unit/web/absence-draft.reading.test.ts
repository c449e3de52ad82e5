import { expect, it } from 'vitest';
import { EMPTY_ABSENCE, readAbsence } from '../../../web/faults/absence-draft.ts';

const draft = (fromDay: string, toDay: string) => readAbsence({ ...EMPTY_ABSENCE, fromDay, toDay, reason: 'seasonal', note: ' Mùa mưa ' });

it('an absence lasts from the beginning of its first day to the end of its last, in Vietnamese time', () => {
  expect(draft('01/12/2026', '1-3-2027')).toEqual({
    absence: { from: '2026-11-30T17:00:00.000Z', to: '2027-03-01T17:00:00.000Z', reason: 'seasonal', note: 'Mùa mưa' },
    problems: {},
  });
  expect(draft('01/12/2026', '01/12/2026').absence).toMatchObject({ from: '2026-11-30T17:00:00.000Z', to: '2026-12-01T17:00:00.000Z' });
});

it('days that are none, and an end before the beginning, are told at their fields', () => {
  expect(draft('', '31/02/2027')).toEqual({ absence: null, problems: { fromDay: 'day', toDay: 'day' } });
  expect(draft('02/12/2026', '01/12/2026')).toEqual({ absence: null, problems: { toDay: 'endBeforeBegin' } });
});
