import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceWindow, trueWindow } from '../../../domain/device-window.ts';

const incident = { fromMs: Date.parse('2026-11-22T01:00:00Z'), toMs: Date.parse('2026-11-22T01:05:00Z') };
const clockArbitrary = fc.option(
  fc.record({ offsetMs: fc.integer({ min: -86_400_000, max: 86_400_000 }), uncertaintyMs: fc.integer({ min: 0, max: 86_400_000 }) }),
);

describe('deviceWindow', () => {
  it('adds the offset and widens by the uncertainty on both sides', () => {
    const window = deviceWindow(incident, { offsetMs: 61_000, uncertaintyMs: 900 });
    expect(window).toEqual({ fromMs: incident.fromMs + 60_100, toMs: incident.toMs + 61_900 });
  });

  it('stays and widens by 30 minutes without a reading', () => {
    expect(deviceWindow(incident, null)).toEqual({ fromMs: incident.fromMs - 1_800_000, toMs: incident.toMs + 1_800_000 });
  });

  it('holds the event whatever offset within the range the device really had', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(clockArbitrary, share, share, (clock, where, which) => {
        const { offsetMs, uncertaintyMs } = clock ?? { offsetMs: 0, uncertaintyMs: 1_800_000 };
        const shownMs = incident.fromMs + where * 300_000 + offsetMs + (2 * which - 1) * uncertaintyMs;
        const window = deviceWindow(incident, clock);
        expect(window.fromMs).toBeLessThanOrEqual(shownMs);
        expect(window.toMs).toBeGreaterThanOrEqual(shownMs);
      }),
    );
  });
});

describe('trueWindow', () => {
  it('holds the true time of whatever the device showed within its interval', () => {
    fc.assert(
      fc.property(clockArbitrary, (clock) => {
        const back = trueWindow(deviceWindow(incident, clock), clock);
        const uncertaintyMs = clock?.uncertaintyMs ?? 1_800_000;
        expect(back).toEqual({ fromMs: incident.fromMs - 2 * uncertaintyMs, toMs: incident.toMs + 2 * uncertaintyMs });
      }),
    );
  });
});
