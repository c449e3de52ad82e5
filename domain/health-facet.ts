/** States of each facet of a camera's health, `unknown` first: from it the first answer decides. */
export const FACET_STATES = {
  reachable: ['unknown', 'up', 'down'],
  picture: ['unknown', 'ok', 'covered', 'blurred', 'dark', 'moved', 'frozen'],
  recording: ['unknown', 'ok', 'gap', 'off'],
  clock: ['unknown', 'ok', 'off'],
} as const;
export type Facet = keyof typeof FACET_STATES;
export type FacetState<F extends Facet = Facet> = (typeof FACET_STATES)[F][number];

export const FACETS = Object.keys(FACET_STATES) as readonly Facet[];

/** Why a facet is in a state: JSON-safe facts, never secrets. */
export type FacetCause = Readonly<Record<string, unknown>>;

/** One answer about one facet, at the time of the contact that gave it. */
export interface FacetObservation<F extends Facet = Facet> {
  readonly state: FacetState<F>;
  readonly atMs: number;
  readonly cause?: FacetCause;
}

/** A state that was observed but not yet often enough to be believed; times and cause are those of its first observation. */
export interface PendingState<F extends Facet = Facet> {
  readonly state: FacetState<F>;
  readonly firstAtMs: number;
  readonly count: number;
  readonly cause?: FacetCause;
}

/** What is kept of a facet between two observations. JSON-safe. */
export interface FacetMemory<F extends Facet = Facet> {
  readonly facet: F;
  readonly current: FacetState<F>;
  readonly pending: PendingState<F> | null;
  /** Time of the newest observation that was counted; null before the first. */
  readonly seenAtMs: number | null;
}

/** A facet passed from one state to another. `atMs` is when the new state was first observed, not when it was believed. */
export interface FacetTransition<F extends Facet = Facet> {
  readonly from: FacetState<F>;
  readonly to: FacetState<F>;
  readonly atMs: number;
  readonly cause?: FacetCause;
}

/** How many agreeing observations in a row each state needs before it is believed. */
export type FacetPolicy = { readonly [F in Facet]: Readonly<Partial<Record<FacetState<F>, number>>> };

/**
 * The policy of the product. Two failures to "down" and two answers to "up": a single lost packet is no outage and a single lucky answer no
 * recovery, and with a contact a minute both show within 150 s. Three for a picture fault, since a passing lorry covers a lens too;
 * two for its end. A gap in recording needs two, since a segment may come late; its end and "off" (a setting, not a
 * measurement) one. Clocks two either way: one reading may have been slow on the network.
 */
export const FACET_POLICY: FacetPolicy = {
  reachable: { up: 2, down: 2 },
  picture: { ok: 2, covered: 3, blurred: 3, dark: 3, moved: 3, frozen: 3 },
  recording: { ok: 1, gap: 2, off: 1 },
  clock: { ok: 2, off: 2 },
};

/** A facet of which nothing is known yet. */
export function unknownFacet<F extends Facet>(facet: F): FacetMemory<F> {
  return { facet, current: 'unknown', pending: null, seenAtMs: null };
}

/**
 * Counts one observation.
 *
 * From `unknown` the first answer decides. Otherwise another state must be observed as often in a row as `policy` asks; one observation of the current
 * state in between begins the count anew, and so does one of a third state. An observation of `unknown` (the facet could not be judged)
 * says nothing and changes nothing. An observation that isn't newer than the newest one counted is ignored, so that a job that is run twice
 * or late counts once.
 *
 * Total: every memory and observation has an answer, nothing is thrown. Arguments are not changed.
 */
export function advanceFacet<F extends Facet>(
  memory: FacetMemory<F>,
  observation: FacetObservation<F>,
  policy: FacetPolicy = FACET_POLICY,
): FacetMemory<F> & { readonly transition?: FacetTransition<F> } {
  const { facet, current, pending, seenAtMs } = memory;
  const isStale = seenAtMs !== null && !(observation.atMs > seenAtMs);
  if (isStale || observation.state === 'unknown') return { facet, current, pending, seenAtMs };
  const seen = { facet, seenAtMs: observation.atMs };
  if (observation.state === current) return { ...seen, current, pending: null };
  const counted = countedPending(pending, observation);
  const needed = current === 'unknown' ? 1 : (policy[facet][observation.state] ?? 1);
  if (counted.count < needed) return { ...seen, current, pending: counted };
  const { state: to, firstAtMs: atMs, cause } = counted;
  return { ...seen, current: to, pending: null, transition: { from: current, to, atMs, ...(cause && { cause }) } };
}

function countedPending<F extends Facet>(pending: PendingState<F> | null, { state, atMs, cause }: FacetObservation<F>): PendingState<F> {
  if (pending?.state === state) {
    const known = pending.cause ?? cause;
    return { state, firstAtMs: pending.firstAtMs, count: pending.count + 1, ...(known && { cause: known }) };
  }
  return { state, firstAtMs: atMs, count: 1, ...(cause && { cause }) };
}
