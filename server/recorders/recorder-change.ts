import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { channelsAddWire, recorderPatchWire } from '../../domain/wire/recorder-wire.ts';
import type { Queryable } from '../../db/database.ts';
import { publishEvent } from '../../db/live-events.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as records from '../../db/repositories/camera-record-repository.ts';
import * as cameras from '../../db/repositories/camera-repository.ts';
import * as recorders from '../../db/repositories/recorder-repository.ts';
import type { Sealed } from '../../platform/secret-box.ts';
import { ownerAddressPolicy } from '../cameras/owner-address-policy.ts';
import { settleCamera } from '../cameras/camera-change.ts';
import { sealCredentials } from '../../db/registration/sealed-credentials.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { channelTaken, storeChannels } from './recorder-registration.ts';
import { channelSource, readRecorderSource } from './recorder-source-input.ts';

type Patch = z.output<typeof recorderPatchWire>;
type AddInput = z.output<typeof channelsAddWire>;

type Reach = cameras.CameraFilter['reach'];
const WHOLE: Reach = { scope: 'any', organisationId: '', unitIds: [] };

/** The recorder, with those of its channels that are within `reach`; all of them when nothing is said. Errors: `not_found`. */
export async function requireRecorder(db: Queryable, id: string, reach: Reach = WHOLE): Promise<recorders.RecorderRow> {
  const row = await recorders.findRecorder(db, id, reach);
  if (row === undefined) throw new AppError('not_found', 'not_found', 'There is no such recorder, or you may not see it. Check the id.');
  return row;
}

/** A new password where one was given. Stored credentials belong to the address they were typed for: a new address must not be sent the old password. */
function newSeal(
  context: ServerContext,
  row: recorders.RecorderRow,
  patch: Patch,
  source: recorders.StoredRecorderSource | undefined,
): Sealed | null | undefined {
  const typed = patch.credentials ?? (patch.source === undefined || patch.source.kind === 'registered' ? {} : patch.source);
  const sealed = sealCredentials(context.secretBox, row.id, typed);
  return sealed === undefined && source !== undefined && source.url !== row.url ? null : sealed;
}

function checkKind(row: recorders.RecorderRow, patch: Patch): void {
  const kind = patch.source?.kind ?? row.kind;
  if (kind !== row.kind)
    throw new AppError('conflict', 'recorder_kind_fixed', 'How a recorder is reached is fixed. Take it out of service and register it anew.');
  if (patch.credentials !== undefined && row.kind === 'registered')
    throw new AppError(
      'conflict',
      'camera_not_dialable',
      'This recorder is registered without an address: it has no password. Register it with its address first.',
    );
}

/** Changes what `patch` names, for all channels at once; everything or nothing. Errors: those of the source, `recorder_kind_fixed` (conflict). */
export async function changeRecorder(context: ServerContext, session: LiveSession, id: string, patch: Patch): Promise<void> {
  const policy = await ownerAddressPolicy(context, (await requireRecorder(context.db, id)).ownerId);
  const source = patch.source === undefined ? undefined : readRecorderSource(patch.source, policy);
  await context.db.transaction(async (tx) => {
    // a channel that is added at this moment must not get the old address with the new password
    await recorders.lockRecorder(tx, id);
    const row = await requireRecorder(tx, id);
    checkKind(row, patch);
    const sealed = newSeal(context, row, patch, source);
    const channels = await recorders.lockChannels(tx, id);
    await recorders.updateRecorder(tx, id, {
      ...(patch.name === undefined ? {} : { name: patch.name }),
      ...(source && { source }),
      ...(sealed === undefined ? {} : { sealed }),
    });
    for (const { cameraId, channel, videoSource } of channels) {
      if (source !== undefined && channel !== null) {
        const stored = channelSource(source, { channel, videoSource }, policy);
        await records.upsertSource(tx, cameraId, stored.source, stored.canonicalUrl, null);
      }
      if (patch.maintenance !== undefined) await records.updateCamera(tx, cameraId, { maintenance: patch.maintenance });
      await settleCamera(context, tx, cameraId);
    }
    const cameraIds = channels.map(({ cameraId }) => cameraId);
    await appendAudit(tx, { actor: actorOf(session), action: 'recorder.update', cameraIds, detail: { recorderId: id, fields: Object.keys(patch) } });
  });
}

/** Adds channels to a recorder that is registered already. Errors: `channel_taken` (conflict), `recorder_without_unit` (conflict). */
export async function addChannels(context: ServerContext, session: LiveSession, id: string, { channels }: AddInput): Promise<void> {
  const policy = await ownerAddressPolicy(context, (await requireRecorder(context.db, id)).ownerId);
  try {
    await context.db.transaction(async (tx) => {
      await recorders.lockRecorder(tx, id);
      const row = await requireRecorder(tx, id);
      const { unitId } = row;
      if (unitId === null) throw new AppError('conflict', 'recorder_without_unit', 'This recorder belongs to no unit. Register it anew with its unit.');
      const home = { id, unitId, siteName: row.siteName ?? row.name, ownerId: row.ownerId, source: row };
      const cameraIds = await storeChannels(context, tx, session, home, channels, policy);
      await appendAudit(tx, { actor: actorOf(session), action: 'recorder.add_channels', cameraIds, detail: { recorderId: id } });
    });
  } catch (error) {
    throw channelTaken(error);
  }
}

/** Takes a recorder and all its channels out of service. */
export async function retireRecorder(context: ServerContext, session: LiveSession, id: string): Promise<void> {
  await context.db.transaction(async (tx) => {
    await recorders.lockRecorder(tx, id);
    const cameraIds = (await recorders.lockChannels(tx, id)).map(({ cameraId }) => cameraId);
    for (const cameraId of cameraIds) {
      await records.retireCamera(tx, cameraId);
      await publishEvent(tx, { topic: 'cameras', type: 'changed', data: { cameraId } });
    }
    await recorders.retireRecorder(tx, id);
    await appendAudit(tx, { actor: actorOf(session), action: 'recorder.retire', cameraIds, detail: { recorderId: id } });
  });
}
