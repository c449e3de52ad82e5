import { describe, expect, it } from 'vitest';
import { footageStretches } from '../../../domain/footage-stretches.ts';
import type { Candidate } from '../../../web/api/api-types.ts';
import { candidateFootageParts, candidateHealthParts, deviceTimeOf } from '../../../web/incidents/candidate-parts.ts';

const T = Date.parse('2026-11-22T01:00:00Z');
const iso = (seconds: number) => new Date(T + seconds * 1000).toISOString();
const words = { recorded: 'có', rest: 'không', unknown: 'chưa rõ', health: (facet: string, state: string) => `${facet} ${state}` };
const candidateOf = (more: object) =>
  ({
    trueWindow: { from: iso(0), to: iso(100) },
    footageSpans: [{ from: iso(10), to: iso(40) }],
    footageKnownTo: null,
    availability: 'on_hand',
    restAtEdge: false,
    healthThen: [],
    ...more,
  }) as unknown as Candidate;
const told = (parts: readonly { fromMs: number; toMs: number; tone: string; label: string }[]) =>
  parts.map(({ fromMs, toMs, tone, label }) => `${(fromMs - T) / 1000}-${(toMs - T) / 1000} ${tone} ${label}`);

describe('the line of a candidate', () => {
  it('has footage and gaps from the beginning of the incident to its end', () => {
    expect(told(candidateFootageParts(candidateOf({}), words))).toEqual(['0-10 none không', '10-40 good có', '40-100 none không']);
  });

  it('tells what lies in the device and what was overwritten from what was never there, and says nothing of what was not looked at', () => {
    const toneOf = (more: object) => candidateFootageParts(candidateOf(more), words)[0]!.tone;
    expect(['at_edge', 'lost', 'never_recorded', 'unknown'].map((availability) => toneOf({ availability, footageSpans: [] }))).toEqual([
      'warn',
      'bad',
      'none',
      'none',
    ]);
    expect(toneOf({ restAtEdge: true })).toBe('warn');
    expect(told(candidateFootageParts(candidateOf({ footageKnownTo: iso(40) }), words)).at(-1)).toBe('40-100 none chưa rõ');
  });

  it('has what was wrong then, cut to the incident, and nothing of what was well', () => {
    const healthThen = [
      { facet: 'reachable', state: 'up', from: iso(-50), to: null },
      { facet: 'picture', state: 'covered', from: iso(-50), to: iso(20) },
      { facet: 'recording', state: 'gap', from: iso(60), to: null },
      { facet: 'recording', state: 'off', from: iso(0), to: null },
    ];
    expect(told(candidateHealthParts(candidateOf({ healthThen }), words))).toEqual(['0-20 warn picture covered', '60-100 bad recording gap']);
  });

  it('tells the camera’s own time by its offset, and none where its clock was never read', () => {
    expect(deviceTimeOf({ clock: { offsetMs: -5000 } as Candidate['clock'] }, T)).toBe(T - 5000);
    expect(deviceTimeOf({ clock: null }, T)).toBeNull();
  });
});

describe('stretches of footage', () => {
  it('join pieces that follow each other within 1.5 s, in any order, and end with the incident', () => {
    const piece = (from: number, to: number) => ({ fromMs: from, toMs: to });
    const pieces = [piece(5000, 9000), piece(-2000, 3000), piece(3500, 5000), piece(11_000, 99_000), piece(200_000, 210_000)];
    expect(footageStretches(pieces, piece(0, 20_000))).toEqual([piece(0, 9000), piece(11_000, 20_000)]);
    expect(footageStretches([], piece(0, 1))).toEqual([]);
  });
});
