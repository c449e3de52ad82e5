import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LonLat } from '../../../domain/geojson.ts';
import {
  approvalCovers,
  checkApprover,
  checkExtentApproved,
  checkIncidentBounds,
  needsExtentApproval,
  type IncidentExtent,
} from '../../../domain/incident-limits.ts';
import { destinationPoint } from '../../../domain/view-geometry.ts';

const NOW_MS = Date.parse('2026-11-22T01:00:00Z');
const HOUR_MS = 3_600_000;
const MARKET: LonLat = [108.2433, 11.7891];

function extent(changes: { fromMs?: number; toMs?: number; location?: LonLat; uncertaintyM?: number; category?: string } = {}): IncidentExtent {
  const { fromMs = NOW_MS - HOUR_MS, toMs = NOW_MS, location = MARKET, uncertaintyM = 15, category = 'theft' } = changes;
  return { category, occurred: { fromMs, toMs }, location, uncertaintyM };
}

describe('checkIncidentBounds', () => {
  it.each([
    ['an ordinary incident', extent()],
    ['one of exactly 366 days', extent({ fromMs: NOW_MS - 366 * 24 * HOUR_MS })],
    ['one with a radius of exactly 5000 m', extent({ uncertaintyM: 5000 })],
    ['one without uncertainty', extent({ uncertaintyM: 0 })],
    ['one that begins five minutes ahead', extent({ fromMs: NOW_MS + 300_000, toMs: NOW_MS + 600_000 })],
    ['one that still goes on', extent({ toMs: NOW_MS + HOUR_MS })],
    ['one of the year 2000', extent({ fromMs: Date.UTC(2000, 0, 1), toMs: Date.UTC(2000, 0, 1) + HOUR_MS })],
  ])('accepts %s', (_, incident) => {
    expect(() => checkIncidentBounds(incident, NOW_MS)).not.toThrow();
  });

  it.each([
    ['interval_reversed', extent({ fromMs: NOW_MS, toMs: NOW_MS })],
    ['interval_reversed', extent({ fromMs: NOW_MS, toMs: NOW_MS - 1 })],
    ['interval_reversed', extent({ fromMs: Number.NaN })],
    ['interval_too_long', extent({ fromMs: NOW_MS - 366 * 24 * HOUR_MS - 1 })],
    ['incident_in_future', extent({ fromMs: NOW_MS + 300_001, toMs: NOW_MS + HOUR_MS })],
    ['incident_ends_in_future', extent({ toMs: NOW_MS + HOUR_MS + 1 })],
    ['incident_too_old', extent({ fromMs: Date.UTC(2000, 0, 1) - 1, toMs: Date.UTC(2000, 0, 2) })],
    ['incident_too_old', extent({ fromMs: Date.parse('0026-11-22T00:00:00Z'), toMs: Date.parse('0026-11-22T01:00:00Z') })],
    ['uncertainty_too_large', extent({ uncertaintyM: 5000.1 })],
    ['uncertainty_negative', extent({ uncertaintyM: -1 })],
    ['uncertainty_negative', extent({ uncertaintyM: Number.NaN })],
  ])('refuses with %s', (code, incident) => {
    expect(() => checkIncidentBounds(incident, NOW_MS)).toThrow(expect.objectContaining({ kind: 'invalid', code }));
  });
});

describe('needsExtentApproval', () => {
  it.each([
    [false, extent({ fromMs: NOW_MS - 24 * HOUR_MS })],
    [true, extent({ fromMs: NOW_MS - 24 * HOUR_MS - 1 })],
    [false, extent({ uncertaintyM: 250 })],
    [true, extent({ uncertaintyM: 250.5 })],
  ])('is %s at and just beyond the limits', (needed, incident) => {
    expect(needsExtentApproval(incident)).toBe(needed);
  });
});

describe('checkExtentApproved', () => {
  const wide = extent({ uncertaintyM: 400 });

  it('asks for nothing below the limits', () => {
    expect(() => checkExtentApproved(extent(), 'linh', [])).not.toThrow();
  });

  it('refuses without an approval', () => {
    expect(() => checkExtentApproved(wide, 'linh', [])).toThrow(expect.objectContaining({ kind: 'conflict', code: 'approval_required' }));
  });

  it('accepts what another person approved', () => {
    expect(() => checkExtentApproved(wide, 'linh', [{ extent: wide, approvedBy: 'minh' }])).not.toThrow();
  });

  it('does not count an approval by the person who entered it', () => {
    expect(() => checkExtentApproved(wide, 'linh', [{ extent: wide, approvedBy: 'linh' }])).toThrow(expect.objectContaining({ code: 'approval_required' }));
  });

  it.each([
    ['longer', extent({ uncertaintyM: 400, toMs: NOW_MS + 1 })],
    ['earlier', extent({ uncertaintyM: 400, fromMs: NOW_MS - HOUR_MS - 1 })],
    ['wider', extent({ uncertaintyM: 401 })],
    ['elsewhere', extent({ uncertaintyM: 400, location: destinationPoint(MARKET, 90, 5) })],
    ['of another category', extent({ uncertaintyM: 400, category: 'brawl' })],
  ])('refuses again once the incident is %s than what was approved', (_, changed) => {
    expect(() => checkExtentApproved(changed, 'linh', [{ extent: wide, approvedBy: 'minh' }])).toThrow(expect.objectContaining({ code: 'approval_required' }));
  });
});

describe('approvalCovers', () => {
  it('covers what lies inside it, however it was narrowed and shifted', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(part, part, fc.double({ min: 0, max: 360, noNaN: true }), part, part, (start, length, bearing, shift, size) => {
        const approved = extent({ fromMs: NOW_MS - 48 * HOUR_MS, uncertaintyM: 1000 });
        const fromMs = approved.occurred.fromMs + start * 24 * HOUR_MS;
        const shiftM = shift * 990;
        const inner = extent({
          fromMs,
          toMs: fromMs + 1 + length * 23 * HOUR_MS,
          location: destinationPoint(MARKET, bearing, shiftM),
          uncertaintyM: size * (995 - shiftM),
        });
        expect(approvalCovers(approved, inner)).toBe(true);
      }),
    );
  });
});

describe('checkApprover', () => {
  it.each(['linh', 'hoa'])('refuses %s, who entered or changed the incident, and accepts another', (author) => {
    expect(() => checkApprover(['linh', 'hoa'], author)).toThrow(expect.objectContaining({ kind: 'conflict', code: 'same_person' }));
    expect(() => checkApprover(['linh', 'hoa'], 'minh')).not.toThrow();
    expect(() => checkApprover([], author)).not.toThrow();
  });
});
