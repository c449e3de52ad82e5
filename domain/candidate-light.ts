import type { LonLat } from './geojson.ts';
import { sunElevationDeg } from './sun-elevation.ts';
import type { TimeInterval } from './time-interval.ts';

/** Daylight during an incident: `both` when the sun rose or set in it. */
export const LIGHTS = ['day', 'night', 'both'] as const;
export type Light = (typeof LIGHTS)[number];

/** Daylight at the place of an incident; `sunElevationDeg` in the middle of its time, to a tenth. */
export interface IncidentLight {
  readonly light: Light;
  readonly sunElevationDeg: number;
}

/** The sun's upper edge touches the horizon when its middle stands this low (16' of radius and 34' of refraction: the rule of almanacs). */
const HORIZON_DEG = -0.833;
const STEP_MS = 10 * 60_000;
const MOST_STEPS = 144;

/** Whether it was day or night at `location`. Looked at every ten minutes, at 145 instants at most: what lasts a day has both. */
export function incidentLight(location: LonLat, { fromMs, toMs }: TimeInterval): IncidentLight {
  const steps = Math.min(MOST_STEPS, Math.max(1, Math.ceil((toMs - fromMs) / STEP_MS)));
  let [day, night] = [false, false];
  for (let step = 0; step <= steps && !(day && night); step += 1) {
    const isNight = sunElevationDeg(location, fromMs + ((toMs - fromMs) * step) / steps) < HORIZON_DEG;
    if (isNight) night = true;
    else day = true;
  }
  const elevationDeg = sunElevationDeg(location, (fromMs + toMs) / 2);
  return { light: day && night ? 'both' : day ? 'day' : 'night', sunElevationDeg: Math.round(elevationDeg * 10) / 10 };
}
