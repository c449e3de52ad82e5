import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { foldCameraName } from '../../domain/camera-name-fold.ts';
import { coveragePolygon } from '../../domain/coverage-polygon.ts';
import type { cameraCreateWire } from '../../domain/wire/camera-wire.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import type { Queryable } from '../../db/database.ts';
import { publishEvent } from '../../db/live-events.ts';
import { unitReach } from '../../db/repositories/access-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as cameras from '../../db/repositories/camera-repository.ts';
import { findBoardOfUnit } from '../../db/repositories/organisation-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { refreshWarnings } from './camera-warnings.ts';
import { readSource, type StoredSource } from './camera-source-input.ts';

type Input = z.output<typeof cameraCreateWire>;

/** Phases are minutes' seconds; equal ids give equal phases. */
export function phaseOf(cameraId: string): number {
  return createHash('sha256').update(cameraId).digest().readUInt32BE(0) % 60;
}

/** Refuses a unit that is not there or out of the caller's reach. Errors: `unknown_unit` (invalid), `unit_out_of_reach` (forbidden). */
export async function checkUnit(db: Queryable, unitId: string, session: LiveSession, scope: Scope): Promise<void> {
  const unit = await unitReach(db, unitId, session);
  if (unit === undefined) throw new AppError('invalid', 'unknown_unit', 'There is no unit with this unitId. Take one from GET /units.');
  if (scope !== 'any' && !unit.own)
    throw new AppError('forbidden', 'unit_out_of_reach', 'This unit is not one of yours. Choose a unit that your organisation answers for.');
}

/** A board's cameras are its own; what an administrator enters belongs to the board that answers for the unit. */
async function ownerFor(db: Queryable, unitId: string, session: LiveSession): Promise<string> {
  if (session.role === 'board') return session.organisationId;
  return (await findBoardOfUnit(db, unitId)) ?? session.organisationId;
}

async function store(tx: Queryable, id: string, input: Input, stored: StoredSource, session: LiveSession, nowMs: number): Promise<void> {
  const siteId = await cameras.ensureSite(tx, { id: newId(nowMs), unitId: input.unitId, name: input.siteName ?? input.name });
  await cameras.insertCamera(tx, {
    id,
    name: input.name,
    nameFolded: foldCameraName(input.name),
    unitId: input.unitId,
    ownerId: await ownerFor(tx, input.unitId, session),
    siteId,
    purpose: input.purpose ?? null,
    snapshotEveryS: input.snapshotEverySeconds,
    recordingMode: input.recording.mode,
    retentionHours: input.recording.retentionHours,
    phase: phaseOf(id),
    state: input.purpose === undefined || input.notice === undefined ? 'draft' : 'unknown',
  });
  await cameras.upsertSource(tx, id, stored.source, stored.canonicalUrl, stored.sealed ?? null);
  if (input.notice !== undefined) await cameras.upsertNotice(tx, id, input.notice.postedAt, session.userId);
}

/** When a placement begins: as said, else now. Errors: `valid_from_in_future`. */
export function placementStart(validFrom: string | undefined, nowMs: number): number {
  if (validFrom === undefined) return nowMs;
  const fromMs = Date.parse(validFrom);
  if (fromMs > nowMs + 60_000)
    throw new AppError('invalid', 'valid_from_in_future', 'validFrom lies in the future. A placement is recorded once the camera hangs there.');
  return fromMs;
}

/** Registers a camera with all that belongs to it, in one transaction; returns its id. */
export async function registerCamera(context: ServerContext, session: LiveSession, scope: Scope, input: Input): Promise<string> {
  const nowMs = context.clock.now();
  const id = newId(nowMs);
  await checkUnit(context.db, input.unitId, session, scope);
  const stored = readSource(context, id, input.source);
  const { validFrom, ...placement } = input.placement;
  await context.db.transaction(async (tx) => {
    await store(tx, id, input, stored, session, nowMs);
    await cameras.insertPlacement(tx, {
      id: newId(nowMs),
      cameraId: id,
      placement,
      coverage: coveragePolygon(placement),
      validFromMs: placementStart(validFrom, nowMs),
      recordedBy: session.userId,
    });
    await refreshWarnings(tx, context.blobs, {
      id,
      unitId: input.unitId,
      canonicalUrl: stored.canonicalUrl,
      position: placement.position.coordinates,
      isRecorded: input.recording.mode === 'continuous',
    });
    await appendAudit(tx, { actor: actorOf(session), action: 'camera.create', cameraIds: [id], detail: { source: input.source.kind } });
    await publishEvent(tx, { topic: 'cameras', type: 'changed', data: { cameraId: id } });
  });
  return id;
}
