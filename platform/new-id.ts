import { randomBytes } from 'node:crypto';
import { newId as uuidV7 } from '../domain/uuid.ts';

/** A fresh UUIDv7 at `nowMs`: ids sort by creation. */
export function newId(nowMs: number = Date.now()): string {
  return uuidV7(nowMs, randomBytes(10));
}
