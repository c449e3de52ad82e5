import type { FacetState } from '../../domain/health-facet.ts';
import { EMPTY_PICTURE_MEMORY, type PictureMemory } from '../../domain/picture-memory.ts';
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
export function judgeStory(story: CameraStory): JudgedFrame[] {
  const { memory, judged } = judgeAll(story.ordinary, EMPTY_PICTURE_MEMORY, story.scene.source);
  return [...judged, ...story.episodes.flatMap((episode) => judgeAll(episode, memory, story.scene.source).judged)];
}

function judgeAll(frames: readonly LabelledFrame[], before: PictureMemory, source: string): { memory: PictureMemory; judged: JudgedFrame[] } {
  let memory = before;
  const judged: JudgedFrame[] = [];
  for (const { image, atMs, label, kind } of frames) {
    const verdict = judgePicture(image, atMs, memory);
    memory = verdict.memory;
    if (label !== undefined) judged.push({ label, verdict: verdict.observation.state, kind, source });
  }
  return { memory, judged };
}

/** How well one verdict is given. */
export interface ClassScore {
  readonly state: PictureState;
  readonly truePositives: number;
  readonly said: number;
  readonly labelled: number;
  /** truePositives ÷ said, and ÷ labelled. */
  readonly precision: number;
  readonly recall: number;
}

export const PICTURE_STATES = ['ok', 'covered', 'blurred', 'dark', 'moved', 'frozen'] as const;

/** Precision and recall of each verdict. */
export function scoreClasses(frames: readonly JudgedFrame[]): ClassScore[] {
  return PICTURE_STATES.map((state) => {
    const said = frames.filter((frame) => frame.verdict === state).length;
    const labelled = frames.filter((frame) => frame.label === state).length;
    const truePositives = frames.filter((frame) => frame.verdict === state && frame.label === state).length;
    return { state, truePositives, said, labelled, precision: truePositives / Math.max(1, said), recall: truePositives / Math.max(1, labelled) };
  });
}
