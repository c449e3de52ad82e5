import { expect, it } from 'vitest';
import type { Incident } from '../../../web/api/api-types.ts';
import { draftOfSpan, readSpanDraft, suggestedSpan } from '../../../web/incidents/hold-span.ts';

const MINUTE_MS = 60_000;
const incidentOf = (minutes: number, category = 'brawl', wasGathering = false) => {
  const fromMs = Date.parse('2026-11-22T08:00:00+07:00');
  const toMs = fromMs + minutes * MINUTE_MS;
  return { category, wasGathering, occurredFrom: new Date(fromMs).toISOString(), occurredTo: new Date(toMs).toISOString() } as Incident;
};
const clock = (uncertaintyMs: number) => ({ clock: { uncertaintyMs } as never });
const textOf = (incident: Incident, uncertaintyMs: number | null) =>
  draftOfSpan(suggestedSpan(incident, uncertaintyMs === null ? { clock: null } : clock(uncertaintyMs)));

it('suggests the time of the incident, widened by what the clock is unsure of, as the service would hold it', () => {
  expect(textOf(incidentOf(10), 4500)).toEqual({ fromDay: '22/11/2026', fromTime: '07:59:55', toDay: '22/11/2026', toTime: '08:10:05' });
  expect(textOf(incidentOf(10), null)).toMatchObject({ fromTime: '07:30:00', toTime: '08:40:00' });
});

it('suggests at most half an hour of a gathering, and of what was one', () => {
  expect(textOf(incidentOf(120, 'disorderly_gathering'), null)).toMatchObject({ fromTime: '08:00:00', toTime: '08:30:00' });
  expect(textOf(incidentOf(120, 'brawl', true), 1000)).toMatchObject({ fromTime: '08:00:00', toTime: '08:30:00' });
  expect(textOf(incidentOf(5, 'disorderly_gathering'), null)).toMatchObject({ fromTime: '08:00:00', toTime: '08:05:00' });
});

it('reads back what it suggests, and says which field is wrong', () => {
  const draft = textOf(incidentOf(10), 0);
  expect(readSpanDraft(draft)).toEqual({ span: { from: '2026-11-22T08:00:00+07:00', to: '2026-11-22T08:10:00+07:00' }, problems: {} });
  expect(readSpanDraft({ ...draft, fromDay: '31/2/2026', toTime: '25:00' })).toEqual({ span: null, problems: { fromDay: 'day', toTime: 'timeSeconds' } });
  expect(readSpanDraft({ ...draft, toTime: '07:00:00' })).toEqual({ span: null, problems: { toTime: 'endBeforeBegin' } });
});
