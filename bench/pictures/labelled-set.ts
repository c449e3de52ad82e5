import { drawnScenes } from './drawn-scenes.ts';
import { photographScenes } from './photograph-scenes.ts';
import type { PictureHalf, PictureScene } from './picture-scene.ts';
import { videoScene } from './video-scene.ts';

/** Seeds of the drawn streets. */
const SEEDS = Array.from({ length: 16 }, (_, index) => 101 + index);

/** All scenes of one half of the labelled set. */
export function scenesOf(half: PictureHalf): PictureScene[] {
  return [...photographScenes(), videoScene(), ...drawnScenes(SEEDS)].filter((scene) => scene.half === half);
}

/** What a camera looks at that was turned away from its scene: the next but one of its half. */
export function otherScene(scenes: readonly PictureScene[], index: number): PictureScene {
  return scenes[(index + 2) % scenes.length]!;
}
