import type { z } from 'zod';
import type { FaultStatus } from '../../domain/fault-terms.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { absenceOut, alertOut, faultNoteOut, faultOut } from '../../domain/wire/fault-wire.ts';
import type { AbsenceRow } from '../../db/repositories/absence-repository.ts';
import type { AlertRow, FaultNoteRow, FaultRow } from '../../db/repositories/fault-repository.ts';

const isoOrNull = (atMs: number | null): string | null => (atMs === null ? null : toIso(atMs));

function statusOf({ closedAtMs, recoveredAtMs }: FaultRow): FaultStatus {
  if (closedAtMs !== null) return 'closed';
  return recoveredAtMs === null ? 'open' : 'recovering';
}

/** An entry of the repair ledger as the API returns it. */
export function wireFault(row: FaultRow): z.output<typeof faultOut> {
  const { id, cameraId, cameraName, siteName, unitId, unitName, facet, state, outcome, flapCount, alertId, responsible, noteCount } = row;
  const offsetMs = row.cause?.['offsetMs'];
  return {
    id,
    cameraId,
    cameraName,
    siteName,
    unitId,
    unitName,
    organisation: { id: row.organisationId, name: row.organisationName },
    facet,
    state,
    cause: row.likelyCause,
    clockOffsetMs: facet === 'clock' && typeof offsetMs === 'number' ? offsetMs : null,
    status: statusOf(row),
    openedAt: toIso(row.openedAtMs),
    recoveredAt: isoOrNull(row.recoveredAtMs),
    closedAt: isoOrNull(row.closedAtMs),
    outcome,
    verifiedAt: isoOrNull(row.verifiedAtMs),
    flapCount,
    alertId,
    responsible,
    noteCount,
  };
}

/** A note as the API returns it. */
export function wireNote(row: FaultNoteRow): z.output<typeof faultNoteOut> {
  const { id, kind, text, photos } = row;
  const author = { id: row.authorId, username: row.authorUsername, displayName: row.authorName };
  const removedPhotos = row.removedPhotos.map(({ atMs, byId, byUsername, byName }) => ({
    removedAt: toIso(atMs),
    removedBy: { id: byId, username: byUsername, displayName: byName },
  }));
  return { id, kind, text, happenedAt: toIso(row.happenedAtMs), recordedAt: toIso(row.recordedAtMs), author, photos: [...photos], removedPhotos };
}

/** An alert as the API returns it. */
export function wireAlert(row: AlertRow): z.output<typeof alertOut> {
  const { id, kind, commonCause, unitId, unitName, facts, endedBecause } = row;
  const { facet, state, cause, siteName, cameraCount } = facts;
  return {
    id,
    kind,
    commonCause,
    organisation: { id: row.organisationId, name: row.organisationName },
    unitId,
    unitName,
    facet,
    state,
    cause,
    siteName,
    cameraCount,
    cameras: [...facts.cameras],
    openedAt: toIso(row.openedAtMs),
    endedAt: isoOrNull(row.endedAtMs),
    endedBecause,
  };
}

/** An absence as the API returns it. */
export function wireAbsence(row: AbsenceRow): z.output<typeof absenceOut> {
  const { id, cameraId, reason, note } = row;
  const createdBy = { id: row.createdBy, username: row.createdByUsername };
  return { id, cameraId, from: toIso(row.fromMs), to: toIso(row.toMs), reason, note, createdBy, createdAt: toIso(row.createdAtMs) };
}
