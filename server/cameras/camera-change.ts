import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { foldCameraName } from '../../domain/camera-name-fold.ts';
import { overallState } from '../../domain/overall-state.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import type { cameraPatchWire, placementWire } from '../../domain/wire/camera-wire.ts';
import type { Queryable } from '../../db/database.ts';
import { violates } from '../../db/database-error.ts';
import { publishEvent } from '../../db/live-events.ts';
import { readSource, type StoredSource } from '../../db/registration/camera-source-input.ts';
import { refreshWarnings } from '../../db/registration/camera-warnings.ts';
import { groundOfPlacements } from '../../db/registration/placement-coverage.ts';
import { placementStart } from '../../db/registration/placement-start.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { lockCameras } from '../../db/repositories/camera-lock-repository.ts';
import { ensureSite, insertPlacement } from '../../db/repositories/camera-placement-repository.ts';
import * as records from '../../db/repositories/camera-record-repository.ts';
import * as cameras from '../../db/repositories/camera-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { checkUnit } from './camera-registration.ts';
import { ownerAddressPolicy } from './owner-address-policy.ts';

type Patch = z.output<typeof cameraPatchWire>;
type PlacementInput = z.output<typeof placementWire>;

/** The camera. Errors: `not_found`. */
export async function requireCamera(db: Queryable, id: string): Promise<cameras.CameraRow> {
  const row = await cameras.findCamera(db, id);
  if (row === undefined) throw new AppError('not_found', 'not_found', 'There is no such camera, or you may not see it. Check the id.');
  return row;
}

async function toChange(tx: Queryable, before: cameras.CameraRow, patch: Patch, nowMs: number): Promise<records.CameraChange> {
  const unitId = patch.unitId ?? before.unitId;
  const movesSite = patch.siteName !== undefined || patch.unitId !== undefined;
  const siteId = movesSite ? await ensureSite(tx, { id: newId(nowMs), unitId, name: patch.siteName ?? before.siteName }) : undefined;
  return {
    ...(patch.name === undefined ? {} : { name: patch.name, nameFolded: foldCameraName(patch.name) }),
    ...(patch.unitId === undefined ? {} : { unitId }),
    ...(siteId === undefined ? {} : { siteId }),
    ...(patch.purpose === undefined ? {} : { purpose: patch.purpose }),
    ...(patch.maintenance === undefined ? {} : { maintenance: patch.maintenance }),
    ...(patch.snapshotEverySeconds === undefined ? {} : { snapshotEveryS: patch.snapshotEverySeconds }),
    ...(patch.recording === undefined ? {} : { recordingMode: patch.recording.mode, retentionHours: patch.recording.retentionHours }),
  };
}

/** What follows from a change of anything: the one-word state and the warnings. */
export async function settleCamera(context: ServerContext, tx: Queryable, id: string): Promise<void> {
  const row = await requireCamera(tx, id);
  const draft = row.purpose === null || row.postedOn === null;
  const facets = { reachable: row.reachable, picture: row.picture, recording: row.recordingState, clock: row.clock };
  await records.setOverall(tx, id, overallState({ draft, maintenance: row.maintenance, ...facets } as never));
  const isRecorded = row.recordingMode === 'continuous';
  await refreshWarnings(tx, context.blobs, { id, unitId: row.unitId, canonicalUrl: row.canonicalUrl, position: [row.lon, row.lat], isRecorded });
  await publishEvent(tx, { topic: 'cameras', type: 'changed', data: { cameraId: id } });
}

/** Errors: those of `readSource`, `recorder_channel` (conflict) for a channel, whose address and password are its recorder's. */
async function readNewSource(context: ServerContext, id: string, input: NonNullable<Patch['source']>): Promise<StoredSource> {
  const { recorderId, ownerId } = await requireCamera(context.db, id);
  if (recorderId !== null) {
    throw new AppError(
      'conflict',
      'recorder_channel',
      'This camera is a channel of a recorder: change address and password at the recorder, for all of its channels at once.',
      {
        details: { recorderId },
      },
    );
  }
  return readSource(context, id, input, await ownerAddressPolicy(context, ownerId));
}

/** Changes what `patch` names; everything or nothing. */
export async function changeCamera(context: ServerContext, session: LiveSession, scope: Scope, id: string, patch: Patch): Promise<void> {
  if (patch.unitId !== undefined) await checkUnit(context.db, patch.unitId, session, scope);
  const source = patch.source === undefined ? undefined : await readNewSource(context, id, patch.source);
  await context.db.transaction(async (tx) => {
    await lockCameras(tx, [id]);
    const before = await requireCamera(tx, id);
    await records.updateCamera(tx, id, await toChange(tx, before, patch, context.clock.now()));
    if (source !== undefined) {
      // stored credentials belong to the address they were typed for: a new address must not be sent the old password
      const sameAddress = source.canonicalUrl !== null && source.canonicalUrl === before.canonicalUrl;
      await records.upsertSource(tx, id, source.source, source.canonicalUrl, source.sealed === undefined && !sameAddress ? null : source.sealed);
    }
    if (patch.notice !== undefined) await records.upsertNotice(tx, id, patch.notice.postedAt, session.userId);
    await settleCamera(context, tx, id);
    await appendAudit(tx, { actor: actorOf(session), action: 'camera.update', cameraIds: [id], detail: { fields: Object.keys(patch) } });
  });
}

/** Adds a placement and ends the one before. Errors: `placement_exists` (conflict). */
export async function placeCamera(context: ServerContext, session: LiveSession, id: string, input: PlacementInput): Promise<void> {
  const nowMs = context.clock.now();
  const { validFrom, ...placement } = input;
  const validFromMs = placementStart(validFrom, nowMs);
  try {
    await context.db.transaction(async (tx) => {
      await lockCameras(tx, [id]);
      const [ground] = await groundOfPlacements(tx, [placement], { times: [{ fromMs: validFromMs, toMs: null }] });
      await insertPlacement(tx, {
        id: newId(nowMs),
        cameraId: id,
        placement,
        ground: ground!,
        validFromMs,
        recordedBy: session.userId,
      });
      await settleCamera(context, tx, id);
      await appendAudit(tx, { actor: actorOf(session), action: 'camera.place', cameraIds: [id], detail: { validFromMs } });
    });
  } catch (error) {
    if (!violates(error, 'camera_placement_one_at_a_time')) throw error;
    throw new AppError('conflict', 'placement_exists', 'A placement begins at this very moment already. Choose another validFrom.', { cause: error });
  }
}

/** Takes a camera out of service. */
export async function retireCamera(context: ServerContext, session: LiveSession, id: string): Promise<void> {
  await context.db.transaction(async (tx) => {
    await lockCameras(tx, [id]);
    await records.retireCamera(tx, id);
    await appendAudit(tx, { actor: actorOf(session), action: 'camera.retire', cameraIds: [id] });
    await publishEvent(tx, { topic: 'cameras', type: 'changed', data: { cameraId: id } });
  });
}
