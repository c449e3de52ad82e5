import { describe, expect, it } from 'vitest';
import { observeFacet, SILENCE_RULES } from '../../../domain/facet-timeline.ts';
import { unknownFacet, type FacetMemory } from '../../../domain/health-facet.ts';

const MINUTE_MS = 60_000;

describe('the history of a facet', () => {
  const up: FacetMemory<'reachable'> = { facet: 'reachable', current: 'up', pending: null, seenAtMs: 1000 };
  const recorded: FacetMemory<'recording'> = { facet: 'recording', current: 'ok', pending: null, seenAtMs: 1000 };

  it('begins with the first answer, since before it nothing is known', () => {
    const { memory, changes } = observeFacet(unknownFacet('reachable'), { state: 'up', atMs: 5000 });
    expect(changes).toEqual([{ facet: 'reachable', state: 'up', fromMs: 5000 }]);
    expect(memory).toEqual({ facet: 'reachable', current: 'up', pending: null, seenAtMs: 5000 });
  });

  it('does not change by an observation that says the same', () => {
    expect(observeFacet(up, { state: 'up', atMs: 61_000 }).changes).toEqual([]);
  });

  it('changes from when the new state was first seen', () => {
    const first = observeFacet(up, { state: 'down', atMs: 61_000, cause: { code: 'camera_timeout' } });
    expect(first.changes).toEqual([]);
    expect(observeFacet(first.memory, { state: 'down', atMs: 76_000 }).changes).toEqual([
      { facet: 'reachable', state: 'down', fromMs: 61_000, cause: { code: 'camera_timeout' } },
    ]);
  });

  it('is unknown from the last look on when nobody looked for longer than five minutes, and the next answer decides alone', () => {
    const lastMs = 1000;
    const atMs = lastMs + 5 * MINUTE_MS + 1;
    expect(observeFacet(up, { state: 'down', atMs }).changes).toEqual([
      { facet: 'reachable', state: 'unknown', fromMs: lastMs, cause: { code: 'not_observed' } },
      { facet: 'reachable', state: 'down', fromMs: atMs },
    ]);
    expect(observeFacet(up, { state: 'down', atMs: atMs - 1 }).changes).toEqual([]);
  });

  it('forgets what was pending before the silence', () => {
    const doubtful = observeFacet(up, { state: 'down', atMs: 2000 }).memory;
    const { memory, changes } = observeFacet(doubtful, { state: 'up', atMs: 2000 + 10 * MINUTE_MS });
    expect(memory.pending).toBeNull();
    expect(changes.map((change) => change.state)).toEqual(['unknown', 'up']);
  });

  it('has a gap, not something unknown, where recording was silent', () => {
    const resumedMs = 1000 + SILENCE_RULES.recording.afterMs + 1;
    expect(observeFacet(recorded, { state: 'ok', atMs: resumedMs }).changes).toEqual([
      { facet: 'recording', state: 'gap', fromMs: 1000, cause: { code: 'not_observed' } },
      { facet: 'recording', state: 'ok', fromMs: resumedMs },
    ]);
  });

  it('has no silence within a stretch that was observed as a whole', () => {
    expect(observeFacet(recorded, { state: 'ok', sinceMs: 1010, atMs: 61_000 })).toEqual({ memory: { ...recorded, seenAtMs: 61_000 }, changes: [] });
    expect(observeFacet(recorded, { state: 'gap', sinceMs: 1001, atMs: 30_000 }).changes).toEqual([{ facet: 'recording', state: 'gap', fromMs: 1001 }]);
    expect(observeFacet(unknownFacet('recording'), { state: 'ok', sinceMs: 500, atMs: 10_500 }).changes).toEqual([
      { facet: 'recording', state: 'ok', fromMs: 500 },
    ]);
  });

  it('has no gap between segments that follow each other, or while recording was off', () => {
    expect(observeFacet(recorded, { state: 'ok', atMs: 1000 + SILENCE_RULES.recording.afterMs }).changes).toEqual([]);
    expect(observeFacet({ ...recorded, current: 'off' }, { state: 'ok', atMs: 3_600_000 }).changes).toEqual([
      { facet: 'recording', state: 'ok', fromMs: 3_600_000 },
    ]);
  });

  it('takes no silence from an observation that could not judge', () => {
    expect(observeFacet(up, { state: 'unknown', atMs: 3_600_000 })).toEqual({ memory: up, changes: [] });
  });
});
