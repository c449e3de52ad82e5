import type { Availability } from './candidate-availability.ts';
import { UNREAD_CLOCK_MS } from './device-window.ts';
import type { LinkingFacts, Sees } from './linking-facts.ts';
import { linkingReasons } from './linking-reasons.ts';
import type { WhyCode } from './linking-why.ts';

/**
 * What counts how much; together 1. Seeing the place counts most, and next that there is something to look at; density and position in the picture say
 * what it shows, health and clock how far it can be relied on. The weights are a judgement, not a measurement. This file is the one place where they and the factors below stand.
 */
export const LINKING_WEIGHTS = { sees: 0.35, footage: 0.25, density: 0.15, health: 0.1, clock: 0.1, off_axis: 0.05 } as const;
export type ScorePartName = keyof typeof LINKING_WEIGHTS;

const SEES_VALUE: Readonly<Record<Sees, number>> = { full: 1, partial: 0.6, none: 0 };
/** The middle of the place is hidden. */
const OCCLUDED_FACTOR = 0.3;
/** A camera that can be turned saw the place only if nobody had turned it elsewhere. */
const MOVABLE_FACTOR = 0.6;
/**
 * What footage, health and clock of a camera count that doesn't see the place: they order the ways among themselves. All three together are then worth 0.036, less than the smallest
 * worth of any camera that sees something of the place (0.35 × 0.6 × 0.3 × 0.6 = 0.038), so that no way ever stands above it.
 */
const WAY_FACTOR = 0.08;
const FOOTAGE_VALUE: Readonly<Record<Availability, number>> = { on_hand: 1, at_edge: 0.7, unknown: 0.3, lost: 0, never_recorded: 0 };
/** Of footage on hand, a small part of the incident is worth this much already. */
const SOME_FOOTAGE = 0.3;
/** Below the lowest level of IEC 62676-4 a density is worth nothing, from "identify" (2014) on nothing more is gained. */
const [WORTHLESS_PX_PER_M, SUFFICIENT_PX_PER_M] = [20, 250];
const UNKNOWN_HEALTH = 0.5;
/** A clock that is uncertain by this much is worth half. */
const HALF_CLOCK_MS = 5 * 60_000;

export interface ScorePart {
  readonly name: ScorePartName;
  /** 0 to 1. */
  readonly value: number;
  readonly weight: number;
}

export interface LinkingScore {
  /** 0 to 1, to three decimals: what is shown is what is sorted by. */
  readonly score: number;
  readonly parts: readonly ScorePart[];
  readonly why: readonly WhyCode[];
}

/** How well a camera fits an incident: the weighted sum of its parts, with the reasons in the order of {@link LINKING_WEIGHTS}. */
export function linkingScore(facts: LinkingFacts): LinkingScore {
  const values = partValues(facts);
  const names = Object.keys(LINKING_WEIGHTS) as ScorePartName[];
  const parts = names.map((name) => ({ name, value: rounded(values[name]), weight: LINKING_WEIGHTS[name] }));
  const score = rounded(names.reduce((sum, name) => sum + values[name] * LINKING_WEIGHTS[name], 0));
  return { score, parts, why: linkingReasons(facts) };
}

function partValues(facts: LinkingFacts): Record<ScorePartName, number> {
  const looksAtPlace = facts.sees !== 'none';
  const worth = looksAtPlace ? 1 : WAY_FACTOR;
  const footage = FOOTAGE_VALUE[facts.availability] * (facts.availability === 'on_hand' ? SOME_FOOTAGE + (1 - SOME_FOOTAGE) * clamped(facts.footageShare) : 1);
  return {
    sees: SEES_VALUE[facts.sees] * (facts.occluded ? OCCLUDED_FACTOR : 1) * (facts.movable === true ? MOVABLE_FACTOR : 1),
    footage: footage * worth,
    // Of a place that isn't in the picture, density and position in the picture say nothing.
    density: looksAtPlace ? clamped(Math.log(facts.pxPerM / WORTHLESS_PX_PER_M) / Math.log(SUFFICIENT_PX_PER_M / WORTHLESS_PX_PER_M)) : 0,
    off_axis: looksAtPlace && facts.movable !== true ? clamped(1 - facts.offAxisDeg / (facts.hfovDeg / 2)) : 0,
    health: (facts.healthShare === null ? UNKNOWN_HEALTH : clamped(facts.healthShare)) * worth,
    clock: worth / (1 + (facts.clock?.uncertaintyMs ?? UNREAD_CLOCK_MS) / HALF_CLOCK_MS),
  };
}

function clamped(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
