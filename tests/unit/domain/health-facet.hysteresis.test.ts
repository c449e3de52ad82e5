import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advanceFacet,
  FACET_POLICY,
  FACET_STATES,
  FACETS,
  unknownFacet,
  type Facet,
  type FacetMemory,
  type FacetObservation,
  type FacetTransition,
} from '../../../domain/health-facet.ts';

/** Feeds states a minute apart from minute 1 on; gives the last memory and all transitions. */
function feed<F extends Facet>(facet: F, states: readonly FacetObservation<F>['state'][], start: FacetMemory<F> = unknownFacet(facet)) {
  let memory = start;
  const transitions: FacetTransition<F>[] = [];
  for (const [index, state] of states.entries()) {
    const { transition, ...next } = advanceFacet(memory, { state, atMs: (index + 1) * 60_000 });
    memory = next;
    if (transition) transitions.push(transition);
  }
  return { memory, transitions };
}

const anyFacet = fc.constantFrom(...FACETS);
const history = anyFacet.chain((facet) =>
  fc.record({
    facet: fc.constant(facet),
    observations: fc.array(fc.record({ state: fc.constantFrom(...FACET_STATES[facet]), atMs: fc.integer({ min: 0, max: 1_000_000 }) }), { maxLength: 40 }),
  }),
);
type AnyObservation = FacetObservation;
const advance = (memory: FacetMemory, observation: AnyObservation) => advanceFacet(memory, observation);
function strip({ facet, current, pending, seenAtMs }: ReturnType<typeof advance>): FacetMemory {
  return { facet, current, pending, seenAtMs };
}

describe('advanceFacet', () => {
  it.each(FACETS)('lets the first answer about %s decide', (facet) => {
    for (const state of FACET_STATES[facet].filter((name) => name !== 'unknown')) {
      const { transition, ...memory } = advanceFacet<Facet>(unknownFacet<Facet>(facet), { state, atMs: 5, cause: { code: 'x' } });
      expect(transition).toEqual({ from: 'unknown', to: state, atMs: 5, cause: { code: 'x' } });
      expect(memory).toEqual({ facet, current: state, pending: null, seenAtMs: 5 });
    }
  });

  it('needs two failures for "down", dated at the first of them', () => {
    const { memory, transitions } = feed('reachable', ['up', 'down', 'down']);
    expect(memory.current).toBe('down');
    expect(transitions.at(-1)).toEqual({ from: 'up', to: 'down', atMs: 120_000 });
  });

  it('needs two answers for "up" again', () => {
    expect(feed('reachable', ['down', 'up']).memory.current).toBe('down');
    expect(feed('reachable', ['down', 'up', 'up']).transitions.at(-1)).toEqual({ from: 'down', to: 'up', atMs: 120_000 });
  });

  it('takes one failure between answers for nothing', () => {
    expect(feed('reachable', ['up', 'down', 'up', 'up', 'down', 'up']).transitions).toHaveLength(1);
  });

  it('needs three pictures in a row with the same fault', () => {
    expect(feed('picture', ['ok', 'covered', 'covered']).memory.current).toBe('ok');
    expect(feed('picture', ['ok', 'covered', 'covered', 'covered']).memory.current).toBe('covered');
    expect(feed('picture', ['ok', 'covered', 'blurred', 'covered', 'blurred', 'dark']).memory.current).toBe('ok');
  });

  it('does not count what could not be judged, nor break the row by it', () => {
    expect(feed('picture', ['ok', 'frozen', 'unknown', 'frozen', 'unknown', 'unknown', 'frozen']).transitions.at(-1)).toEqual({
      from: 'ok',
      to: 'frozen',
      atMs: 120_000,
    });
    expect(feed('picture', ['unknown', 'unknown']).memory).toEqual(unknownFacet('picture'));
  });

  it('believes at once that recording is switched off or runs again, and a gap at the second sight', () => {
    expect(feed('recording', ['ok', 'off']).memory.current).toBe('off');
    expect(feed('recording', ['ok', 'gap']).memory.current).toBe('ok');
    expect(feed('recording', ['ok', 'gap', 'gap']).memory.current).toBe('gap');
    expect(feed('recording', ['ok', 'gap', 'gap', 'ok']).memory.current).toBe('ok');
  });

  it('keeps the cause of the first agreeing observation', () => {
    const up = advanceFacet(unknownFacet('reachable'), { state: 'up', atMs: 1 });
    const once = advanceFacet(up, { state: 'down', atMs: 2, cause: { code: 'camera_timeout' } });
    const twice = advanceFacet(once, { state: 'down', atMs: 3, cause: { code: 'connection_refused' } });
    expect(twice.transition).toEqual({ from: 'up', to: 'down', atMs: 2, cause: { code: 'camera_timeout' } });
  });

  it('survives a round trip through JSON', () => {
    const up = advanceFacet(unknownFacet('reachable'), { state: 'up', atMs: 1 });
    const once = advanceFacet(up, { state: 'down', atMs: 2, cause: { code: 'camera_timeout' } });
    const stored = JSON.parse(JSON.stringify(once)) as FacetMemory<'reachable'>;
    expect(advanceFacet(stored, { state: 'down', atMs: 3 })).toEqual(advanceFacet(once, { state: 'down', atMs: 3 }));
  });

  it('never passes over on input that alternates, where more than one observation is needed', () => {
    const pairs = FACETS.flatMap((facet) => {
      const states = FACET_STATES[facet].filter((state) => state !== 'unknown');
      return states.flatMap((a) => states.filter((b) => b !== a).map((b) => ({ facet, a, b })));
    });
    fc.assert(
      fc.property(fc.constantFrom(...pairs), fc.integer({ min: 2, max: 60 }), ({ facet, a, b }, length) => {
        const needed = (FACET_POLICY[facet] as Record<string, number>)[b]!;
        fc.pre(needed > 1);
        let memory: FacetMemory = { facet, current: a, pending: null, seenAtMs: 0 };
        for (let index = 1; index <= length; index += 1) {
          const next = advance(memory, { state: index % 2 ? b : a, atMs: index });
          expect(next.transition).toBeUndefined();
          memory = strip(next);
        }
      }),
    );
  });

  it('passes over only after as many agreeing newest observations as the policy asks, dated at the first of them', () => {
    fc.assert(
      fc.property(history, ({ facet, observations }) => {
        let memory: FacetMemory = unknownFacet<Facet>(facet);
        const counted: AnyObservation[] = [];
        for (const observation of observations) {
          const before = memory;
          const { transition, ...after } = advance(memory, observation);
          if (observation.state !== 'unknown' && (before.seenAtMs === null || observation.atMs > before.seenAtMs)) counted.push(observation);
          if (transition) {
            const needed = transition.from === 'unknown' ? 1 : (FACET_POLICY[facet] as Record<string, number>)[transition.to]!;
            const row = counted.slice(-needed);
            expect(row).toHaveLength(needed);
            expect(row.every(({ state }) => state === transition.to)).toBe(true);
            expect(transition).toMatchObject({ from: before.current, to: after.current, atMs: row[0]!.atMs });
            expect(transition.from).not.toBe(transition.to);
          } else {
            expect(after.current).toBe(before.current);
          }
          memory = after;
        }
      }),
    );
  });

  it('ignores observations that are not newer than the newest one counted', () => {
    fc.assert(
      fc.property(history, fc.nat(), ({ facet, observations }, lateness) => {
        const memory = observations.reduce<FacetMemory>((known, observation) => strip(advance(known, observation)), unknownFacet<Facet>(facet));
        for (const observation of observations) {
          expect(advance(memory, observation)).toEqual(
            observation.state === 'unknown' || observation.atMs <= (memory.seenAtMs ?? -1) ? memory : expect.anything(),
          );
          expect(advance(memory, { ...observation, atMs: (memory.seenAtMs ?? -1) - lateness })).toEqual(memory.seenAtMs === null ? expect.anything() : memory);
        }
      }),
    );
  });

  it('leaves its arguments as they are', () => {
    const memory = Object.freeze({ facet: 'clock', current: 'ok', pending: Object.freeze({ state: 'off', firstAtMs: 1, count: 1 }), seenAtMs: 1 } as const);
    expect(advanceFacet<'clock'>(memory, Object.freeze({ state: 'off', atMs: 2 } as const)).current).toBe('off');
  });
});
