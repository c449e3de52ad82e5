import { createHash } from 'node:crypto';

/** Phases are minutes' seconds; equal ids give equal phases. */
export function phaseOf(cameraId: string): number {
  return createHash('sha256').update(cameraId).digest().readUInt32BE(0) % 60;
}
