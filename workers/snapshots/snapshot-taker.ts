import { createHash } from 'node:crypto';
import type { Queryable } from '../../db/database.ts';
import type { ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import { insertNamedSnapshot, insertSnapshot, type NewSnapshot } from '../../db/repositories/snapshot-store-repository.ts';
import type { CapturedPicture } from '../../domain/camera-contact.ts';
import { snapshotExpiresAtMs } from '../../domain/retention.ts';
import { timedId } from '../../domain/uuid.ts';
import type { BlobStore, StoredBlob } from '../../media/blob-store.ts';
import type { NamedBlobs } from '../blobs/named-blobs.ts';
import { blobKeyOf } from '../blobs/blob-key-of.ts';
import type { CameraContacts, ContactResult } from '../contacts/camera-contacts.ts';
import { clockThen, deviceTimeOf } from '../footage-time.ts';
import type { WorkerMetrics } from '../metrics.ts';
import type { DiskGuard } from '../recording/disk-guard.ts';
import { measurePicture, type MeasuredPicture } from './measured-picture.ts';

/** Why a picture is taken, and for whom. */
export interface SnapshotReason {
  readonly reason: NewSnapshot['reason'];
  readonly requestedBy: string | null;
  /** Runs in the transaction that stores the picture: either both are there or neither. */
  readonly alongWith?: (tx: Queryable, snapshotId: string) => Promise<void>;
}

/** A picture that was taken and stored. */
export interface TakenSnapshot {
  readonly snapshotId: string;
  readonly picture: MeasuredPicture;
}

/** Takes pictures and keeps them. */
export interface SnapshotTaker {
  /** Takes one and stores it: first the blob, then the row. A camera that gives none is a result. Errors: those of our own parts only, such as `disk_full` (unavailable). */
  take(target: ContactTarget, reason: SnapshotReason, signal: AbortSignal): Promise<ContactResult<TakenSnapshot>>;
}

export function createSnapshotTaker(parts: { contacts: CameraContacts; disk: DiskGuard; namedBlobs: NamedBlobs; metrics: WorkerMetrics }): SnapshotTaker {
  const { contacts, disk, namedBlobs, metrics } = parts;
  return {
    async take(target, { alongWith, ...reason }, signal) {
      if (disk.isFull()) metrics.shed.inc({ what: 'snapshot', reason: 'disk_full' });
      disk.requireRoom();
      const result = await measurePicture(await contacts.picture(target, signal));
      if (!result.ok) return result;
      const { captured, image } = result.value;
      const id = snapshotId(target.cameraId, captured.receivedAtMs);
      const blobKey = blobKeyOf('snapshots', captured.receivedAtMs, target.cameraId, `${id}.jpg`);
      const [reference, write] = [{ key: blobKey, rowId: id }, (blobs: BlobStore) => blobs.put(blobKey, captured.jpeg)];
      const rowOf = (stored: StoredBlob): NewSnapshot => ({ ...describe(target, captured, stored), ...reason, id, blobKey, measures: image.measures });
      if (alongWith === undefined) await namedBlobs.storeAtOnce(reference, write, (db, stored) => insertNamedSnapshot(db, rowOf(stored)));
      else
        await namedBlobs.store(reference, write, async (tx, stored) => {
          await insertSnapshot(tx, rowOf(stored));
          await alongWith(tx, id);
        });
      metrics.snapshots.inc({ reason: reason.reason });
      metrics.snapshotBytes.inc(captured.jpeg.length);
      return { ...result, value: { snapshotId: id, picture: result.value } };
    },
  };
}

function snapshotId(cameraId: string, takenAtMs: number): string {
  return timedId(takenAtMs, createHash('sha256').update(`snapshot ${cameraId} ${takenAtMs}`).digest());
}

function describe(
  target: ContactTarget,
  captured: CapturedPicture,
  stored: StoredBlob,
): Omit<NewSnapshot, 'id' | 'blobKey' | 'measures' | 'reason' | 'requestedBy'> {
  const { cameraId, retentionHours, lastReading } = target;
  const { receivedAtMs: takenAtMs, widthPx, heightPx } = captured;
  const clock = clockThen(captured.clock, lastReading, takenAtMs);
  const device = deviceTimeOf({ deviceMs: captured.deviceTimeMs, source: captured.deviceTimeSource }, takenAtMs, clock);
  return {
    cameraId,
    takenAtMs,
    widthPx,
    heightPx,
    clock,
    deviceTimeMs: device.deviceMs,
    deviceTimeSource: device.source,
    sha256: Buffer.from(stored.sha256),
    byteLength: stored.byteLength,
    expiresAtMs: snapshotExpiresAtMs(takenAtMs, retentionHours),
  };
}
