import { installPackages } from '../tests/support/services/install-packages.ts';
import { figure, type Bench, type BenchFigure } from './bench-result.ts';
import { playStory, type CameraStory } from './pictures/camera-story.ts';
import { otherScene, scenesOf } from './pictures/labelled-set.ts';
import { hasPhotographs, PHOTOGRAPH_PACKAGES } from './pictures/photograph-scenes.ts';
import type { PictureHalf } from './pictures/picture-scene.ts';
import { hasVideo } from './pictures/video-scene.ts';
import { believedFalseAlarms, judgeStory, PICTURE_STATES, scoreClasses, type JudgedFrame } from './pictures/story-scores.ts';

/** One row for each cell of the confusion table that isn't empty, and for each condition or fault. */
function countFigures(half: string, frames: readonly JudgedFrame[]): BenchFigure[] {
  const cells = PICTURE_STATES.flatMap((label) =>
    PICTURE_STATES.map((verdict) => ({ label, verdict, count: frames.filter((frame) => frame.label === label && frame.verdict === verdict).length })),
  );
  const kinds = [...new Set(frames.map((frame) => frame.kind))].map((kind) => frames.filter((frame) => frame.kind === kind));
  return [
    ...cells.filter(({ count }) => count > 0).map(({ label, verdict, count }) => figure(`${half}: labelled ${label}, called ${verdict}`, count, 'pictures')),
    ...kinds.map((of) => figure(`${half}: right of "${of[0]!.kind}"`, of.filter((frame) => frame.verdict === frame.label).length, 'pictures', of.length)),
  ];
}

function scoreFigures(half: string, frames: readonly JudgedFrame[], stories: readonly CameraStory[]): BenchFigure[] {
  const photographs = frames.filter((frame) => frame.source === 'photograph').length;
  return [
    figure(`${half}: labelled pictures, of which from photographs (baseline: all)`, photographs, 'pictures', frames.length),
    ...scoreClasses(frames).flatMap(({ state, truePositives, said, labelled }) => [
      figure(`${half}: precision of ${state}`, truePositives, 'of those called so', said),
      figure(`${half}: recall of ${state}`, truePositives, 'of those that are', labelled),
    ]),
    figure(`${half}: cameras in good order with a fault believed (three in a row)`, stories.filter(believedFalseAlarms).length, 'cameras', stories.length),
    ...countFigures(half, frames),
  ];
}

async function play(half: PictureHalf, progress: (line: string) => void): Promise<CameraStory[]> {
  const scenes = scenesOf(half);
  const stories: CameraStory[] = [];
  for (const [index, scene] of scenes.entries()) {
    progress(`${half} half: camera ${index + 1} of ${scenes.length}, ${scene.name}`);
    stories.push(await playStory(scene, otherScene(scenes, index)));
  }
  return stories;
}

/** Precision and recall of the picture check on the labelled set, which is made anew in each run: docs/design/picture-check.md. */
export const picturesBench: Bench = async (progress) => {
  if (!hasPhotographs() || !hasVideo()) await installPackages(PHOTOGRAPH_PACKAGES);
  const figures: BenchFigure[] = [];
  for (const half of ['test', 'calibration'] as const) {
    const stories = await play(half, progress);
    figures.push(
      ...scoreFigures(
        half,
        stories.flatMap((story) => judgeStory(story)),
        stories,
      ),
    );
  }
  return figures;
};
