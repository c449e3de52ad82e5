import { randomFillSync } from 'node:crypto';
import { newId as uuidV7 } from '../domain/uuid.ts';

const BYTES = 10;
/** Random bytes are asked for many ids at once: each asking costs more than making an id of them. */
const drawn = new Uint8Array(BYTES * 256);
let used = drawn.length;

/** A fresh UUIDv7 at `nowMs`: ids sort by creation. */
export function newId(nowMs: number = Date.now()): string {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += BYTES;
  return uuidV7(nowMs, drawn.subarray(used - BYTES, used));
}
