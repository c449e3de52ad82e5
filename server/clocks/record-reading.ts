import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { readingOffsetMs } from '../../domain/clock-reading.ts';
import { contradictingReadings, SAME_MOMENT_MS } from '../../domain/clock-span.ts';
import { parseDeviceTime } from '../../domain/device-time-text.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import type { clockReadingWire } from '../../domain/wire/clock-wire.ts';
import type { Database, Queryable } from '../../db/database.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as readings from '../../db/repositories/clock-reading-repository.ts';
import type { ClockSubject } from '../../db/repositories/clock-reading-repository.ts';
import { findSnapshotIfThere, type SnapshotRow } from '../../db/repositories/contact-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { checkReadingTimes } from './reading-times.ts';
import { wireReading } from './wire-reading.ts';

type Input = z.output<typeof clockReadingWire>;
/** Who types, and how far their permission reaches. */
type Caller = { readonly session: LiveSession; readonly scope: Scope };

/**
 * What somebody reads shows whole seconds, and so does what they read beside it. Less counts as this, whatever the method is said to be: a reading that claims more would contradict every honest one, and widen
 * every window for it. What the service reads itself is as exact as it measured.
 */
const LEAST_TYPED_UNCERTAINTY_MS = 500;
/** A picture is received up to two seconds after it was taken, and its burnt-in time leaves out the parts of a second. */
const SNAPSHOT_UNCERTAINTY_MS = 3000;

/** Errors: `grant_required` (forbidden) for whoever may not look at the picture, `snapshot_of_another_camera` (invalid). */
function checkSnapshot(snapshot: SnapshotRow | undefined, cameraIds: readonly string[], scope: Scope): asserts snapshot is SnapshotRow {
  if (scope !== 'own')
    throw new AppError('forbidden', 'grant_required', 'Only the owning board may look at a picture of its camera, so only it can say what the picture shows.');
  if (snapshot === undefined || !cameraIds.includes(snapshot.cameraId))
    throw new AppError('invalid', 'snapshot_of_another_camera', 'There is no such picture of this camera. Take one now and read it.');
  if (snapshot.reason !== 'request')
    throw new AppError(
      'forbidden',
      'grant_required',
      'What the service took by schedule or alarm is opened only under a grant. Take a picture now and read it.',
    );
}

/** The true time of a picture that the board itself took. A refusal is logged. Errors: those of {@link checkSnapshot}. */
async function snapshotTime(db: Database, { session, scope }: Caller, snapshotId: string, cameraIds: readonly string[]): Promise<number> {
  const snapshot = await db.asPerson(session, (own) => findSnapshotIfThere(own, snapshotId));
  return withRefusalsLogged(db, { actor: actorOf(session), action: 'clock.record', cameraIds, detail: { snapshotId } }, async () => {
    checkSnapshot(snapshot, cameraIds, scope);
    return snapshot.takenAtMs;
  });
}

/**
 * Stores what somebody read on a device, as it was typed; only an uncertainty that nobody reaches is made wider. One that contradicts others is stored as well, and said to. Errors: `malformed_device_time`,
 * `true_time_in_future`, `true_time_too_old`, `device_time_absurd`, `snapshot_of_another_camera` (invalid), `grant_required` (forbidden).
 */
export async function recordReading(
  { db, clock }: ServerContext,
  caller: Caller,
  { subject, cameraIds }: { readonly subject: ClockSubject; readonly cameraIds: readonly string[] },
  { method, snapshotId, clockWasSet, ...input }: Input,
) {
  const nowMs = clock.now();
  const deviceTimeMs = parseDeviceTime(input.deviceTime);
  const trueTimeMs = snapshotId === undefined ? Date.parse(input.trueTime!) : await snapshotTime(db, caller, snapshotId, cameraIds);
  checkReadingTimes({ trueTimeMs, deviceTimeMs }, nowMs);
  const uncertaintyMs = Math.max(input.uncertaintyMs, snapshotId === undefined ? LEAST_TYPED_UNCERTAINTY_MS : SNAPSHOT_UNCERTAINTY_MS);
  const reading = { id: newId(nowMs), trueTimeMs, deviceTimeMs, uncertaintyMs, method, snapshotId: snapshotId ?? null, afterSetting: clockWasSet };
  const recorderId = await db.transaction(async (tx) => {
    const detail = { method, offsetMs: readingOffsetMs(reading), ...(snapshotId === undefined ? {} : { snapshotId }) };
    await appendAudit(tx, { actor: actorOf(caller.session), action: 'clock.record', cameraIds: [...cameraIds], detail });
    return readings.insertClockReading(tx, subject, { ...reading, recordedBy: caller.session.userId });
  });
  const contradicting = await contradictingIds(db, subject, { fromMs: trueTimeMs, toMs: trueTimeMs });
  const fresh = { withdrawnAtMs: null, withdrawnByUsername: null, withdrawalReason: null };
  return wireReading(subject, { ...reading, ...fresh, recorderId, recordedAtMs: nowMs }, contradicting.has(reading.id));
}

/** Most readings within ten minutes of a page that are looked at for contradictions. */
const NEIGHBOURS = 1000;

/** Ids of readings of a clock between two true times that contradict others of nearly the same time. */
export async function contradictingIds(
  db: Queryable,
  subject: ClockSubject,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<ReadonlySet<string>> {
  const near = { fromMs: fromMs - SAME_MOMENT_MS, toMs: toMs + SAME_MOMENT_MS + 1, limit: NEIGHBOURS };
  const rows = await readings.listCountedReadings(db, subject, near);
  const contradicting = contradictingReadings(rows);
  return new Set(rows.filter((row) => contradicting.has(row)).map(({ id }) => id));
}
