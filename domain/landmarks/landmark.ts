import type { LonLat } from '../geojson.ts';

/** A point in a picture, as shares of its width and height from the upper left corner: 0 to 1. */
export interface PicturePoint {
  readonly xShare: number;
  readonly yShare: number;
}

/** One point on the ground, as it was marked in a camera's picture and on the map. */
export interface Landmark {
  readonly inPicture: PicturePoint;
  readonly onMap: LonLat;
}

/** What is known of the camera beforehand. */
export interface LandmarkCamera {
  readonly position: LonLat;
  /** Lens above the ground, in metres. */
  readonly heightM: number;
  /** Size of the picture in square pixels. */
  readonly picture: { readonly width: number; readonly height: number };
}
