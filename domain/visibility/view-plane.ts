import type { LonLat } from '../geojson.ts';
import { destinationPoint, planeOffset } from '../view-geometry.ts';

const RAD_PER_DEG = Math.PI / 180;

/** Metres from the lens: `ahead` along a view's left edge, `right` at a right angle to it, clockwise. */
export interface PlanePoint {
  readonly ahead: number;
  readonly right: number;
}

/** The ground around a lens, with angles counted clockwise from a view's left edge. */
export interface ViewPlane {
  toPlane(point: LonLat): PlanePoint;
  /** `angleRad` clockwise from the left edge. */
  toLonLat(angleRad: number, distanceM: number): LonLat;
}

/** The plane around `centre` whose angles begin at `leftDeg` (a bearing). */
export function viewPlane(centre: LonLat, leftDeg: number): ViewPlane {
  const sin = Math.sin(leftDeg * RAD_PER_DEG);
  const cos = Math.cos(leftDeg * RAD_PER_DEG);
  return {
    toPlane(point) {
      const { eastM, northM } = planeOffset(centre, point);
      return { ahead: northM * cos + eastM * sin, right: eastM * cos - northM * sin };
    },
    toLonLat: (angleRad, distanceM) => destinationPoint(centre, leftDeg + angleRad / RAD_PER_DEG, distanceM),
  };
}
