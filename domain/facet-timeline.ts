import { advanceFacet, type Facet, type FacetCause, type FacetMemory, type FacetObservation, type FacetState } from './health-facet.ts';

/** From `fromMs` on a facet is in `state`, until the next change. */
export interface FacetChange {
  readonly facet: Facet;
  readonly state: FacetState;
  readonly fromMs: number;
  readonly cause?: FacetCause;
}

/** How long nobody may look at a facet before the time in between is told apart from what was seen. */
export interface SilenceRule {
  readonly afterMs: number;
  /** What the time of silence counts as. */
  readonly becomes: FacetState;
  /** States that silence ends; absent: all but `unknown`. */
  readonly ends?: readonly FacetState[];
}

const MINUTE_MS = 60_000;

/**
 * The product's rules. Nobody knows how a camera was while no worker ran: five missed contacts are "unknown", not a continuation of what was before. Pictures come
 * as rarely as once a day. Recording is the other way round: where no segment is, there is a gap, for certain.
 */
export const SILENCE_RULES: { readonly [F in Facet]: SilenceRule } = {
  reachable: { afterMs: 5 * MINUTE_MS, becomes: 'unknown' },
  picture: { afterMs: 49 * 60 * MINUTE_MS, becomes: 'unknown' },
  recording: { afterMs: 5000, becomes: 'gap', ends: ['ok'] },
  clock: { afterMs: 3 * 60 * MINUTE_MS, becomes: 'unknown' },
};

/** An observation that may hold for a stretch of time: a recorded segment, a gap. */
export interface LastingObservation<F extends Facet = Facet> extends FacetObservation<F> {
  /** The facet was in this state from here up to `atMs`; it then counts twice, at both ends. */
  readonly sinceMs?: number;
}

/** What an observation made of a facet. */
export interface ObservedFacet<F extends Facet = Facet> {
  readonly memory: FacetMemory<F>;
  /** Stretches of the facet's history that begin by it, in order of time. */
  readonly changes: readonly FacetChange[];
}

/** Counts one observation. Nothing is thrown, arguments are not changed. */
export function observeFacet<F extends Facet>(
  memory: FacetMemory<F>,
  { sinceMs, ...observation }: LastingObservation<F>,
  rule: SilenceRule = SILENCE_RULES[memory.facet],
): ObservedFacet<F> {
  if (sinceMs === undefined || sinceMs >= observation.atMs) return observeInstant(memory, observation, rule);
  const begun = observeInstant(memory, { ...observation, atMs: sinceMs }, rule);
  // between the two ends it was watched all the time, so no silence lies there
  const ended = observeInstant(begun.memory, observation, { ...rule, afterMs: Infinity });
  return { memory: ended.memory, changes: [...begun.changes, ...ended.changes] };
}

function observeInstant<F extends Facet>(memory: FacetMemory<F>, observation: FacetObservation<F>, rule: SilenceRule): ObservedFacet<F> {
  const silent = observation.state === 'unknown' ? undefined : afterSilence(memory, observation.atMs, rule);
  const { transition, ...next } = advanceFacet(silent?.memory ?? memory, observation);
  const arrived = transition && { facet: memory.facet, state: transition.to, fromMs: transition.atMs, ...(transition.cause && { cause: transition.cause }) };
  return { memory: next, changes: [...(silent ? [silent.change] : []), ...(arrived ? [arrived] : [])] };
}

function afterSilence<F extends Facet>(memory: FacetMemory<F>, atMs: number, rule: SilenceRule): { memory: FacetMemory<F>; change: FacetChange } | undefined {
  const { facet, current, seenAtMs } = memory;
  if (seenAtMs === null || atMs - seenAtMs <= rule.afterMs || current === rule.becomes) return undefined;
  const ends = rule.ends?.includes(current) ?? current !== 'unknown';
  if (!ends) return undefined;
  return {
    memory: { facet, current: rule.becomes as FacetState<F>, pending: null, seenAtMs },
    change: { facet, state: rule.becomes, fromMs: seenAtMs, cause: { code: 'not_observed' } },
  };
}
