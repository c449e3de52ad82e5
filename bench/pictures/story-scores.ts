import type { FacetState } from '../../domain/health-facet.ts';
import { EMPTY_PICTURE_MEMORY, type PictureMemory } from '../../domain/picture-memory.ts';
import { PICTURE_THRESHOLDS, type PictureThresholds } from '../../domain/picture-thresholds.ts';
import { judgePicture } from '../../domain/picture-verdict.ts';
import type { CameraStory, LabelledFrame } from './camera-story.ts';

type PictureState = FacetState<'picture'>;

/** One labelled picture and what the service said of it. */
export interface JudgedFrame {
  readonly label: PictureState;
  readonly verdict: PictureState;
  readonly kind: string;
  readonly source: string;
}

/** A camera's story, judged as the service does it: each picture with the memory of those before. */
export function judgeStory(story: CameraStory, thresholds: PictureThresholds = PICTURE_THRESHOLDS): JudgedFrame[] {
  const { memory, judged } = judgeAll(story.ordinary, EMPTY_PICTURE_MEMORY, story.scene.source, thresholds);
  return [...judged, ...story.episodes.flatMap((episode) => judgeAll(episode, memory, story.scene.source, thresholds).judged)];
}

function judgeAll(
  frames: readonly LabelledFrame[],
  before: PictureMemory,
  source: string,
  thresholds: PictureThresholds,
): { memory: PictureMemory; judged: JudgedFrame[] } {
  let memory = before;
  const judged: JudgedFrame[] = [];
  for (const { image, atMs, label, kind } of frames) {
    const verdict = judgePicture(image, atMs, memory, thresholds);
    memory = verdict.memory;
    if (label !== undefined) judged.push({ label, verdict: verdict.observation.state, kind, source });
  }
  return { memory, judged };
}

/** How well one verdict is given. */
export interface ClassScore {
  readonly state: PictureState;
  /** Precision is `truePositives` ÷ `said`, recall ÷ `labelled`. */
  readonly truePositives: number;
  readonly said: number;
  readonly labelled: number;
}

export const PICTURE_STATES = ['ok', 'covered', 'blurred', 'dark', 'moved', 'frozen'] as const;

/** Precision and recall of each verdict. */
export function scoreClasses(frames: readonly JudgedFrame[]): ClassScore[] {
  return PICTURE_STATES.map((state) => {
    const said = frames.filter((frame) => frame.verdict === state).length;
    const labelled = frames.filter((frame) => frame.label === state).length;
    const truePositives = frames.filter((frame) => frame.verdict === state && frame.label === state).length;
    return { state, truePositives, said, labelled };
  });
}

/** Whether the ordinary days would have raised an alarm: three pictures in a row with the same fault. */
export function believedFalseAlarms(story: CameraStory): boolean {
  const verdicts = judgeAll(story.ordinary, EMPTY_PICTURE_MEMORY, story.scene.source, PICTURE_THRESHOLDS).judged.map((frame) => frame.verdict);
  return verdicts.some((verdict, index) => index >= 2 && verdict !== 'ok' && verdict === verdicts[index - 1] && verdict === verdicts[index - 2]);
}
