import sql from 'sql-template-tag';
import type { LonLat } from '../../domain/geojson.ts';
import type { Queryable } from '../database.ts';
import { diskWarning, warningsOf, type CameraWarning, type RecordingDisk } from './camera-warnings.ts';

/** A camera of a batch, as far as its warnings depend on it. */
export interface WarnedCamera {
  readonly id: string;
  readonly unitId: string;
  readonly canonicalUrl: string | null;
  readonly position: LonLat;
  readonly isRecorded: boolean;
}

const MOST_TWINS = 20;

interface BatchTwin {
  readonly id: string;
  readonly twinId: string;
  readonly sameAddress: boolean;
  readonly sameOwner: boolean;
}

/** What `findTwins` finds, for all at once. Each lookup stops after 20: a thousand cameras on one pole are not compared a million times. */
async function findBatchTwins(db: Queryable, cameras: readonly WarnedCamera[]): Promise<BatchTwin[]> {
  const rows = cameras.map(({ id, canonicalUrl, position: [lon, lat] }) => ({ id, url: canonicalUrl, lon, lat }));
  return db.rows(sql`SELECT n.id, twin.id AS "twinId", twin.same_address AS "sameAddress",
      coalesce(twin.owner_id = (SELECT own.owner_id FROM camera own WHERE own.id = n.id), false) AS "sameOwner"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id uuid, url text, lon float8, lat float8)
    CROSS JOIN LATERAL (
      (SELECT c.id, c.owner_id, true AS same_address FROM camera_source src JOIN camera c ON c.id = src.camera_id
        WHERE src.canonical_url = n.url AND c.id <> n.id AND c.retired_at IS NULL LIMIT ${MOST_TWINS})
      UNION ALL
      (SELECT c.id, c.owner_id, false FROM camera_placement p JOIN camera c ON c.id = p.camera_id
        WHERE p.position && ST_Expand(ST_SetSRID(ST_MakePoint(n.lon, n.lat), 4326), 0.00002)
          AND ST_DWithin(p.position::geography, ST_SetSRID(ST_MakePoint(n.lon, n.lat), 4326)::geography, 2)
          AND upper_inf(p.valid) AND c.id <> n.id AND c.retired_at IS NULL LIMIT ${MOST_TWINS})
    ) twin ORDER BY n.id, twin.id`);
}

async function findOutside(db: Queryable, cameras: readonly WarnedCamera[]): Promise<ReadonlySet<string>> {
  const rows = cameras.map(({ id, unitId, position: [lon, lat] }) => ({ id, unitId, lon, lat }));
  const outside = await db.rows<{
    id: string;
  }>(sql`SELECT n.id FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(id uuid, "unitId" uuid, lon float8, lat float8)
    JOIN unit u ON u.id = n."unitId" WHERE NOT ST_Covers(u.boundary, ST_SetSRID(ST_MakePoint(n.lon, n.lat), 4326))`);
  return new Set(outside.map(({ id }) => id));
}

/** What `refreshWarnings` does for one camera, for a batch that was just stored: looks for what is odd, keeps it with the cameras, and returns it by camera. */
export async function refreshBatchWarnings(
  db: Queryable,
  disk: RecordingDisk,
  cameras: readonly WarnedCamera[],
): Promise<ReadonlyMap<string, readonly CameraWarning[]>> {
  const twins = new Map(cameras.map(({ id }) => [id, [] as BatchTwin[]]));
  for (const twin of await findBatchTwins(db, cameras)) twins.get(twin.id)?.push(twin);
  const outside = await findOutside(db, cameras);
  const diskWarnings = cameras.some(({ isRecorded }) => isRecorded) ? await diskWarning(db, disk) : [];
  const found = cameras.map(({ id, isRecorded }) => {
    const like = (isAddress: boolean) =>
      (twins.get(id) ?? []).filter(({ sameAddress }) => sameAddress === isAddress).map(({ twinId, sameOwner }) => ({ id: twinId, sameOwner }));
    const warnings = warningsOf({
      sameAddress: like(true),
      samePlace: like(false),
      isInUnit: !outside.has(id),
      disk: isRecorded ? diskWarnings : [],
    });
    return { id, warnings };
  });
  const worded = found.filter(({ warnings }) => warnings.length > 0);
  if (worded.length > 0)
    await db.run(
      sql`UPDATE camera c SET warnings = x.warnings FROM jsonb_to_recordset(${JSON.stringify(worded)}::jsonb) AS x(id uuid, warnings jsonb) WHERE c.id = x.id`,
    );
  return new Map(worded.map(({ id, warnings }) => [id, warnings]));
}
