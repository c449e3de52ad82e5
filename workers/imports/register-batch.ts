import type { Queryable } from '../../db/database.ts';
import { publishEvent } from '../../db/live-events.ts';
import { refreshBatchWarnings } from '../../db/registration/batch-warnings.ts';
import type { CameraWarning, RecordingDisk } from '../../db/registration/camera-warnings.ts';
import { appendAudit, type AuditActor } from '../../db/repositories/audit-repository.ts';
import { insertCameraBatch, type BatchCamera } from '../../db/repositories/camera-batch-repository.ts';
import type { ImportRow, StoredOutcome } from '../../db/repositories/camera-import-repository.ts';
import { findEarlierCameras, findRegistered } from '../../db/repositories/import-match-repository.ts';
import type { ImportColumn } from '../../domain/camera-import/import-column.ts';
import type { RowWarning } from '../../domain/camera-import/import-outcome.ts';
import { newId } from '../../platform/new-id.ts';
import type { JudgedRow } from './judged-row.ts';

/** What belongs to the whole import. */
export interface BatchContext {
  readonly run: Pick<ImportRow, 'id' | 'organisationId' | 'requestedBy' | 'fileSha256'>;
  readonly actor: AuditActor | undefined;
  readonly disk: RecordingDisk;
}

type CameraToBe = Extract<JudgedRow, { camera: BatchCamera }>;

async function findKnown(tx: Queryable, { run }: BatchContext, rows: readonly CameraToBe[]): Promise<ReadonlyMap<number, string>> {
  const file = { importId: run.id, organisationId: run.organisationId, sha256: run.fileSha256 };
  const earlier = await findEarlierCameras(
    tx,
    file,
    rows.map(({ rowNumber }) => rowNumber),
  );
  const wanted = rows
    .filter(({ rowNumber }) => !earlier.has(rowNumber))
    .map(({ rowNumber, camera: { ownerId, externalId, unitId, nameFolded, stored, placement } }) => ({
      ...{ rowNumber, ownerId, externalId, unitId, nameFolded },
      canonicalUrl: stored.canonicalUrl,
      position: placement.position.coordinates,
    }));
  return new Map([...earlier, ...(await findRegistered(tx, wanted))]);
}

async function store(tx: Queryable, context: BatchContext, rows: readonly CameraToBe[]): Promise<ReadonlyMap<string, readonly CameraWarning[]>> {
  if (rows.length === 0) return new Map();
  const cameras = rows.map(({ camera }) => camera);
  const { run, actor } = context;
  await insertCameraBatch(tx, cameras, { recordedBy: run.requestedBy, newSiteId: () => newId() });
  const toWarn = cameras.map(({ id, unitId, stored, placement, recordingMode }) => ({
    ...{ id, unitId, canonicalUrl: stored.canonicalUrl, position: placement.position.coordinates },
    isRecorded: recordingMode === 'continuous',
  }));
  const warnings = await refreshBatchWarnings(tx, context.disk, toWarn);
  await appendAudit(tx, { actor, action: 'camera.create', cameraIds: cameras.map(({ id }) => id), detail: { importId: run.id } });
  // one event for each owner: lists load again once, not once for each camera
  for (const { id } of new Map(cameras.map((camera) => [camera.ownerId, camera])).values())
    await publishEvent(tx, { topic: 'cameras', type: 'changed', data: { cameraId: id } });
  return warnings;
}

function assumedWarning(columns: readonly ImportColumn[]): RowWarning[] {
  if (columns.length === 0) return [];
  return [{ code: 'values_assumed', message: 'Some cells were empty and usual figures were put there. Correct them where they are wrong.', columns }];
}

function registeredOutcome({ rowNumber, camera, unit, assumed }: CameraToBe, found: readonly CameraWarning[]): StoredOutcome {
  const warnings: RowWarning[] = [...found, ...assumedWarning(assumed)];
  const outcome = warnings.length === 0 ? 'registered' : 'registered_with_warnings';
  return { rowNumber, outcome, name: camera.name, cameraId: camera.id, details: { unit, ...(warnings.length === 0 ? {} : { warnings }) } };
}

/** Registers what is not registered yet, and returns the outcome of every row. Everything is in the caller's transaction, which holds `lockRegistration`. */
export async function registerBatch(tx: Queryable, context: BatchContext, judged: readonly JudgedRow[]): Promise<StoredOutcome[]> {
  const toBe = judged.filter((row): row is CameraToBe => 'camera' in row);
  const known = toBe.length === 0 ? new Map<number, string>() : await findKnown(tx, context, toBe);
  const warnings = await store(
    tx,
    context,
    toBe.filter(({ rowNumber }) => !known.has(rowNumber)),
  );
  return judged.map((row) => {
    if ('outcome' in row) return row.outcome;
    const cameraId = known.get(row.rowNumber);
    if (cameraId !== undefined)
      return { rowNumber: row.rowNumber, outcome: 'already_registered', name: row.camera.name, cameraId, details: { unit: row.unit } };
    return registeredOutcome(row, warnings.get(row.camera.id) ?? []);
  });
}
