import { beforeAll, describe, expect, it } from 'vitest';
import { playStory, type CameraStory } from '../../../bench/pictures/camera-story.ts';
import { drawnScenes } from '../../../bench/pictures/drawn-scenes.ts';
import { photographScenes } from '../../../bench/pictures/photograph-scenes.ts';
import { believedFalseAlarms, judgeStory, type JudgedFrame } from '../../../bench/pictures/story-scores.ts';

/** Two cameras of the labelled set: a floor under the figures of docs/design/picture-check.md, which `matpho bench pictures` makes in full. */
describe('the picture check on a part of the labelled set', () => {
  let stories: CameraStory[];
  let frames: JudgedFrame[];

  beforeAll(async () => {
    const [, dragonfly] = photographScenes(true);
    const [street] = drawnScenes([101]);
    stories = [await playStory(dragonfly!, street!), await playStory(street!, dragonfly!)];
    frames = stories.flatMap((story) => judgeStory(story));
  });

  const rightShare = (of: readonly JudgedFrame[]): number => of.filter((frame) => frame.verdict === frame.label).length / of.length;

  it('finds nothing wrong with night, rain, mist and headlights', () => {
    const ordinary = frames.filter((frame) => frame.label === 'ok' && frame.kind !== 'lorry');
    expect(ordinary.length).toBeGreaterThan(60);
    expect(rightShare(ordinary)).toBeGreaterThanOrEqual(0.97);
    expect(stories.filter(believedFalseAlarms)).toEqual([]);
  });

  it.each([
    ['covered', 0.8],
    ['blurred', 0.8],
    ['dark', 1],
    ['moved', 0.7],
    ['frozen', 0.7],
  ] as const)('finds what is %s', (state, floor) => {
    expect(rightShare(frames.filter((frame) => frame.label === state))).toBeGreaterThanOrEqual(floor);
  });
});
