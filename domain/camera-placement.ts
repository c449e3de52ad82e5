import type { CameraMotion } from './camera-terms.ts';
import type { PointGeometry } from './geojson.ts';

/** Where a camera hangs and points, in the shape of the API (`placement` of a camera, without its validity). */
export interface CameraPlacement {
  readonly position: PointGeometry;
  /** Lens above the ground, in metres. */
  readonly heightM: number;
  /** Middle of the view, clockwise from north, 0 <= bearing < 360. */
  readonly bearingDeg: number;
  /** 0 is horizontal, positive looks down, −90 to 90. */
  readonly tiltDeg: number;
  /** Horizontal field of view, 0 < hfov <= 360. */
  readonly hfovDeg: number;
  /** How far along the ground the camera is of use, in metres. */
  readonly rangeM: number;
  readonly resolution: { readonly width: number; readonly height: number };
  /** Default `fixed`. Any other can be turned: what it covers is what it can reach, and it may have looked elsewhere. */
  readonly motion?: CameraMotion | undefined;
  /** How wide a camera that can be turned reaches, around `bearingDeg`; null or absent is a full turn. */
  readonly panRangeDeg?: number | null | undefined;
}
