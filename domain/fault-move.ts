import { isFaulty, isWell, type FaultState } from './fault-terms.ts';
import type { Facet, FacetState } from './health-facet.ts';

/** A facet of a camera beside its unclosed entry in the repair ledger. */
export interface FaultStanding {
  readonly facet: Facet;
  readonly state: FacetState;
  /** Since when the facet is in this state; null when no history says so. */
  readonly sinceMs: number | null;
  /** Since when the camera answers; null when it doesn't. */
  readonly reachableSinceMs: number | null;
  /** Under maintenance: faults are being mended, new ones are not counted. */
  readonly maintenance: boolean;
  /** A draft, retired, or away on purpose. */
  readonly unexpected: boolean;
  readonly entry: { readonly state: FaultState; readonly recovered: boolean } | null;
}

/** What is to be written into the ledger. */
export type FaultMove = 'open' | 'recover' | 'fail_again' | 'restate' | 'withdraw';

/** A recording gap that is a consequence of a camera that didn't answer, or that ends by itself, is no fault of its own. */
export const RECORDING_GRACE_MS = 2 * 60_000;

/**
 * Compares a facet with the ledger. Undefined: they agree. `unknown` says nothing: what is open stays open, what recovers goes on recovering. Pure.
 */
export function faultMove(standing: FaultStanding, nowMs: number): FaultMove | undefined {
  const { facet, state, entry } = standing;
  if (entry === null) return isFaulty(facet, state) && mayOpen(standing, nowMs) ? 'open' : undefined;
  // recording that was switched off is no longer expected, which is not the same as recording that works
  if (standing.unexpected || (facet === 'recording' && state === 'off')) return 'withdraw';
  if (entry.recovered) return isFaulty(facet, state) ? 'fail_again' : undefined;
  if (isWell(facet, state)) return 'recover';
  return isFaulty(facet, state) && state !== entry.state ? 'restate' : undefined;
}

function mayOpen({ facet, sinceMs, reachableSinceMs, maintenance, unexpected }: FaultStanding, nowMs: number): boolean {
  if (unexpected || maintenance) return false;
  if (facet !== 'recording') return true;
  return reachableSinceMs !== null && nowMs - Math.max(sinceMs ?? 0, reachableSinceMs) >= RECORDING_GRACE_MS;
}
