import { describe, expect, it } from 'vitest';
import type { Candidate, Incident } from '../../../web/api/api-types.ts';
import { suggestedRequestSpan } from '../../../web/requests/request-span.ts';

const FROM_MS = Date.parse('2026-11-20T01:00:00.500Z');
const incident = (changes: Partial<Incident> = {}) =>
  ({
    category: 'brawl',
    wasGathering: false,
    nearGathering: false,
    occurredFrom: new Date(FROM_MS).toISOString(),
    occurredTo: new Date(FROM_MS + 300_000).toISOString(),
    ...changes,
  }) as Incident;
const clock = { offsetMs: 0, uncertaintyMs: 900, method: 'manual' } as Candidate['clock'];
const seconds = (span: { fromMs: number; toMs: number }) => [(span.fromMs - FROM_MS) / 1000, (span.toMs - FROM_MS) / 1000];

describe('the window that a request begins with', () => {
  it('is the incident, widened by the uncertainty of the clock to full seconds; half an hour where it was never read', () => {
    expect(seconds(suggestedRequestSpan(incident(), { clock }))).toEqual([-1.5, 301.5]);
    expect(seconds(suggestedRequestSpan(incident(), { clock: null }))).toEqual([-1800.5, 2100.5]);
  });

  it.each([{ category: 'disorderly_gathering' as const }, { wasGathering: true }, { nearGathering: true }])('is at most half an hour for %o', (changes) => {
    const long = { ...changes, occurredTo: new Date(FROM_MS + 3_600_000).toISOString() };
    expect(seconds(suggestedRequestSpan(incident(long), { clock }))).toEqual([-0.5, 1799.5]);
    expect(seconds(suggestedRequestSpan(incident(changes), { clock }))).toEqual([-1.5, 301.5]);
  });
});
