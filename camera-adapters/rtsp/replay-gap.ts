import type { ReplayUnit } from './replay-units.ts';

/** More than this between two pictures is a gap when the second one needs no other … */
const JUMP_MS = 1_000;
/** … unless the camera took pictures that rarely anyway: so many times its last interval. */
const INTERVALS = 3;
/** A picture that needs those before it mostly belongs to them; after this long it doesn't, whatever it needs. */
const DEPENDENT_JUMP_MS = 10_000;
/** Pictures are sent out of the order they are shown in, by less than this; further back the recorder's clock was set. */
const BACK_MS = 1_000;

/**
 * Whether footage is missing between two pictures, so that no file may reach across: the recorder says so (E on the first, D on the second), or the device's time jumps. What a recorder marks in the middle
 * of a group of pictures without any time missing is not believed: pictures up to the next key frame would be lost for nothing.
 *
 * @param intervalMs between the two pictures before, undefined when there was only one.
 */
export function isReplayGap(before: ReplayUnit, unit: ReplayUnit, intervalMs: number | undefined): boolean {
  const stepMs = unit.deviceMs - before.deviceMs;
  if (stepMs < -BACK_MS) return true;
  if (before.endsSection || unit.isDiscontinuous) return unit.isClean || stepMs > JUMP_MS;
  return stepMs > (unit.isClean ? Math.max(JUMP_MS, INTERVALS * (intervalMs ?? 0)) : DEPENDENT_JUMP_MS);
}
