import { isAppError } from '../../domain/app-error.ts';
import { alarmHold, alarmOccurred, ALARM_PLAN, isPressTold, joinsAlarm } from '../../domain/alarm-rule.ts';
import { allowsAutomatics } from '../../domain/gathering-rule.ts';
import type { AlarmEvent } from '../../domain/live-event.ts';
import { automaticHoldExpiresAtMs } from '../../domain/retention.ts';
import { uncertaintyDisc } from '../../domain/uncertainty-disc.ts';
import type { Queryable } from '../../db/database.ts';
import { publishEvent, publishEvents } from '../../db/live-events.ts';
import { camerasSeeing, planBurst } from '../../db/repositories/alarm-burst-repository.ts';
import { answeringPost, findRingingPoint, markHeard, type RingingPoint } from '../../db/repositories/alarm-point-repository.ts';
import { countPress, findEarlierAlarm, insertAlarm, type EarlierAlarm } from '../../db/repositories/alarm-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { insertHold } from '../../db/repositories/hold-repository.ts';
import { insertIncident, isNearGathering, nextReferenceNumber } from '../../db/repositories/incident-repository.ts';
import { isAnyoneOnDuty } from '../../db/repositories/live-audience-repository.ts';
import { newId } from '../../platform/new-id.ts';
import type { ServerContext } from '../server-context.ts';
import { alarmPointDisabled } from './alarm-credentials.ts';
import { incidentSummaryOf } from './alarm-point-change.ts';

/** What became of a press. */
export interface RaisedAlarm {
  readonly id: string;
  readonly incidentId: string | null;
  readonly test: boolean;
  readonly joined: boolean;
  readonly pressCount: number;
  readonly raisedAtMs: number;
}

/** By which the database refuses what a gathering near forbids. */
const NEAR_CONSTRAINTS: ReadonlySet<string> = new Set(['hold_not_near_gathering', 'alarm_shot_not_for_gathering']);
const VIETNAM_OFFSET_MS = 7 * 3_600_000;

/** Enters the incident of an alarm: nobody entered it but the bell. */
async function storeIncident(tx: Queryable, point: RingingPoint, nowMs: number): Promise<string> {
  const id = newId(nowMs);
  await insertIncident(tx, {
    id,
    referenceNumber: await nextReferenceNumber(tx, new Date(nowMs + VIETNAM_OFFSET_MS).getUTCFullYear()),
    category: point.category,
    occurred: alarmOccurred(nowMs),
    location: [point.lon, point.lat],
    uncertaintyM: point.uncertaintyM,
    summary: incidentSummaryOf(point.name),
    unitId: point.unitId,
    outcome: 'open',
    warnings: [],
    reportedAtMs: nowMs,
    recordedAtMs: nowMs,
    enteredBy: null,
    alarmPointId: point.id,
    enteredFor: (await answeringPost(tx, point.unitId)) ?? point.ownerId,
  });
  return id;
}

/** Whether the service may take and hold pictures for this bell now: not where a gathering was recorded. The officers are told all the same. */
async function maySecure(tx: Queryable, point: RingingPoint, nowMs: number): Promise<boolean> {
  const nearGathering = await isNearGathering(tx, { occurred: alarmOccurred(nowMs), location: [point.lon, point.lat], uncertaintyM: point.uncertaintyM });
  return allowsAutomatics({ category: point.category, wasGathering: false, nearGathering });
}

/** Holds the footage of the cameras that see the place and plans their pictures; returns which those are. */
async function secure(
  tx: Queryable,
  point: RingingPoint,
  { alarmId, incidentId, nowMs }: { alarmId: string; incidentId: string; nowMs: number },
): Promise<string[]> {
  const location = [point.lon, point.lat] as const;
  const place = { location, disc: uncertaintyDisc(location, point.uncertaintyM), unitId: point.unitId, nowMs };
  const cameraIds = await camerasSeeing(tx, place, ALARM_PLAN.mostCameras);
  const hold = { incidentId, during: alarmHold(nowMs), automatic: true, expiresAtMs: automaticHoldExpiresAtMs(nowMs), createdBy: null, createdAtMs: nowMs };
  for (const cameraId of cameraIds) await insertHold(tx, { ...hold, id: newId(nowMs), cameraId });
  await planBurst(tx, { alarmId, cameraIds, turns: ALARM_PLAN.burstAtMs.length, nowMs });
  return cameraIds;
}

function eventOf(type: AlarmEvent['type'], point: RingingPoint, alarm: { id: string; incidentId: string | null }, isAnyoneThere: boolean): AlarmEvent {
  const data = { alarmId: alarm.id, incidentId: alarm.incidentId, alarmPointId: point.id, name: point.name };
  return { topic: 'alarms', type, data: { ...data, audience: isAnyoneThere ? 'on_duty' : 'all_officers' } };
}

async function raise(tx: Queryable, point: RingingPoint, test: boolean, nowMs: number): Promise<RaisedAlarm> {
  const id = newId(nowMs);
  const isAnyoneThere = await isAnyoneOnDuty(tx, point.unitId, nowMs);
  const incidentId = test ? null : await storeIncident(tx, point, nowMs);
  await insertAlarm(tx, { id, alarmPointId: point.id, unitId: point.unitId, incidentId, raisedAtMs: nowMs, toldAll: !isAnyoneThere });
  const detail = { alarmId: id, alarmPointId: point.id };
  if (incidentId === null) {
    await appendAudit(tx, { action: 'alarm.test', detail });
    await publishEvent(tx, eventOf('tested', point, { id, incidentId }, isAnyoneThere));
  } else {
    const isSecured = await maySecure(tx, point, nowMs);
    const cameraIds = isSecured ? await secure(tx, point, { alarmId: id, incidentId, nowMs }) : [];
    await appendAudit(tx, { action: 'incident.create', incidentId, detail: { category: point.category, enteredLate: false, ...detail } });
    await appendAudit(tx, { action: 'alarm.raise', incidentId, cameraIds, detail: { ...detail, ...(isSecured ? {} : { heldBack: 'near_gathering' }) } });
    await publishEvents(tx, [{ topic: 'incidents', type: 'created', data: { incidentId } }, eventOf('raised', point, { id, incidentId }, isAnyoneThere)]);
  }
  return { id, incidentId, test, joined: false, pressCount: 1, raisedAtMs: nowMs };
}

async function join(tx: Queryable, point: RingingPoint, earlier: EarlierAlarm, test: boolean, nowMs: number): Promise<RaisedAlarm> {
  await countPress(tx, earlier.id, nowMs);
  const pressCount = earlier.pressCount + 1;
  if (isPressTold(earlier.lastPressedAtMs, nowMs)) {
    await appendAudit(tx, {
      action: 'alarm.press',
      incidentId: earlier.incidentId ?? undefined,
      detail: { alarmId: earlier.id, alarmPointId: point.id, pressCount },
    });
    await publishEvent(tx, eventOf('pressed', point, earlier, await isAnyoneOnDuty(tx, point.unitId, nowMs)));
  }
  return { id: earlier.id, incidentId: earlier.incidentId, test, joined: true, pressCount, raisedAtMs: earlier.raisedAtMs };
}

/** The queue may be away, or say nothing for seconds: the bell does not wait for it. Workers look for bursts that nobody began. */
function startBurst(context: ServerContext, alarmId: string): void {
  context.jobs
    .add('take-alarm-burst', { alarmId }, alarmId)
    .catch((error: unknown) => context.logger.warn({ err: error, alarmId }, 'the burst of an alarm was not put on the queue; a worker will find it'));
}

/**
 * A press of a bell: in one transaction the alarm, its incident, the holds, the plan of the burst, the log's entries and the event. A press within a minute of the last one is counted to the same
 * alarm. Errors: `alarm_point_disabled` when that happened in this moment.
 */
export async function raiseAlarm(context: ServerContext, pointId: string, asksForTest: boolean): Promise<RaisedAlarm> {
  const nowMs = context.clock.now();
  const press = async () => pressBell(context, pointId, asksForTest, nowMs);
  const raised = await press().catch(async (error: unknown) => {
    // a gathering was recorded between our look and the database's: the bell is told all the same
    if (isAppError(error) && NEAR_CONSTRAINTS.has(String(error.details['constraint']))) return press();
    throw error;
  });
  if (!raised.joined && !raised.test) startBurst(context, raised.id);
  return raised;
}

async function pressBell(context: ServerContext, pointId: string, asksForTest: boolean, nowMs: number): Promise<RaisedAlarm> {
  return context.db.transaction(async (tx) => {
    const point = await findRingingPoint(tx, pointId, true);
    if (point === undefined || point.disabled) throw alarmPointDisabled();
    await markHeard(tx, point.id, nowMs);
    const test = asksForTest || (point.testUntilMs !== null && nowMs < point.testUntilMs);
    const earlier = await findEarlierAlarm(tx, point.id, test);
    return earlier !== undefined && joinsAlarm(earlier, nowMs) ? join(tx, point, earlier, test, nowMs) : raise(tx, point, test, nowMs);
  });
}
