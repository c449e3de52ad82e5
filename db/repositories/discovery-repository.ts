import sql, { empty } from 'sql-template-tag';
import type { DiscoveryState, FoundBy, SignInScheme } from '../../domain/discovery-terms.ts';
import type { Queryable } from '../database.ts';

/** A search for cameras as the API shows it. */
export interface DiscoveryRow {
  readonly id: string;
  readonly organisationId: string;
  readonly cidr: string;
  readonly state: DiscoveryState;
  readonly addressCount: number;
  readonly addressesDone: number;
  readonly answered: number;
  readonly leftOut: number;
  readonly notTried: number;
  readonly outsideNetwork: number;
  readonly deviceCount: number;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly createdAtMs: number;
  readonly finishedAtMs: number | null;
  readonly expiresAtMs: number;
}

const SELECT_DISCOVERY = sql`SELECT d.id, d.organisation_id AS "organisationId", d.network::text AS cidr, d.state, d.address_count AS "addressCount",
    d.addresses_done AS "addressesDone", d.answered, d.left_out AS "leftOut", d.not_tried AS "notTried", d.outside_network AS "outsideNetwork", d.error, d.created_at AS "createdAtMs",
    d.finished_at AS "finishedAtMs", d.expires_at AS "expiresAtMs", (SELECT count(*) FROM discovered_device v WHERE v.discovery_id = d.id) AS "deviceCount"
  FROM discovery d`;

export interface NewDiscovery {
  readonly id: string;
  readonly organisationId: string;
  readonly requestedBy: string;
  readonly cidr: string;
  readonly addressCount: number;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** Stores a request. Errors: `constraint_violated` with `discovery_one_running_key` while the organisation has one that runs. */
export async function insertDiscovery(db: Queryable, discovery: NewDiscovery): Promise<void> {
  const createdAt = new Date(discovery.createdAtMs);
  await db.run(sql`INSERT INTO discovery (id, organisation_id, requested_by, network, address_count, created_at, touched_at, expires_at)
    VALUES (${discovery.id}, ${discovery.organisationId}, ${discovery.requestedBy}, ${discovery.cidr}::cidr, ${discovery.addressCount}, ${createdAt}, ${createdAt},
      ${new Date(discovery.expiresAtMs)})`);
}

/** How many an organisation has begun since `sinceMs`, and when the first of them. */
export async function countDiscoveries(
  db: Queryable,
  organisationId: string,
  sinceMs: number,
): Promise<{ readonly count: number; readonly firstAtMs: number | null }> {
  return db.row(
    sql`SELECT count(*) AS count, min(created_at) AS "firstAtMs" FROM discovery WHERE organisation_id = ${organisationId} AND created_at > ${new Date(sinceMs)}`,
  );
}

/** The one that runs for an organisation. */
export async function findRunningDiscovery(db: Queryable, organisationId: string): Promise<string | undefined> {
  const row = await db.maybeRow<{ id: string }>(sql`SELECT id FROM discovery WHERE organisation_id = ${organisationId} AND state IN ('waiting', 'active')`);
  return row?.id;
}

export async function findDiscovery(db: Queryable, id: string): Promise<DiscoveryRow> {
  return db.row(sql`${SELECT_DISCOVERY} WHERE d.id = ${id}`);
}

/** Discoveries that have not expired, newest first, of `ownerId` alone unless it is absent; `organisationId` narrows that. */
export async function listDiscoveries(
  db: Queryable,
  filter: { readonly ownerId?: string | undefined; readonly organisationId?: string | undefined; readonly nowMs: number },
  page: { readonly limit: number; readonly beforeId: string | undefined },
): Promise<DiscoveryRow[]> {
  const of = (id: string | undefined) => (id === undefined ? empty : sql`AND d.organisation_id = ${id}`);
  const before = page.beforeId === undefined ? empty : sql`AND d.id < ${page.beforeId}`;
  return db.rows(
    sql`${SELECT_DISCOVERY} WHERE d.expires_at > ${new Date(filter.nowMs)} ${of(filter.ownerId)} ${of(filter.organisationId)} ${before} ORDER BY d.id DESC LIMIT ${page.limit}`,
  );
}

/** A device that was found. */
export interface DiscoveredDeviceRow {
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly foundBy: readonly FoundBy[];
  readonly reachable: boolean;
  readonly onvifUrl: string | null;
  readonly rtspUrl: string | null;
  readonly name: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly firmware: string | null;
  readonly clockOffsetMs: number | null;
  readonly clockUncertaintyMs: number | null;
  readonly clockMethod: 'onvif' | 'http_date' | null;
  readonly passwordNeeded: boolean | null;
  readonly signIn: readonly SignInScheme[];
  readonly foundAtMs: number;
  /** Cameras that are registered at this address, the first few: several channels of a recorder share one. */
  readonly cameraIds: readonly string[];
}

/**
 * Devices of a discovery by address and port. Cameras at the same address are those of `ownerId` alone, unless it is absent: private addresses are the same in every home,
 * and whose others are is nobody's business.
 */
export async function listDiscoveredDevices(
  db: Queryable,
  discoveryId: string,
  page: { readonly limit: number; readonly after: readonly [address: string, port: number] | undefined; readonly ownerId?: string | undefined },
): Promise<DiscoveredDeviceRow[]> {
  const after = page.after === undefined ? empty : sql`AND (v.address, v.port) > (${page.after[0]}::inet, ${page.after[1]}::int)`;
  const own = page.ownerId === undefined ? empty : sql`AND c.owner_id = ${page.ownerId}`;
  const host = sql`CASE family(v.address) WHEN 6 THEN '[' || host(v.address) || ']' ELSE host(v.address) END`;
  return db.rows(sql`SELECT v.id, host(v.address) AS address, v.port, v.found_by AS "foundBy", v.reachable, v.onvif_url AS "onvifUrl", v.rtsp_url AS "rtspUrl", v.name,
      v.manufacturer, v.model, v.firmware, v.clock_offset_ms AS "clockOffsetMs", v.clock_uncertainty_ms AS "clockUncertaintyMs", v.clock_method AS "clockMethod",
      v.password_needed AS "passwordNeeded", v.sign_in AS "signIn", v.found_at AS "foundAtMs",
      ARRAY(SELECT c.id FROM camera_source src JOIN camera c ON c.id = src.camera_id
        WHERE src.canonical_url IS NOT NULL AND camera_url_host(src.canonical_url) = ${host} AND c.retired_at IS NULL ${own}
        ORDER BY c.id LIMIT 20) AS "cameraIds"
    FROM discovered_device v WHERE v.discovery_id = ${discoveryId} ${after} ORDER BY v.address, v.port LIMIT ${page.limit}`);
}
