import { playStory, type CameraStory } from './camera-story.ts';
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

/** The stories of these cameras, one after another; a turned camera looks at the scene of the next but one. */
export async function* playStories(scenes: readonly PictureScene[]): AsyncGenerator<CameraStory> {
  for (const [index, scene] of scenes.entries()) yield await playStory(scene, scenes[(index + 2) % scenes.length]!);
}
