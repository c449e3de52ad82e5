import { planeOffset } from '../view-geometry.ts';
import type { Landmark, LandmarkCamera } from './landmark.ts';

/** A landmark as two rays from the lens: one in the camera, one in the world. */
export interface LandmarkRay {
  /** Right of and above the picture's middle, in half picture widths. */
  readonly rightOf: number;
  readonly above: number;
  /** Clockwise from north, in radians. */
  readonly bearingRad: number;
  /** Along the ground from the camera's foot, in metres. */
  readonly groundM: number;
  /** How far the ray sinks below the horizon, in radians. */
  readonly sinkRad: number;
}

/** The rays to a landmark. Flat ground and square pixels are assumed. */
export function landmarkRay({ inPicture, onMap }: Landmark, { position, heightM, picture }: LandmarkCamera): LandmarkRay {
  const { eastM, northM } = planeOffset(position, onMap);
  const groundM = Math.hypot(eastM, northM);
  return {
    rightOf: 2 * inPicture.xShare - 1,
    above: ((1 - 2 * inPicture.yShare) * picture.height) / picture.width,
    bearingRad: Math.atan2(eastM, northM),
    groundM,
    sinkRad: Math.atan2(heightM, groundM),
  };
}

/** Cosine of the angle between two rays in the world. */
export function cosineBetween(a: LandmarkRay, b: LandmarkRay): number {
  const level = Math.cos(a.sinkRad) * Math.cos(b.sinkRad) * Math.cos(a.bearingRad - b.bearingRad);
  return Math.min(1, Math.max(-1, level + Math.sin(a.sinkRad) * Math.sin(b.sinkRad)));
}
