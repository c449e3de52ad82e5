import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import type { Database } from '../db/database.ts';
import { insertOrganisation } from '../db/repositories/organisation-repository.ts';
import { insertUnit } from '../db/repositories/unit-repository.ts';
import { newId } from '../platform/new-id.ts';
import { createSecretBox } from '../platform/secret-box.ts';
import { responderAddress, RESPONDER_CREDENTIALS } from './camera-responder.ts';

/** Cameras of a province, each at an address of its own, with a purpose, a notice and a sealed password. */
export interface ProvinceCameras {
  /** Value of MATPHO_SECRET_KEY that opens their passwords. */
  readonly secretKey: string;
  /** Second of the minute at which the camera at an address is due. */
  phaseOf(address: string): number | undefined;
}

const BATCH = 2000;

/** How many cameras of a kind, and where they listen. */
export interface CameraKindPlan {
  readonly kind: 'rtsp' | 'onvif';
  readonly count: number;
  readonly port: number;
  /** How often each takes a picture; 0: never. */
  readonly pictureEveryS: number;
}

/** Fills a migrated, empty database with cameras of each kind, one address each, counted on from kind to kind. Their first contacts are spread over the coming minute. */
export async function makeProvinceCameras(db: Database, plans: readonly CameraKindPlan[]): Promise<ProvinceCameras> {
  const key = randomBytes(32);
  const box = createSecretBox([key]);
  const [unitId, organisationId, siteId] = [newId(), newId(), newId()];
  await insertUnit(db, { id: unitId, code: null, level: 'province', name: 'Bench', parentId: null, boundary: null });
  await insertOrganisation(db, { id: organisationId, kind: 'board', name: 'Bench', unitIds: [unitId] });
  await db.run(sql`INSERT INTO site (id, unit_id, name) VALUES (${siteId}, ${unitId}, 'Bench')`);
  const phases = new Map<string, number>();
  const planned = plans.flatMap((plan) => Array.from({ length: plan.count }, () => plan));
  for (let made = 0; made < planned.length; made += BATCH) {
    const cameras = planned.slice(made, made + BATCH).map(({ kind, port, pictureEveryS }, index) => {
      const [id, address, phase] = [newId(), responderAddress(made + index), (made + index) % 60];
      phases.set(address, phase);
      const { bytes, keyId } = box.seal(JSON.stringify(RESPONDER_CREDENTIALS), id);
      const url = kind === 'rtsp' ? `rtsp://${address}:${port}/s1` : `http://${address}:${port}/onvif/device_service`;
      return { id, kind, url, transport: kind === 'rtsp' ? 'tcp' : null, phase, pictureEveryS, sealed: bytes.toString('hex'), keyId };
    });
    await addCameras(db, { unitId, organisationId, siteId }, cameras);
  }
  for (const table of ['camera', 'camera_state', 'camera_source', 'camera_notice']) await db.script(`VACUUM ANALYZE ${table}`);
  return { secretKey: key.toString('base64'), phaseOf: (address) => phases.get(address) };
}

async function addCameras(
  db: Database,
  owner: { readonly unitId: string; readonly organisationId: string; readonly siteId: string },
  cameras: readonly object[],
): Promise<void> {
  const rows = sql`json_to_recordset(${JSON.stringify(cameras)}::json) AS c(id uuid, kind text, url text, transport text, phase integer, "pictureEveryS" integer, sealed text, "keyId" text)`;
  await db.transaction(async (tx) => {
    await tx.run(sql`INSERT INTO camera (id, name, name_folded, unit_id, owner_id, site_id, purpose, snapshot_every_s, phase)
      SELECT id, 'Camera', 'camera', ${owner.unitId}, ${owner.organisationId}, ${owner.siteId}, 'junction', "pictureEveryS", phase FROM ${rows}`);
    await tx.run(sql`INSERT INTO camera_notice (camera_id, posted_on) SELECT id, '2026-11-01' FROM ${rows}`);
    // a quarter of a minute for the worker to start, then a minute's worth in its order
    await tx.run(sql`INSERT INTO camera_state (camera_id, next_ping_at)
      SELECT id, to_timestamp((floor((extract(epoch FROM now()) + 15 - phase) / 60) + 1) * 60 + phase) FROM ${rows}`);
    await tx.run(sql`INSERT INTO camera_source (camera_id, kind, url, canonical_url, transport, sealed_credentials, key_id)
      SELECT id, kind, url, url, transport, decode(sealed, 'hex'), "keyId" FROM ${rows}`);
  });
}
