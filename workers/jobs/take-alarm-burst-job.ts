import { publishEvent } from '../../db/live-events.ts';
import { endBurst, listOpenShots, missShot, type OpenShot } from '../../db/repositories/alarm-burst-repository.ts';
import { findAlarmFacts } from '../../db/repositories/alarm-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { ALARM_PLAN } from '../../domain/alarm-rule.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import { takeCameraShots, type BurstCameraParts } from '../alarms/burst-camera.ts';

/** When nothing is open any more: the log's entry, and a word to those who watch. Once for each alarm, whoever comes last. */
async function concludeBurst({ database, clock }: BurstCameraParts, alarmId: string): Promise<void> {
  await database.transaction(async (tx) => {
    const ended = await endBurst(tx, alarmId, clock.now());
    if (ended === undefined) return;
    const { incidentId, cameraIds, ...tally } = ended;
    await appendAudit(tx, { action: 'alarm.burst', incidentId, cameraIds, detail: { alarmId, ...tally } });
    await publishEvent(tx, { topic: 'alarms', type: 'updated', data: { ...(await findAlarmFacts(tx, alarmId)), audience: 'all_officers' } });
  });
}

function byCamera(shots: readonly OpenShot[]): OpenShot[][] {
  const groups = new Map<string, OpenShot[]>();
  for (const shot of shots) groups.set(shot.cameraId, [...(groups.get(shot.cameraId) ?? []), shot]);
  return [...groups.values()];
}

/**
 * Takes what is still open of an alarm's burst, all cameras at once: the plan stands in the database, and a picture is stored in the transaction that crosses it off, so a job that runs twice, or
 * goes on where a killed worker stopped, takes none too many. One camera's failure costs the others nothing. A burst that comes too late is given up.
 */
export function createTakeAlarmBurstJob(parts: BurstCameraParts): JobHandler<'take-alarm-burst'> {
  const { database, clock, burstAtMs = ALARM_PLAN.burstAtMs } = parts;
  return async ({ payload: { alarmId }, signal }) => {
    const open = await listOpenShots(database, alarmId);
    const nowMs = clock.now();
    const isLost = ({ plannedAtMs }: OpenShot): boolean => nowMs - plannedAtMs > ALARM_PLAN.burstLostAfterMs;
    for (const { cameraId, turn } of open.filter(isLost)) await missShot(database, { alarmId, cameraId, turn }, 'too_late', nowMs);
    const wanted = open.filter((shot) => !isLost(shot));
    const beginMs = nowMs - (burstAtMs[wanted[0]?.turn ?? 0] ?? 0);
    const results = await Promise.allSettled(byCamera(wanted).map((shots) => takeCameraShots(parts, { alarmId, shots, beginMs }, signal)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    await concludeBurst(parts, alarmId);
  };
}
