import { describe, expect, it } from 'vitest';
import { footageParts, footageTotals } from '../../../web/cameras/footage-parts.ts';
import { facetToneOf } from '../../../web/cameras/facet-tone.ts';
import { healthParts } from '../../../web/cameras/health-parts.ts';
import { placeStripParts, type StripPart } from '../../../web/ui/strip-part.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 1, minute)).toISOString();
const ms = (minute: number) => Date.parse(at(minute));
const window = { fromMs: ms(0), toMs: ms(100) };

describe('parts of a strip of time', () => {
  const part = (from: number, to: number): StripPart => ({ fromMs: ms(from), toMs: ms(to), tone: 'good', label: 'a' });

  it('are placed by their share of the window', () => {
    expect(placeStripParts([part(10, 35)], window)).toMatchObject([{ leftPercent: 10, widthPercent: 25 }]);
  });

  it('are cut at the ends of the window and left out beyond it', () => {
    expect(placeStripParts([part(-50, 10), part(90, 500), part(100, 120), part(-20, 0)], window)).toMatchObject([
      { leftPercent: 0, widthPercent: 10 },
      { leftPercent: 90, widthPercent: 10 },
    ]);
  });

  it('can be seen however short they are, and never stick out', () => {
    const [placed] = placeStripParts([{ ...part(100, 100), fromMs: ms(100) - 1 }], window);
    expect((placed?.leftPercent ?? 0) + (placed?.widthPercent ?? 0)).toBeLessThanOrEqual(100);
    expect(placeStripParts([{ ...part(50, 50), toMs: ms(50) + 1 }], window)[0]?.widthPercent).toBeGreaterThanOrEqual(0.3);
  });
});

describe("the strip of a camera's health", () => {
  const interval = (facet: string, state: string, from: number, to: number | null) => ({
    facet,
    state,
    from: at(from),
    to: to === null ? null : at(to),
    cause: null,
  });

  it('sorts intervals by facet and time and ends an open one with the window', () => {
    const parts = healthParts(
      { intervals: [interval('reachable', 'up', 40, null), interval('clock', 'off', 0, 10), interval('reachable', 'down', -30, 40)] },
      window,
      (facet, state) => `${facet}:${state}`,
    );
    expect(parts.reachable).toEqual([
      { fromMs: ms(0), toMs: ms(40), tone: 'bad', label: 'reachable:down' },
      { fromMs: ms(40), toMs: ms(100), tone: 'good', label: 'reachable:up' },
    ]);
    expect(parts.clock).toHaveLength(1);
    expect(parts.picture).toEqual([]);
  });

  it.each([
    ['reachable', 'down', 'bad'],
    ['recording', 'gap', 'bad'],
    ['recording', 'on', 'good'],
    ['recording', 'off', 'none'],
    ['clock', 'off', 'warn'],
    ['picture', 'covered', 'warn'],
    ['picture', 'unknown', 'none'],
  ])('%s %s is drawn as %s', (facet, state, tone) => expect(facetToneOf(facet, state)).toBe(tone));
});

describe('the strip of footage', () => {
  const segment = (from: number, to: number, expires: number) => ({
    id: `${from}`,
    from: at(from),
    to: at(to),
    uncertaintyMs: 0,
    deviceFrom: null,
    deviceTo: null,
    deviceTimeSource: 'none' as const,
    source: 'recorded' as const,
    codec: 'h264',
    byteLength: 1000,
    sha256: '',
    expiresAt: at(expires),
    held: false,
  });
  const index = { segments: [segment(11, 12, 300), segment(10, 11, 290), segment(20, 21, 310)], gaps: [{ from: at(12), to: at(20) }] };

  it('joins segments that follow each other and keeps gaps between them', () => {
    expect(footageParts(index, { recorded: 'r', gap: 'g' }).map(({ fromMs, toMs, label }) => [fromMs, toMs, label])).toEqual([
      [ms(10), ms(12), 'r'],
      [ms(12), ms(20), 'g'],
      [ms(20), ms(21), 'r'],
    ]);
  });

  it('adds up length and size and finds what is deleted first', () => {
    expect(footageTotals(index.segments)).toEqual({ lengthMs: 3 * 60_000, byteLength: 3000, firstExpiry: at(290) });
    expect(footageTotals([])).toBeNull();
  });
});
