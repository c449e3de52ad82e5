import type { Level2014, Level2025 } from './pixel-density-level.ts';

/** Every reason that a candidate's score can have, with what its sentence needs. Percents are 0 to 100. */
export interface WhyParams {
  /** The whole uncertainty disc lies inside the view. */
  readonly sees_full: { readonly distanceM: number };
  readonly sees_partial: { readonly distanceM: number };
  /** On the way to or from the place. */
  readonly sees_none: { readonly distanceM: number };
  readonly occluded: Readonly<Record<string, never>>;
  readonly density: { readonly pxPerM: number; readonly level2014: Level2014 | null; readonly level2025: Level2025 | null };
  readonly off_axis_centre: { readonly offAxisDeg: number };
  readonly off_axis_edge: { readonly offAxisDeg: number };
  /** The middle of the place lies beside the picture. */
  readonly off_axis_outside: { readonly offAxisDeg: number };
  readonly health_ok: Readonly<Record<string, never>>;
  readonly health_partly: { readonly percent: number };
  readonly health_down: Readonly<Record<string, never>>;
  readonly health_unknown: Readonly<Record<string, never>>;
  readonly footage_on_hand: { readonly percent: number };
  readonly footage_at_edge: Readonly<Record<string, never>>;
  readonly footage_lost: Readonly<Record<string, never>>;
  readonly footage_never_recorded: Readonly<Record<string, never>>;
  readonly footage_unknown: Readonly<Record<string, never>>;
  /** Nobody but the board can get it: the camera can't be dialled. */
  readonly footage_hand_in: Readonly<Record<string, never>>;
  readonly overwrite_soon: { readonly hours: number };
  readonly clock_known: { readonly offsetMs: number; readonly uncertaintyMs: number };
  readonly clock_unknown: Readonly<Record<string, never>>;
  /** The clock is right in another zone. */
  readonly clock_time_zone: { readonly zone: string };
  readonly clock_half_day: Readonly<Record<string, never>>;
  readonly clock_date_swapped: Readonly<Record<string, never>>;
  readonly clock_wrong_date: Readonly<Record<string, never>>;
  readonly clock_reset: Readonly<Record<string, never>>;
  /** Somebody set the clock around the incident; times of the readings before and after in epoch milliseconds. */
  readonly clock_step: { readonly fromMs: number; readonly toMs: number; readonly changeMs: number };
  readonly clock_contradicts: Readonly<Record<string, never>>;
}

/** One reason, for the web to say in the reader's language. */
export type WhyCode = { readonly [K in keyof WhyParams]: { readonly code: K; readonly params: WhyParams[K] } }[keyof WhyParams];
