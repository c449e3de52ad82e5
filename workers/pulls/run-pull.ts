import { findContactTarget, type ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import { listReadingsAround } from '../../db/repositories/clock-reading-repository.ts';
import { getPull, isHeldFor, type EdgePullRow } from '../../db/repositories/edge-pull-repository.ts';
import { claimPull, putOffPull } from '../../db/repositories/edge-pull-run-repository.ts';
import { lockIncident } from '../../db/repositories/incident-repository.ts';
import { requireAwayFromGatherings, requirePullable } from '../../db/pulls/order-pull.ts';
import { AppError } from '../../domain/app-error.ts';
import { checkPullCamera } from '../../domain/edge-pull-rule.ts';
import type { RecordingSearch } from '../../domain/edge-recording.ts';
import { newId } from '../../platform/new-id.ts';
import type { DialledCamera } from '../contacts/camera-dialer.ts';
import { concludePull, settleFailure } from './conclude-pull.ts';
import { fetchStretches, type FetchResult } from './fetch-stretches.ts';
import { makePullFolder, removePullFolder } from './pull-folder.ts';
import { keepPullLease, type PullLease } from './pull-lease.ts';
import type { PullParts } from './pull-parts.ts';
import { tellPull } from './tell-pull.ts';

/** Another pull of the same recorder runs: looked for again after this. */
export const BUSY_MS = 10_000;
/** A recorder searches its disk. Opening a replay takes as long at most; the replay itself takes what it takes. */
const DEADLINE_MS = 60_000;

/**
 * Works on one pull until it ends, is put off, or the worker stops. Run twice, or where a killed worker stopped, it goes on from what is stored. Rejects only when our own parts are away: its lease runs out then, and it is
 * taken up again.
 */
export async function runPull(parts: PullParts, pullId: string, stopping: AbortSignal): Promise<void> {
  const { database, clock } = parts;
  const leaseId = newId();
  const claim = await database.transaction((tx) => claimPull(tx, pullId, leaseId, clock.now()));
  if (claim === 'busy') await putOffPull(database, pullId, clock.now() + BUSY_MS);
  if (claim !== 'claimed') return;
  const pull = await getPull(database, pullId);
  await tellPull(database, pull, 'running');
  const lease = keepPullLease(database, pullId, leaseId, stopping);
  try {
    const result = await fetchAll(parts, pull, lease);
    await concludePull(parts, pull, lease, { state: result.isWhole ? 'done' : 'partial', ...result });
  } catch (thrown) {
    await settleFailure(parts, pull, lease, thrown);
  } finally {
    lease.end();
    if (!lease.isLost()) await removePullFolder(parts.blobs.incomingFolder, pullId);
  }
}

async function fetchAll(parts: PullParts, pull: EdgePullRow, lease: PullLease): Promise<FetchResult> {
  await requireStillWanted(parts, pull);
  await parts.disk.look();
  parts.disk.requireRoom();
  const target = await requireTarget(parts, pull);
  const dialled = parts.dialer.prepare(target, { deadlineMs: DEADLINE_MS, signal: lease.signal });
  const found = await search(dialled, pull);
  const readings = [...(await listReadingsAround(parts.database, pull, pull)), ...(found.clock === undefined ? [] : [found.clock])];
  const folder = await makePullFolder(parts.blobs.incomingFolder, pull.id, lease.id);
  const run = { pull, lease, readings, retentionHours: target.retentionHours };
  const result = await fetchStretches(parts, run, dialled, found, folder);
  return readings.length > 0 ? result : { ...result, notes: [...result.notes, 'clock_unknown'] };
}

/** Between the order and now the case may have been closed, and what the service ordered by itself may not be held any more. */
async function requireStillWanted({ database, clock }: PullParts, pull: EdgePullRow): Promise<void> {
  const nowMs = clock.now();
  await database.transaction(async (tx) => {
    const incident = await lockIncident(tx, pull.incidentId);
    await requirePullable(tx, incident, nowMs);
    await requireAwayFromGatherings(tx, incident, { ...pull, wanted: pull, nowMs });
  });
  if (!pull.automatic || (await isHeldFor(database, pull, pull, nowMs))) return;
  throw new AppError('conflict', 'hold_ended', 'The hold for which the service ordered this has ended.');
}

async function requireTarget({ database, clock }: PullParts, pull: EdgePullRow): Promise<ContactTarget> {
  const target = await findContactTarget(database, pull.cameraId);
  if (target === undefined) throw new AppError('conflict', 'camera_retired', 'This camera was retired meanwhile.');
  const { recordingMode, retentionHours } = target;
  checkPullCamera({ sourceKind: target.source.kind, recordingMode, retentionHours, edgeStorage: null }, pull, clock.now());
  return target;
}

async function search({ adapter, source, context }: DialledCamera, { deviceFromMs, deviceToMs }: EdgePullRow): Promise<RecordingSearch> {
  if (adapter.searchRecordings === undefined || adapter.replayRecording === undefined)
    throw new AppError('camera', 'not_supported', "The service can't fetch recordings from this device. Ask its board to hand in the file.");
  return adapter.searchRecordings(source, { fromMs: deviceFromMs, toMs: deviceToMs }, context);
}
