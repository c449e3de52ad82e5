import { createHash, randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import type { Database } from '../../../db/database.ts';
import { appendAudit } from '../../../db/repositories/audit-repository.ts';
import { insertSegment } from '../../../db/repositories/segment-store-repository.ts';
import { insertSnapshot } from '../../../db/repositories/snapshot-store-repository.ts';
import type { BlobStore } from '../../../media/blob-store.ts';
import { newId } from '../../../platform/new-id.ts';
import type { SecretBox } from '../../../platform/secret-box.ts';
import { insertTestCamera, insertTown, type Town } from '../workers/camera-fixture.ts';

/** What the tests look at again. */
export interface SampleInstallation {
  readonly town: Town;
  /** A camera whose password is sealed. */
  readonly sealedCameraId: string;
  readonly password: string;
  /** A picture of it. */
  readonly snapshotId: string;
  readonly snapshotKey: string;
  readonly snapshotBytes: Buffer;
  readonly segmentKey: string;
}

const HOUR_MS = 3_600_000;
/** What text files and careless readers get wrong. */
const HARD_TEXT = 'Tổ "1"\t\\N \u2028 \u2029 {a,b} \'\'\r\n$1 – Huỷ hoại';

async function insertUnits(db: Database, town: Town): Promise<void> {
  const [ward, old] = [newId(), newId()];
  await db.run(sql`INSERT INTO unit (id, level, name, code, boundary, valid) VALUES (${ward}, 'ward', ${HARD_TEXT}, '24871',
    ST_Multi(ST_GeomFromText('POLYGON((108.23 11.78, 108.250000000000004 11.78, 108.25 11.8, 108.23 11.8, 108.23 11.78))', 4326)), daterange('2025-07-01', NULL))`);
  await db.run(sql`INSERT INTO unit (id, level, name, valid) VALUES (${old}, 'district', 'Lâm Hà', daterange('-infinity', '2025-07-01'))`);
  await db.run(sql`UPDATE unit SET parent_id = ${ward} WHERE id = ${town.unitId}`);
  // a row that is written again goes behind the others: now the parent comes after its child
  await db.run(sql`UPDATE unit SET name = name WHERE id = ${ward}`);
  await db.run(sql`INSERT INTO unit_succession (predecessor_id, successor_id, kind, happened_on) VALUES (${old}, ${ward}, 'abolished', '2025-07-01')`);
}

async function insertSealedCamera(db: Database, town: Town, secretBox: SecretBox, password: string): Promise<string> {
  const id = await insertTestCamera(db, town, { registered: true });
  const sealed = secretBox.seal(JSON.stringify({ username: 'admin', password }), id);
  await db.run(sql`UPDATE camera_source SET kind = 'rtsp', url = 'rtsp://192.0.2.7/s1', canonical_url = 'rtsp://192.0.2.7:554/s1', transport = 'tcp',
    sealed_credentials = ${sealed.bytes}, key_id = ${sealed.keyId} WHERE camera_id = ${id}`);
  await db.run(sql`INSERT INTO camera_placement (id, camera_id, valid, position, height_m, bearing_deg, tilt_deg, hfov_deg, range_m, width_px, height_px, coverage)
    VALUES (${newId()}, ${id}, tstzrange('2026-01-01 00:00:00.000001+07', NULL), ST_SetSRID(ST_MakePoint(108.2431, 11.789), 4326), ${0.1 + 0.2}, 90, 12, 87, 45, 1920, 1080,
      ST_Buffer(ST_SetSRID(ST_MakePoint(108.2431, 11.789), 4326), 0.001))`);
  await db.run(sql`INSERT INTO clock_reading (id, camera_id, true_time, device_time, uncertainty_ms, method)
    VALUES (${newId()}, ${id}, '2026-11-22 01:02:03.123456Z', '2026-11-22 01:02:04.654321Z', 900, 'onvif')`);
  await db.run(
    sql`INSERT INTO camera_state_interval (camera_id, facet, state, during, cause) VALUES (${id}, 'reachable', 'up', tstzrange('2026-11-21T00:00:00Z', NULL), '{"big": 12345678901234567890.5}')`,
  );
  // an hour hence, and not what a trigger would make of it
  await db.run(sql`UPDATE camera_state SET next_ping_at = '2030-01-01T00:00:00.000001Z', overall = 'online' WHERE camera_id = ${id}`);
  return id;
}

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
const footage = { deviceTimeSource: 'none', clock: null } as const;

async function insertPicture(db: Database, blobs: BlobStore, cameraId: string, bytes: Buffer): Promise<{ id: string; key: string }> {
  const id = newId();
  const key = `snapshots/2026/11/22/${cameraId}/${id}.jpg`;
  await blobs.put(key, bytes);
  const now = Date.now();
  const size = { widthPx: 1920, heightPx: 1080, byteLength: bytes.length };
  const times = { takenAtMs: now, deviceTimeMs: null, expiresAtMs: now + HOUR_MS };
  await insertSnapshot(db, {
    id,
    cameraId,
    blobKey: key,
    sha256: sha256(bytes),
    reason: 'schedule',
    measures: {},
    requestedBy: null,
    ...size,
    ...times,
    ...footage,
  });
  return { id, key };
}

async function insertFootage(db: Database, blobs: BlobStore, cameraId: string): Promise<string> {
  const id = newId();
  const key = `footage/2026/11/22/${cameraId}/${id}.mp4`;
  const bytes = randomBytes(300_000);
  await blobs.put(key, bytes);
  const now = Date.now();
  const trueDuring = { fromMs: now - 10_000, toMs: now };
  const place = { blobKey: key, sha256: sha256(bytes), byteLength: bytes.length, storedAtMs: now, expiresAtMs: now + HOUR_MS };
  await insertSegment(db, { id, cameraId, trueDuring, uncertaintyMs: 5, deviceDuring: null, source: 'recorded', codec: 'h264', ...place, ...footage });
  return key;
}

/** Fills a migrated, empty installation with a little of everything that is hard to copy. */
export async function fillInstallation(db: Database, blobs: BlobStore, secretBox: SecretBox): Promise<SampleInstallation> {
  const town = await insertTown(db);
  await insertUnits(db, town);
  const password = 'mật khẩu "của" camera';
  const sealedCameraId = await insertSealedCamera(db, town, secretBox, password);
  await insertTestCamera(db, town, { faults: { dead: true } });
  const snapshotBytes = randomBytes(40_000);
  const snapshot = await insertPicture(db, blobs, sealedCameraId, snapshotBytes);
  for (let count = 0; count < 3; count += 1) await insertPicture(db, blobs, sealedCameraId, randomBytes(1000));
  const segmentKey = await insertFootage(db, blobs, sealedCameraId);
  for (let n = 0; n < 5; n += 1) await appendAudit(db, { action: 'camera.look', cameraIds: [sealedCameraId, town.unitId], detail: { n } });
  await db.run(sql`INSERT INTO road (name, path) VALUES (${HARD_TEXT}, ST_GeomFromText('LINESTRING(108.1 11.1, 108.2 11.2)', 4326))`);
  return { town, sealedCameraId, password, snapshotId: snapshot.id, snapshotKey: snapshot.key, snapshotBytes, segmentKey };
}
