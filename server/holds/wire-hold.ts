import type { z } from 'zod';
import { toIso } from '../../domain/time-interval.ts';
import type { holdOut } from '../../domain/wire/hold-wire.ts';
import type { HoldRow } from '../../db/repositories/hold-repository.ts';

type WireHold = z.output<typeof holdOut>;

/** A hold whose time is over counts as lapsed before the job writes it down. */
function stateOf(row: HoldRow, nowMs: number): WireHold['state'] {
  if (row.endedAtMs !== null) return row.endedBecause ?? 'lapsed';
  if (row.expiresAtMs !== null && row.expiresAtMs <= nowMs) return 'lapsed';
  return row.pending ? 'pending' : 'held';
}

function person(id: string | null, username: string | null): WireHold['createdBy'] {
  return id === null || username === null ? null : { id, username };
}

/** A hold in the shape of the API. */
export function wireHold(row: HoldRow, nowMs: number): WireHold {
  const { id, cameraId, cameraName, automatic, reason, requestId, releaseReason } = row;
  return {
    id,
    incident: { id: row.incidentId, referenceNumber: row.referenceNumber, category: row.category },
    heldFor: row.heldForName,
    cameraId,
    cameraName,
    from: toIso(row.fromMs),
    to: toIso(row.toMs),
    automatic,
    state: stateOf(row, nowMs),
    reason,
    expiresAt: row.expiresAtMs === null ? null : toIso(row.expiresAtMs),
    requestId,
    createdAt: toIso(row.createdAtMs),
    createdBy: person(row.createdBy, row.createdByUsername),
    endedAt: row.endedAtMs === null ? null : toIso(row.endedAtMs),
    releasedBy: person(row.releasedBy, row.releasedByUsername),
    releaseReason,
    outside: row.outside,
  };
}
