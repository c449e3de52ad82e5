import { isAppError } from '../../domain/app-error.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { OpenReplay } from './open-replay.ts';
import { createReplayUnits } from './replay-units.ts';

/** Where the next picture of a recording lies that fell silent before the end of a stretch. */
export type NextPicture = 'inside' | 'beyond' | 'none' | 'unknown';

/** From the key frame before up to the picture that is looked for. */
const MOST_REPEATED_BYTES = 64 * 1024 * 1024;
const REST_OF_PICTURE_MS = 200;

/**
 * Asks a silent recorder what comes next, whenever that is: whether a gap reaches across the end of the stretch can't be seen by silence. Nothing of what it sends is kept.
 *
 * @param stretch on the recorder's timeline.
 * @param lastMs the last picture that came, undefined when none did.
 * @returns `none` when the recorder says that there is none, `unknown` when it says nothing.
 */
export async function findNextPicture(replay: OpenReplay, stretch: TimeInterval, lastMs: number | undefined, waitMs: number): Promise<NextPicture> {
  const fromMs = lastMs === undefined ? stretch.fromMs : Math.floor(lastMs) + 1;
  const answered = await within(waitMs, replay.play({ fromMs, toMs: undefined }));
  if (answered === 'late' || answered === 'failed') return 'unknown';
  if (answered === undefined) return 'none';
  const units = createReplayUnits(replay.video, fromMs);
  for (let bytes = 0; bytes <= MOST_REPEATED_BYTES;) {
    const event = await replay.queue.next(units.hasPending ? REST_OF_PICTURE_MS : waitMs);
    const unit = event.kind === 'packet' ? units.push(event.packet) : units.flush();
    bytes += unit?.byteLength ?? 0;
    if (unit !== undefined && units.isTimed && unit.deviceMs > (lastMs ?? -Infinity) && unit.deviceMs >= stretch.fromMs)
      return unit.deviceMs < stretch.toMs ? 'inside' : 'beyond';
    if (event.kind !== 'packet' && unit === undefined) return 'unknown';
  }
  return 'unknown';
}

/** `failed` when the connection broke meanwhile: how a replay ends is told elsewhere. */
async function within<T>(waitMs: number, answer: Promise<T>): Promise<T | 'late' | 'failed'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), waitMs);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    if (isAppError(error)) return 'failed';
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
