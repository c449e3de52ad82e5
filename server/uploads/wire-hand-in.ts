import type { z } from 'zod';
import type { HandInView } from '../../db/repositories/hand-in-repository.ts';
import { HAND_IN_LIMITS } from '../../domain/hand-in-terms.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { handInOut } from '../../domain/wire/hand-in-wire.ts';

/** When an unfinished upload is given up. */
export function expiresAtMs(row: Pick<HandInView, 'touchedAtMs'>): number {
  return row.touchedAtMs + HAND_IN_LIMITS.abandonedMs;
}

/** A hand-in as it is returned. */
export function wireHandIn(row: HandInView): z.output<typeof handInOut> {
  const { id, cameraId, state, fileName, byteLength, receivedBytes, refusal, segment } = row;
  return {
    id,
    cameraId,
    state,
    fileName,
    fileModifiedAt: row.fileModifiedAtMs === null ? null : toIso(row.fileModifiedAtMs),
    deviceStart: toIso(row.deviceStartMs),
    byteLength,
    receivedBytes,
    sha256: row.sha256?.toString('hex') ?? null,
    notes: [...row.notes],
    refusal,
    segment: segment && {
      id: segment.id,
      from: toIso(segment.fromMs),
      to: toIso(segment.toMs),
      uncertaintyMs: segment.uncertaintyMs,
      expiresAt: toIso(segment.expiresAtMs),
    },
    copy: row.copyState,
    createdAt: toIso(row.createdAtMs),
    expiresAt: state === 'receiving' ? toIso(expiresAtMs(row)) : null,
  };
}
