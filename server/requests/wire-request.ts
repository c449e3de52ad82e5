import type { z } from 'zod';
import { awaitedOf } from '../../domain/requests/request-rule.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { emergencySuspensionOut, footagePolicyOut, footageRequestOut } from '../../domain/wire/footage-request-wire.ts';
import type { SuspensionRow } from '../../db/repositories/emergency-suspension-repository.ts';
import type { FootagePolicyRow } from '../../db/repositories/footage-policy-repository.ts';
import type { FootageRequestRow } from '../../db/repositories/footage-request-repository.ts';

function isoOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : toIso(epochMs);
}

type WireRequest = z.output<typeof footageRequestOut>;

/** The person, the window's time of opening and its end. A request that ended opens nothing, whatever it opened before. */
function accessOf({ accessFromMs, accessUntilMs, endedAtMs, requestedBy, requestedByUsername }: FootageRequestRow): WireRequest['access'] {
  if (accessFromMs === null || accessUntilMs === null || endedAtMs !== null) return null;
  return { user: { id: requestedBy, username: requestedByUsername }, from: toIso(accessFromMs), until: toIso(accessUntilMs) };
}

/** A request in the shape of the API. */
export function wireRequest(row: FootageRequestRow): WireRequest {
  return {
    id: row.id,
    incident: { id: row.incidentId, referenceNumber: row.referenceNumber, category: row.category },
    cameraId: row.cameraId,
    cameraName: row.cameraName,
    ownerName: row.ownerName,
    state: row.state,
    from: toIso(row.fromMs),
    to: toIso(row.toMs),
    asked: { from: toIso(row.askedFromMs), to: toIso(row.askedToMs) },
    purpose: row.purpose,
    legalBasis: row.legalBasis,
    requestedBy: { id: row.requestedBy, username: row.requestedByUsername },
    requestedFor: row.requestedForName,
    requestedAt: toIso(row.requestedAtMs),
    emergency: row.emergency,
    justifyBy: isoOrNull(row.justifyByMs),
    justifiedAt: isoOrNull(row.justifiedAtMs),
    justification: row.justification,
    dueAt: toIso(row.dueAtMs),
    expiresAt: toIso(row.expiresAtMs),
    deciders: row.deciders,
    needsSecond: row.needsSecond,
    awaits: awaitedOf(row),
    decisions: row.decisions.map(({ part, decision, reason, by, username, atMs }) => ({
      part,
      decision,
      reason,
      decidedBy: { id: by, username },
      decidedAt: toIso(atMs),
    })),
    access: accessOf(row),
    endedBecause: row.endedBecause,
    endedAt: isoOrNull(row.endedAtMs),
    endReason: row.endReason,
    missing: row.missingReason,
    fulfilmentNote: row.fulfilmentNote,
    fulfilledAt: isoOrNull(row.fulfilledAtMs),
  };
}

/** A policy in the shape of the API. */
export function wirePolicy({ validFromMs, createdAtMs, ...row }: FootagePolicyRow): z.output<typeof footagePolicyOut> {
  return { ...row, validFrom: toIso(validFromMs), createdAt: toIso(createdAtMs) };
}

/** A suspension in the shape of the API. */
export function wireSuspension(row: SuspensionRow): z.output<typeof emergencySuspensionOut> {
  const { id, requestId, liftedBy, liftedByUsername, liftReason } = row;
  return {
    id,
    user: { id: row.userId, username: row.username },
    requestId,
    suspendedAt: toIso(row.suspendedAtMs),
    liftedAt: isoOrNull(row.liftedAtMs),
    liftedBy: liftedBy === null || liftedByUsername === null ? null : { id: liftedBy, username: liftedByUsername },
    liftReason,
  };
}
