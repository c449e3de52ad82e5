import type { Rgb } from './raster.ts';

/** How light it is. */
export interface Daylight {
  /** 0 at night, 1 at full day, between in the dusk. */
  readonly day: number;
  /** Factor on every colour; street lamps keep it well above black at night. */
  readonly brightness: Rgb;
  readonly skyTop: Rgb;
  readonly skyLow: Rgb;
}

const HOUR_MS = 3_600_000;
const NIGHT: Omit<Daylight, 'day'> = { brightness: [0.5, 0.46, 0.42], skyTop: [40, 46, 78], skyLow: [96, 92, 104] };
const DAY: Omit<Daylight, 'day'> = { brightness: [1, 1, 1], skyTop: [108, 158, 214], skyLow: [206, 222, 232] };

/** Light of the street at an instant: near the equator the sun rises about 6 h and sets about 18 h, Vietnam's time, all year. */
export function daylightAt(atMs: number): Daylight {
  const hour = (((atMs / HOUR_MS + 7) % 24) + 24) % 24;
  const day = Math.min(1, Math.max(0, Math.min(hour - 5.3, 18.6 - hour) / 1.2));
  return {
    day,
    brightness: mixRgb(NIGHT.brightness, DAY.brightness, day),
    skyTop: mixRgb(NIGHT.skyTop, DAY.skyTop, day),
    skyLow: mixRgb(NIGHT.skyLow, DAY.skyLow, day),
  };
}

/** `from` and `to` mixed; `share` of `to` from 0 to 1. */
export function mixRgb(from: Rgb, to: Rgb, share: number): Rgb {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share, from[2] + (to[2] - from[2]) * share];
}
