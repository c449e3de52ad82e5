import type { z } from 'zod';
import type { AddressPolicy } from '../../domain/address-rule.ts';
import { AppError } from '../../domain/app-error.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import type { recorderCreateWire } from '../../domain/wire/recorder-wire.ts';
import type { Queryable } from '../../db/database.ts';
import { violates } from '../../db/database-error.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { ensureSite } from '../../db/repositories/camera-placement-repository.ts';
import { phaseOf } from '../../db/registration/camera-phase.ts';
import { insertRecorder, type StoredRecorderSource } from '../../db/repositories/recorder-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { checkUnit, ownerFor, storeCamera } from '../cameras/camera-registration.ts';
import { ownerAddressPolicy } from '../cameras/owner-address-policy.ts';
import { sealCredentials } from '../../db/registration/sealed-credentials.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { channelSource, readRecorderSource } from './recorder-source-input.ts';

type Input = z.output<typeof recorderCreateWire>;

/** The recorder that channels are added to. */
export interface RecorderHome {
  readonly id: string;
  readonly unitId: string;
  readonly siteName: string;
  readonly ownerId: string;
  readonly source: StoredRecorderSource;
}

/** Stores channels as cameras of their recorder; returns their ids. Errors: those of `channelSource`, `channel_taken` (conflict). */
export async function storeChannels(
  context: ServerContext,
  tx: Queryable,
  session: LiveSession,
  home: RecorderHome,
  channels: Input['channels'],
  policy: AddressPolicy,
): Promise<string[]> {
  const ids: string[] = [];
  for (const { channel, videoSource, ...camera } of channels) {
    const id = newId(context.clock.now());
    const stored = channelSource(home.source, { channel, videoSource }, policy);
    const input = { siteName: home.siteName, ...camera, unitId: home.unitId, source: { kind: 'registered' as const } };
    const recorder = { id: home.id, channel, dialled: home.source.kind !== 'registered' };
    await storeCamera(context, tx, session, { id, input, stored, ownerId: home.ownerId, recorder });
    ids.push(id);
  }
  return ids;
}

/** Says which channel is there already. */
export function channelTaken(error: unknown): unknown {
  if (!violates(error, 'camera_recorder_channel_key')) return error;
  return new AppError('conflict', 'channel_taken', 'One of these channels is registered already. Give each channel of the recorder once.', { cause: error });
}

/** Registers a recorder with all its channels in one transaction, all or nothing; returns its id. Errors: those of `checkUnit`, `readRecorderSource`, `sealCredentials`. */
export async function registerRecorder(context: ServerContext, session: LiveSession, scope: Scope, input: Input): Promise<string> {
  const id = newId(context.clock.now());
  await checkUnit(context.db, input.unitId, session, scope);
  const ownerId = await ownerFor(context.db, input.unitId, session);
  const policy = await ownerAddressPolicy(context, ownerId);
  const source = readRecorderSource(input.source, policy);
  const sealed = input.source.kind === 'registered' ? null : (sealCredentials(context.secretBox, id, input.source) ?? null);
  const siteName = input.siteName ?? input.name;
  await context.db.transaction(async (tx) => {
    const siteId = await ensureSite(tx, { id: newId(context.clock.now()), unitId: input.unitId, name: siteName });
    await insertRecorder(tx, { id, ownerId, name: input.name, unitId: input.unitId, siteId, source, sealed, phase: phaseOf(id) });
    const cameraIds = await storeChannels(context, tx, session, { id, unitId: input.unitId, siteName, ownerId, source }, input.channels, policy);
    await appendAudit(tx, { actor: actorOf(session), action: 'recorder.create', cameraIds, detail: { recorderId: id, source: source.kind } });
  });
  return id;
}
