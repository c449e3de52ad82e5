import type { Level2014, Level2025 } from './pixel-density-level.ts';

/** Every reason that a candidate's score can have, with what its sentence needs. Percents are 0 to 100. */
export interface WhyParams {
  /** The whole uncertainty disc lies inside the view. */
  readonly sees_full: { readonly distanceM: number };
  readonly sees_partial: { readonly distanceM: number };
  readonly sees_none: { readonly distanceM: number };
  /** The middle of the place is in the view, and a building stands between. */
  readonly occluded: Readonly<Record<string, never>>;
  /** By the map of buildings it would see nothing: position or bearing may be wrong. */
  readonly view_doubtful: Readonly<Record<string, never>>;
  /** It can be turned, or where it points can't be told from outside. */
  readonly may_look_elsewhere: Readonly<Record<string, never>>;
  /** It sees a road that leads from the place, first after `alongM` metres along the roads. */
  readonly way_road: { readonly roadName: string | null; readonly alongM: number };
  /** No road is known at the place: the camera hangs near. */
  readonly way_distance: Readonly<Record<string, never>>;
  readonly density: { readonly pxPerM: number; readonly level2014: Level2014 | null; readonly level2025: Level2025 | null };
  /** The sun was below the horizon throughout. */
  readonly night: { readonly sunElevationDeg: number };
  readonly night_partly: Readonly<Record<string, never>>;
  readonly off_axis_centre: { readonly offAxisDeg: number };
  readonly off_axis_edge: { readonly offAxisDeg: number };
  /** The middle of the place lies beside the picture. */
  readonly off_axis_outside: { readonly offAxisDeg: number };
  readonly health_ok: Readonly<Record<string, never>>;
  readonly health_partly: { readonly percent: number };
  readonly health_down: Readonly<Record<string, never>>;
  readonly health_unknown: Readonly<Record<string, never>>;
  /** A fault of the picture (`covered`, `blurred`, `dark`, `moved`, `frozen`) and for how much of the incident. */
  readonly picture_fault: { readonly state: string; readonly percent: number };
  readonly footage_on_hand: { readonly percent: number };
  readonly footage_at_edge: Readonly<Record<string, never>>;
  /** Some of it was fetched, the rest is still in the device. */
  readonly footage_rest_at_edge: Readonly<Record<string, never>>;
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
  /** Where the camera hung then was entered after the incident. */
  readonly placement_recorded_after: { readonly atMs: number };
  readonly clock_contradicts: Readonly<Record<string, never>>;
}

/** One reason, for the web to say in the reader's language. */
export type WhyCode = { readonly [K in keyof WhyParams]: { readonly code: K; readonly params: WhyParams[K] } }[keyof WhyParams];
