import { describe, expect, it } from 'vitest';
import {
  allowsAlarmBurst,
  allowsAutomatics,
  allowsRouteSearch,
  checkRequestWindow,
  longestRequestWindowMs,
  holdNeedsSecond,
  needsSecondOfficer,
} from '../../../domain/gathering-rule.ts';
import { INCIDENT_CATEGORIES } from '../../../domain/incident-terms.ts';

const others = INCIDENT_CATEGORIES.filter((category) => category !== 'disorderly_gathering');
const half = { fromMs: 0, toMs: 30 * 60_000 };

describe('rules against a tool against assembly', () => {
  it('switch the helpers off for a disorderly gathering', () => {
    expect(allowsAlarmBurst('disorderly_gathering')).toBe(false);
    expect(allowsRouteSearch('disorderly_gathering')).toBe(false);
    expect(needsSecondOfficer('disorderly_gathering')).toBe(true);
    expect(longestRequestWindowMs('disorderly_gathering')).toBe(30 * 60_000);
  });

  it.each(others)('leave %s alone', (category) => {
    expect([
      allowsAutomatics({ category, wasGathering: false, nearGathering: false }),
      allowsAlarmBurst(category),
      allowsRouteSearch(category),
      needsSecondOfficer(category),
    ]).toEqual([true, true, true, false]);
    expect(() => checkRequestWindow(category, { fromMs: 0, toMs: 24 * 3_600_000 })).not.toThrow();
  });

  it.each([
    ['is one', { category: 'disorderly_gathering', wasGathering: false, nearGathering: false }],
    ['was one', { category: 'brawl', wasGathering: true, nearGathering: false }],
    ['lies near one', { category: 'brawl', wasGathering: false, nearGathering: true }],
  ])('let the service do nothing by itself for what %s; by hand it takes a second officer', (_what, incident) => {
    expect([allowsAutomatics(incident), holdNeedsSecond(incident)]).toEqual([false, true]);
  });

  it('let a window of 30 minutes pass and nothing longer', () => {
    expect(() => checkRequestWindow('disorderly_gathering', half)).not.toThrow();
    expect(() => checkRequestWindow('disorderly_gathering', { ...half, toMs: half.toMs + 1 })).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'window_too_long' }),
    );
  });

  it.each(INCIDENT_CATEGORIES)('refuse a reversed window for %s', (category) => {
    expect(() => checkRequestWindow(category, { fromMs: 5, toMs: 5 })).toThrow(expect.objectContaining({ code: 'interval_reversed' }));
  });
});
