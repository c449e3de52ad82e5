import { describe, expect, it } from 'vitest';
import { faultMove, RECORDING_GRACE_MS, type FaultStanding } from '../../../domain/fault-move.ts';
import { isSettled, settlingMs } from '../../../domain/fault-settling.ts';
import { FACET_STATES, FACETS } from '../../../domain/health-facet.ts';
import { isFaulty } from '../../../domain/fault-terms.ts';

const NOW = Date.UTC(2026, 10, 26);
const standing = (changes: Partial<FaultStanding>): FaultStanding => ({
  facet: 'reachable',
  state: 'down',
  sinceMs: NOW - 1000,
  reachableSinceMs: null,
  maintenance: false,
  unexpected: false,
  entry: null,
  ...changes,
});
const entry = (recovered: boolean) => ({ state: 'down', recovered }) as const;
const move = (changes: Partial<FaultStanding>) => faultMove(standing(changes), NOW);

describe('faultMove', () => {
  it('opens an entry for every faulty state and for no other', () => {
    for (const facet of FACETS.filter((name) => name !== 'recording')) {
      for (const state of FACET_STATES[facet])
        expect([facet, state, move({ facet, state })]).toEqual([facet, state, isFaulty(facet, state) ? 'open' : undefined]);
    }
    expect(isFaulty('recording', 'off')).toBe(false);
    expect(isFaulty('clock', 'off')).toBe(true);
  });

  it('opens nothing for a camera that nobody expects to work or that is being mended', () => {
    expect(move({ unexpected: true })).toBeUndefined();
    expect(move({ maintenance: true })).toBeUndefined();
  });

  it('recovers on a good answer, goes on at a relapse, and takes another state of the same facet', () => {
    expect(move({ state: 'up', entry: entry(false) })).toBe('recover');
    expect(move({ state: 'down', entry: entry(true) })).toBe('fail_again');
    expect(move({ facet: 'picture', state: 'dark', entry: { state: 'covered', recovered: false } })).toBe('restate');
    expect(move({ entry: entry(false) })).toBeUndefined();
    expect(move({ state: 'up', entry: entry(true) })).toBeUndefined();
  });

  it('keeps an entry through maintenance and withdraws it when nobody expects the camera any more', () => {
    expect(move({ maintenance: true, entry: entry(false) })).toBeUndefined();
    expect(move({ maintenance: true, state: 'up', entry: entry(false) })).toBe('recover');
    expect(move({ unexpected: true, entry: entry(false) })).toBe('withdraw');
    expect(move({ facet: 'recording', state: 'off', entry: { state: 'gap', recovered: false } })).toBe('withdraw');
  });

  it('takes nothing for granted while nobody looks', () => {
    expect(move({ state: 'unknown', entry: entry(false) })).toBeUndefined();
    expect(move({ state: 'unknown', entry: entry(true) })).toBeUndefined();
    expect(move({ state: 'unknown' })).toBeUndefined();
  });

  it('takes a gap in a recording for a consequence as long as the camera does not answer, and for two minutes after', () => {
    const gap = { facet: 'recording', state: 'gap' } as const;
    const longAgoMs = NOW - 10 * RECORDING_GRACE_MS;
    expect(move({ ...gap, sinceMs: longAgoMs, reachableSinceMs: null })).toBeUndefined();
    expect(move({ ...gap, sinceMs: longAgoMs, reachableSinceMs: NOW - 30_000 })).toBeUndefined();
    expect(move({ ...gap, sinceMs: NOW - 30_000, reachableSinceMs: longAgoMs })).toBeUndefined();
    expect(move({ ...gap, sinceMs: longAgoMs, reachableSinceMs: NOW - RECORDING_GRACE_MS })).toBe('open');
  });

  it('is settled by one move: after it there is nothing more to do', () => {
    for (const facet of FACETS) {
      for (const state of FACET_STATES[facet]) {
        for (const recovered of [true, false]) {
          const before = standing({ facet, state, entry: { state: 'down', recovered } });
          const made = faultMove(before, NOW);
          if (made === undefined || made === 'withdraw') continue;
          const after = { state: isFaulty(facet, state) ? state : 'down', recovered: made === 'recover' } as const;
          expect(faultMove({ ...before, entry: after }, NOW), `${facet} ${state} ${made}`).toBeUndefined();
        }
      }
    }
  });
});

describe('isSettled', () => {
  const recovered = { flapCount: 0, recoveredAtMs: NOW - settlingMs(0), seenAtMs: NOW, well: true };

  it('asks for the settling time, longer the more often it relapsed', () => {
    expect(isSettled(recovered, NOW)).toBe(true);
    expect(isSettled(recovered, NOW - 1)).toBe(false);
    expect(isSettled({ ...recovered, flapCount: 1 }, NOW)).toBe(false);
    const times = [0, 1, 2, 5, 50].map(settlingMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('asks for an observation after the first good one, and for the facet to be good still', () => {
    expect(isSettled({ ...recovered, seenAtMs: recovered.recoveredAtMs }, NOW)).toBe(false);
    expect(isSettled({ ...recovered, seenAtMs: null }, NOW)).toBe(false);
    expect(isSettled({ ...recovered, well: false }, NOW)).toBe(false);
  });
});
