import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { foldCameraName } from '../../domain/camera-name-fold.ts';
import type { cameraCreateWire } from '../../domain/wire/camera-wire.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import type { Queryable } from '../../db/database.ts';
import { publishEvent } from '../../db/live-events.ts';
import { phaseOf } from '../../db/registration/camera-phase.ts';
import { readSource, type StoredSource } from '../../db/registration/camera-source-input.ts';
import { refreshWarnings } from '../../db/registration/camera-warnings.ts';
import { groundOfPlacements } from '../../db/registration/placement-coverage.ts';
import { placementStart } from '../../db/registration/placement-start.ts';
import { unitReach } from '../../db/repositories/access-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { ensureSite, insertPlacement } from '../../db/repositories/camera-placement-repository.ts';
import * as records from '../../db/repositories/camera-record-repository.ts';
import { findBoardOfUnit } from '../../db/repositories/organisation-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { ownerAddressPolicy } from './owner-address-policy.ts';

type Input = z.output<typeof cameraCreateWire>;

/** Refuses a unit that is not there or out of the caller's reach. Errors: `unknown_unit` (invalid), `unit_out_of_reach` (forbidden). */
export async function checkUnit(db: Queryable, unitId: string, session: LiveSession, scope: Scope): Promise<void> {
  const unit = await unitReach(db, unitId, session);
  if (unit === undefined) throw new AppError('invalid', 'unknown_unit', 'There is no unit with this unitId. Take one from GET /units.');
  if (scope !== 'any' && !unit.own)
    throw new AppError('forbidden', 'unit_out_of_reach', 'This unit is not one of yours. Choose a unit that your organisation answers for.');
}

/** A board's cameras and recorders are its own; what an administrator enters belongs to the board that answers for the unit. */
export async function ownerFor(db: Queryable, unitId: string, session: LiveSession): Promise<string> {
  if (session.role === 'board') return session.organisationId;
  return (await findBoardOfUnit(db, unitId)) ?? session.organisationId;
}

/** A camera to be stored: what was entered, and what follows from it. */
export interface NewCameraEntry {
  readonly id: string;
  readonly input: Input;
  readonly stored: StoredSource;
  readonly ownerId: string;
  readonly recorder?: records.NewCamera['recorder'];
}

async function store(tx: Queryable, { id, input, stored, ownerId, recorder }: NewCameraEntry, session: LiveSession, nowMs: number): Promise<void> {
  const siteId = await ensureSite(tx, { id: newId(nowMs), unitId: input.unitId, name: input.siteName ?? input.name });
  await records.insertCamera(tx, {
    id,
    name: input.name,
    nameFolded: foldCameraName(input.name),
    unitId: input.unitId,
    ownerId,
    siteId,
    purpose: input.purpose ?? null,
    snapshotEveryS: input.snapshotEverySeconds,
    recordingMode: input.recording.mode,
    retentionHours: input.recording.retentionHours,
    phase: phaseOf(id),
    state: input.purpose === undefined || input.notice === undefined ? 'draft' : 'unknown',
    ...(recorder === undefined ? {} : { recorder }),
  });
  await records.upsertSource(tx, id, stored.source, stored.canonicalUrl, stored.sealed ?? null);
  if (input.notice !== undefined) await records.upsertNotice(tx, id, input.notice.postedAt, session.userId);
}

/** Stores a camera with its placement and warnings, and tells of it. Errors: `valid_from_in_future`. */
export async function storeCamera(context: ServerContext, tx: Queryable, session: LiveSession, entry: NewCameraEntry): Promise<void> {
  const nowMs = context.clock.now();
  const { id, input, stored } = entry;
  const { validFrom, ...placement } = input.placement;
  await store(tx, entry, session, nowMs);
  const validFromMs = placementStart(validFrom, nowMs);
  const [ground] = await groundOfPlacements(tx, [placement], { times: [{ fromMs: validFromMs, toMs: null }] });
  await insertPlacement(tx, {
    id: newId(nowMs),
    cameraId: id,
    placement,
    ground: ground!,
    validFromMs,
    recordedBy: session.userId,
  });
  await refreshWarnings(tx, context.blobs, {
    id,
    unitId: input.unitId,
    canonicalUrl: stored.canonicalUrl,
    position: placement.position.coordinates,
    isRecorded: input.recording.mode === 'continuous',
  });
  await publishEvent(tx, { topic: 'cameras', type: 'changed', data: { cameraId: id } });
}

/** Registers a camera with all that belongs to it, in one transaction; returns its id. */
export async function registerCamera(context: ServerContext, session: LiveSession, scope: Scope, input: Input): Promise<string> {
  const id = newId(context.clock.now());
  await checkUnit(context.db, input.unitId, session, scope);
  const ownerId = await ownerFor(context.db, input.unitId, session);
  const stored = readSource(context, id, input.source, await ownerAddressPolicy(context, ownerId));
  await context.db.transaction(async (tx) => {
    await storeCamera(context, tx, session, { id, input, stored, ownerId });
    await appendAudit(tx, { actor: actorOf(session), action: 'camera.create', cameraIds: [id], detail: { source: input.source.kind } });
  });
  return id;
}
