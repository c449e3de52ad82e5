import sql, { empty } from 'sql-template-tag';
import type { CameraProblem } from '../../domain/camera-contact.ts';
import { readingOffsetMs } from '../../domain/clock-reading.ts';
import type { DiscoveredDevice } from '../../domain/discovered-device.ts';
import type { DiscoveryState } from '../../domain/discovery-terms.ts';
import { newId } from '../../platform/new-id.ts';
import type { Queryable } from '../database.ts';

/** A discovery as the worker that carries it out needs it. */
export interface DiscoveryRun {
  readonly id: string;
  readonly cidr: string;
  readonly addressesDone: number;
  /** Devices that are stored already. */
  readonly deviceCount: number;
  /** The organisation's networks as they are now; null when it has none. */
  readonly networks: readonly string[] | null;
}

/** Begins the work, or goes on with it after a worker died or stopped. Undefined when it has ended or is not there. */
export async function beginDiscovery(db: Queryable, id: string, nowMs: number): Promise<DiscoveryRun | undefined> {
  return db.maybeRow(sql`UPDATE discovery d SET state = 'active', touched_at = ${new Date(nowMs)} FROM organisation o
    WHERE d.id = ${id} AND d.state IN ('waiting', 'active') AND o.id = d.organisation_id
    RETURNING d.id, d.network::text AS cidr, d.addresses_done AS "addressesDone", o.camera_networks AS networks,
      (SELECT count(*) FROM discovered_device v WHERE v.discovery_id = d.id) AS "deviceCount"`);
}

/** What was done since the last note. */
export interface DiscoveryStep {
  readonly addressesDone: number;
  readonly answered: number;
  readonly notTried: number;
  readonly leftOut: number;
  /** Of the whole search so far. */
  readonly outsideNetwork: number;
}

/** Notes how far it is, and that somebody is at it. False when it was ended meanwhile: whoever works on it should stop. */
export async function noteDiscovery(db: Queryable, id: string, step: DiscoveryStep, nowMs: number): Promise<boolean> {
  const rows = await db.run(sql`UPDATE discovery SET addresses_done = greatest(addresses_done, ${step.addressesDone}), answered = answered + ${step.answered},
      not_tried = not_tried + ${step.notTried}, left_out = left_out + ${step.leftOut}, outside_network = greatest(outside_network, ${step.outsideNetwork}), touched_at = ${new Date(nowMs)}
    WHERE id = ${id} AND state = 'active'`);
  return rows === 1;
}

/** Ends it; what was ended before stays as it is. Returns whether this call ended it. */
export async function endDiscovery(
  db: Queryable,
  id: string,
  end: { readonly state: Exclude<DiscoveryState, 'waiting' | 'active'>; readonly error?: CameraProblem },
  nowMs: number,
): Promise<boolean> {
  const error = end.error === undefined ? null : JSON.stringify({ code: end.error.code, message: end.error.message });
  const rows = await db.run(sql`UPDATE discovery SET state = ${end.state}, error = ${error}::jsonb, finished_at = ${new Date(nowMs)}
    WHERE id = ${id} AND state IN ('waiting', 'active')`);
  return rows === 1;
}

/** A worker notes something every second. */
const SILENT_MS = { active: 5 * 60_000, waiting: 30 * 60_000 };

/** Ends, as interrupted, what nobody works on any more: its job was lost, or its workers died once too often. Returns how many. */
export async function interruptLostDiscoveries(db: Queryable, nowMs: number, organisationId?: string): Promise<number> {
  const ofOrganisation = organisationId === undefined ? empty : sql`organisation_id = ${organisationId} AND`;
  return db.run(sql`UPDATE discovery SET state = 'interrupted', finished_at = ${new Date(nowMs)} WHERE ${ofOrganisation}
    ((state = 'active' AND touched_at < ${new Date(nowMs - SILENT_MS.active)}) OR (state = 'waiting' AND touched_at < ${new Date(nowMs - SILENT_MS.waiting)}))`);
}

/** Stores a device; one that is there already (the search went on after an interruption) is replaced. */
export async function upsertDiscoveredDevice(db: Queryable, discoveryId: string, device: DiscoveredDevice, nowMs: number): Promise<void> {
  const { address, port, clock } = device;
  const offsetMs = clock === undefined ? null : Math.round(readingOffsetMs(clock));
  await db.run(sql`INSERT INTO discovered_device (id, discovery_id, address, port, found_by, reachable, onvif_url, rtsp_url, name, manufacturer, model, firmware,
      endpoint_reference, clock_offset_ms, clock_uncertainty_ms, clock_method, password_needed, sign_in, found_at)
    VALUES (${newId(nowMs)}, ${discoveryId}, ${address}::inet, ${port}, ${device.foundBy}::text[], ${device.isReachable}, ${device.onvifUrl ?? null}, ${device.rtspUrl ?? null},
      ${device.name ?? null}, ${device.manufacturer ?? null}, ${device.model ?? null}, ${device.firmware ?? null}, ${device.endpointReference ?? null},
      ${offsetMs}, ${clock?.uncertaintyMs ?? null}, ${clock?.method ?? null}, ${device.isPasswordNeeded ?? null}, ${device.signIn}::text[], ${new Date(nowMs)})
    ON CONFLICT (discovery_id, address, port) DO UPDATE SET found_by = excluded.found_by, reachable = excluded.reachable, onvif_url = excluded.onvif_url,
      rtsp_url = excluded.rtsp_url, name = excluded.name, manufacturer = excluded.manufacturer, model = excluded.model, firmware = excluded.firmware,
      endpoint_reference = excluded.endpoint_reference, clock_offset_ms = excluded.clock_offset_ms, clock_uncertainty_ms = excluded.clock_uncertainty_ms,
      clock_method = excluded.clock_method, password_needed = excluded.password_needed, sign_in = excluded.sign_in`);
}
