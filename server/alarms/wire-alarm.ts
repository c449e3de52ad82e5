import type { z } from 'zod';
import { toIso } from '../../domain/time-interval.ts';
import type { alarmOut, alarmPointOut, dutyShiftOut } from '../../domain/wire/alarm-wire.ts';
import type { AlarmPointRow } from '../../db/repositories/alarm-point-repository.ts';
import type { AlarmRow } from '../../db/repositories/alarm-repository.ts';
import type { DutyShiftRow } from '../../db/repositories/duty-shift-repository.ts';

const maybeIso = (ms: number | null): string | null => (ms === null ? null : toIso(ms));
const OUTSIDE_UNIT = { code: 'outside_unit', message: 'The place lies outside the boundary of the unit that was given. Check the place and the unit.' };

/** A bell as the API shows it. */
export function wireAlarmPoint(row: AlarmPointRow): z.output<typeof alarmPointOut> {
  const { id, name, unitId, unitName, uncertaintyM, category } = row;
  return {
    id,
    name,
    unitId,
    unitName,
    owner: { id: row.ownerId, name: row.ownerName },
    position: { type: 'Point', coordinates: [row.lon, row.lat] },
    uncertaintyM,
    category,
    disabled: row.disabledAtMs !== null,
    testUntil: maybeIso(row.testUntilMs),
    tokenIssuedAt: maybeIso(row.tokenIssuedAtMs),
    lastHeardAt: maybeIso(row.lastHeardAtMs),
    createdAt: toIso(row.createdAtMs),
    warnings: row.inUnit ? [] : [OUTSIDE_UNIT],
  };
}

/** An alarm as the API shows it. */
export function wireAlarm(row: AlarmRow): z.output<typeof alarmOut> {
  const { id, alarmPointId, name, unitId, unitName, incidentId, referenceNumber, test, pressCount, toldAll, planned, taken, missed, cancelled } = row;
  return {
    id,
    alarmPointId,
    name,
    unitId,
    unitName,
    position: { type: 'Point', coordinates: [row.lon, row.lat] },
    incidentId,
    referenceNumber,
    test,
    raisedAt: toIso(row.raisedAtMs),
    lastPressedAt: toIso(row.lastPressedAtMs),
    pressCount,
    toldAll,
    unansweredSince: maybeIso(row.escalatedAtMs),
    acknowledgedAt: maybeIso(row.acknowledgedAtMs),
    acknowledgedBy: row.acknowledgedBy === null ? null : { id: row.acknowledgedBy, name: row.acknowledgedByName! },
    burst: { planned, taken, missed, cancelled },
    nearGathering: row.nearGathering,
  };
}

/** A shift as the API shows it. */
export function wireDutyShift(row: DutyShiftRow): z.output<typeof dutyShiftOut> {
  return {
    id: row.id,
    organisation: { id: row.organisationId, name: row.organisationName },
    user: { id: row.userId, name: row.displayName },
    from: toIso(row.fromMs),
    to: toIso(row.toMs),
  };
}
