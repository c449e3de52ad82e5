import { createHash } from 'node:crypto';
import type { RgbRaster } from './rgb-raster.ts';

/** How a camera looks at its scene in one picture. */
export interface SceneLook {
  /** Shares of the picture's width and height that the view is shifted by, away from how the camera was mounted. */
  readonly shiftX: number;
  readonly shiftY: number;
  readonly rotateDeg: number;
  /** Instant, for what moves by itself. */
  readonly atMs: number;
}

/** How the camera was mounted. */
export const MOUNTED: Omit<SceneLook, 'atMs'> = { shiftX: 0, shiftY: 0, rotateDeg: 0 };

/** Where a scene's pictures come from. */
export type SceneSource = 'photograph' | 'drawn';

/** One place that a camera looks at, by day, without anything in the way. */
export interface PictureScene {
  readonly name: string;
  readonly source: SceneSource;
  readonly half: PictureHalf;
  view(look: SceneLook): Promise<RgbRaster>;
}

/** Thresholds are read off the one half and judged by the other; no scene is in both. */
export type PictureHalf = 'calibration' | 'test';

/**
 * The half of a scene: by a hash of its name, so that nobody chooses. Of the photographs a third serves for calibration, since those that earlier thresholds were read off
 * (`isKnown`) all do; of the drawn streets a half.
 */
export function halfOf(name: string, source: SceneSource, isKnown = false): PictureHalf {
  if (isKnown) return 'calibration';
  const byte = createHash('sha256').update(`matpho picture halves 1 ${name}`).digest()[0]!;
  return byte < (source === 'photograph' ? 85 : 128) ? 'calibration' : 'test';
}
