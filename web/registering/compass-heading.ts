/** What a browser tells of how the telephone is held: the standard's event, and what iPhones have besides. */
export interface OrientationReading {
  /** Degrees, as W3C Device Orientation has them. */
  readonly alpha: number | null;
  readonly beta: number | null;
  readonly gamma: number | null;
  /** The angles are those to the earth, not to where the telephone was when it began. */
  readonly absolute: boolean;
  /** iPhones: clockwise from magnetic north, of the telephone's top. */
  readonly webkitCompassHeading?: number | undefined;
}

/** Readings over which a heading is averaged: about two seconds. */
export const AVERAGED_READINGS = 10;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const wrapped = (degrees: number): number => ((degrees % 360) + 360) % 360;

/**
 * Where a telephone points, in degrees clockwise from magnetic north; null when the reading doesn't tell. Held flat it is the screen's upper edge, held upright the telephone's back: halfway between both at any tilt between.
 * (Rotation: W3C Device Orientation, Z-X'-Y''.)
 *
 * @param screenAngleDeg how far the screen's picture is turned, `screen.orientation.angle`
 */
export function headingDeg(reading: OrientationReading, screenAngleDeg: number): number | null {
  const { alpha, beta, gamma, absolute, webkitCompassHeading } = reading;
  if (typeof webkitCompassHeading === 'number' && webkitCompassHeading >= 0) return wrapped(webkitCompassHeading + screenAngleDeg);
  if (!absolute || alpha === null || beta === null || gamma === null) return null;
  const [a, b, g, turn] = [radians(alpha), radians(beta), radians(gamma), radians(screenAngleDeg)];
  // columns of the rotation: the telephone's own axes (right, top, out of the screen) in east and north
  const right = [
    Math.cos(a) * Math.cos(g) - Math.sin(a) * Math.sin(b) * Math.sin(g),
    Math.sin(a) * Math.cos(g) + Math.cos(a) * Math.sin(b) * Math.sin(g),
  ] as const;
  const top = [-Math.sin(a) * Math.cos(b), Math.cos(a) * Math.cos(b)] as const;
  const out = [
    Math.cos(a) * Math.sin(g) + Math.sin(a) * Math.sin(b) * Math.cos(g),
    Math.sin(a) * Math.sin(g) - Math.cos(a) * Math.sin(b) * Math.cos(g),
  ] as const;
  const along = (axis: 0 | 1): number => Math.sin(turn) * right[axis] + Math.cos(turn) * top[axis] - out[axis];
  return wrapped((Math.atan2(along(0), along(1)) * 180) / Math.PI);
}

/** The middle of directions, which is no average of numbers: of 350° and 10° it is 0°. Null for none. */
export function meanBearingDeg(bearings: readonly number[]): number | null {
  if (bearings.length === 0) return null;
  const sum = (part: (angle: number) => number): number => bearings.reduce((total, bearing) => total + part(radians(bearing)), 0);
  return wrapped((Math.atan2(sum(Math.sin), sum(Math.cos)) * 180) / Math.PI);
}
