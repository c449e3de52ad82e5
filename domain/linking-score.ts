import type { Availability } from './candidate-availability.ts';
import { UNREAD_CLOCK_MS } from './device-window.ts';
import type { WhyCode } from './linking-why.ts';
import { pixelDensityLevel } from './pixel-density-level.ts';

/** Whether a view holds the place: the whole uncertainty disc, a part of it, or none of it (a camera on the way). */
export const SEES = ['full', 'partial', 'none'] as const;
export type Sees = (typeof SEES)[number];

/**
 * What counts how much; together 1. Seeing the place counts most, and next that there is something to look at; density and position in the picture say
 * what it shows, health and clock how far it can be relied on. The weights are a judgement, not a measurement.
 */
export const LINKING_WEIGHTS = { sees: 0.35, footage: 0.25, density: 0.15, health: 0.1, clock: 0.1, off_axis: 0.05 } as const;
export type ScorePartName = keyof typeof LINKING_WEIGHTS;

const SEES_VALUE: Readonly<Record<Sees, number>> = { full: 1, partial: 0.6, none: 0 };
const OCCLUDED_FACTOR = 0.3;
const FOOTAGE_VALUE: Readonly<Record<Availability, number>> = { on_hand: 1, at_edge: 0.7, unknown: 0.3, lost: 0, never_recorded: 0 };
/** Of footage on hand, a small part of the incident is worth this much already. */
const SOME_FOOTAGE = 0.3;
/** Below the lowest level of IEC 62676-4 a density is worth nothing, from "identify" (2014) on nothing more is gained. */
const [WORTHLESS_PX_PER_M, SUFFICIENT_PX_PER_M] = [20, 250];
const UNKNOWN_HEALTH = 0.5;
/** A clock that is uncertain by this much is worth half. */
const HALF_CLOCK_MS = 5 * 60_000;
const SOON_MS = 24 * 3_600_000;

/** What a camera's score is made of. Shares are 0 to 1. */
export interface LinkingFacts {
  readonly sees: Sees;
  readonly occluded: boolean;
  readonly distanceM: number;
  /** At the middle of the place. */
  readonly pxPerM: number;
  /** Between the middle of the view and the middle of the place. */
  readonly offAxisDeg: number;
  readonly hfovDeg: number;
  /** See `health-share.ts`; null when nothing is known. */
  readonly healthShare: number | null;
  readonly availability: Availability;
  /** The camera can't be dialled: what there is must be handed in. */
  readonly handIn?: boolean;
  /** Share of the incident that footage on hand covers. */
  readonly footageShare: number;
  /** How long until footage begins to be overwritten; null when that isn't known or won't happen. */
  readonly overwrittenInMs: number | null;
  readonly clock: { readonly offsetMs: number; readonly uncertaintyMs: number } | null;
}

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
  return { score, parts, why: [...seesWhy(facts), ...footageWhy(facts), healthWhy(facts), clockWhy(facts)] };
}

function partValues(facts: LinkingFacts): Record<ScorePartName, number> {
  const looksAtPlace = facts.sees !== 'none';
  return {
    sees: SEES_VALUE[facts.sees] * (facts.occluded ? OCCLUDED_FACTOR : 1),
    footage: FOOTAGE_VALUE[facts.availability] * (facts.availability === 'on_hand' ? SOME_FOOTAGE + (1 - SOME_FOOTAGE) * clamped(facts.footageShare) : 1),
    // Of a place that isn't in the picture, density and position in the picture say nothing.
    density: looksAtPlace ? clamped(Math.log(facts.pxPerM / WORTHLESS_PX_PER_M) / Math.log(SUFFICIENT_PX_PER_M / WORTHLESS_PX_PER_M)) : 0,
    off_axis: looksAtPlace ? clamped(1 - facts.offAxisDeg / (facts.hfovDeg / 2)) : 0,
    health: facts.healthShare === null ? UNKNOWN_HEALTH : clamped(facts.healthShare),
    clock: 1 / (1 + (facts.clock?.uncertaintyMs ?? UNREAD_CLOCK_MS) / HALF_CLOCK_MS),
  };
}

function seesWhy(facts: LinkingFacts): WhyCode[] {
  const sees: WhyCode = { code: `sees_${facts.sees}`, params: { distanceM: facts.distanceM } };
  if (facts.sees === 'none') return [sees];
  const { iec2014: level2014, iec2025: level2025 } = pixelDensityLevel(facts.pxPerM);
  const occluded: WhyCode[] = facts.occluded ? [{ code: 'occluded', params: {} }] : [];
  return [sees, ...occluded, { code: 'density', params: { pxPerM: facts.pxPerM, level2014, level2025 } }, offAxisWhy(facts)];
}

function offAxisWhy({ offAxisDeg, hfovDeg }: LinkingFacts): WhyCode {
  const params = { offAxisDeg };
  if (offAxisDeg > hfovDeg / 2) return { code: 'off_axis_outside', params };
  return { code: offAxisDeg > hfovDeg / 4 ? 'off_axis_edge' : 'off_axis_centre', params };
}

function footageWhy({ availability, handIn = false, footageShare, overwrittenInMs }: LinkingFacts): WhyCode[] {
  if (availability === 'unknown' && handIn) return [{ code: 'footage_hand_in', params: {} }];
  const footage: WhyCode =
    availability === 'on_hand' ? { code: 'footage_on_hand', params: { percent: percentOf(footageShare) } } : { code: `footage_${availability}`, params: {} };
  if (overwrittenInMs === null || overwrittenInMs <= 0 || overwrittenInMs > SOON_MS) return [footage];
  return [footage, { code: 'overwrite_soon', params: { hours: Math.max(1, Math.floor(overwrittenInMs / 3_600_000)) } }];
}

function healthWhy({ healthShare }: LinkingFacts): WhyCode {
  if (healthShare === null) return { code: 'health_unknown', params: {} };
  if (healthShare >= 0.995) return { code: 'health_ok', params: {} };
  return healthShare <= 0.005 ? { code: 'health_down', params: {} } : { code: 'health_partly', params: { percent: percentOf(healthShare) } };
}

function clockWhy({ clock }: LinkingFacts): WhyCode {
  return clock === null
    ? { code: 'clock_unknown', params: {} }
    : { code: 'clock_known', params: { offsetMs: clock.offsetMs, uncertaintyMs: clock.uncertaintyMs } };
}

/** Whole percents; what is not all or nothing is never shown as 0 or 100. */
function percentOf(share: number): number {
  if (share <= 0 || share >= 1) return share <= 0 ? 0 : 100;
  return Math.min(99, Math.max(1, Math.round(share * 100)));
}

function clamped(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
