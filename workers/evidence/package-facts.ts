import { findEvidenceCamera, type EvidenceCamera } from '../../db/repositories/evidence-source-repository.ts';
import type { EvidencePackageRow } from '../../db/repositories/evidence-package-repository.ts';
import { findRequest, type FootageRequestRow } from '../../db/repositories/footage-request-repository.ts';
import { findIncident } from '../../db/repositories/incident-repository.ts';
import type { Queryable } from '../../db/database.ts';
import type { EvidenceManifest } from '../../domain/evidence/manifest-shape.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { PackageFacts } from './seal-package.ts';

/** What stands in a manifest before any file was packed. */
export type KnownFacts = Omit<PackageFacts, 'absent' | 'uncopied' | 'moments' | 'log' | 'createdAt' | 'software'>;

function requestFacts(row: FootageRequestRow): EvidenceManifest['requests'][number] {
  return {
    id: row.id,
    cameraId: row.cameraId,
    from: toIso(row.fromMs),
    to: toIso(row.toMs),
    purpose: row.purpose,
    legalBasis: row.legalBasis,
    emergency: row.emergency,
    justification: row.justification,
    state: row.state,
    requestedBy: { id: row.requestedBy, username: row.requestedByUsername },
    requestedFor: row.requestedForName,
    requestedAt: toIso(row.requestedAtMs),
    decisions: row.decisions.map(({ part, decision, reason, by, username, atMs }) => ({ part, decision, reason, by: { id: by, username }, at: toIso(atMs) })),
    // open requests have both
    accessFrom: toIso(row.accessFromMs!),
    accessUntil: toIso(row.accessUntilMs!),
  };
}

function cameraFacts({ placements, ...camera }: EvidenceCamera): EvidenceManifest['cameras'][number] {
  return {
    ...camera,
    placements: placements.map(({ fromMs, toMs, lon, lat, recordedAtMs, ...rest }) => ({
      ...rest,
      from: toIso(fromMs),
      to: toMs === null ? null : toIso(toMs),
      position: [lon, lat],
      recordedAt: toIso(recordedAtMs),
    })),
  };
}

async function cameraOf(db: Queryable, cameraId: string, requests: readonly FootageRequestRow[]): Promise<EvidenceManifest['cameras'][number]> {
  const own = requests.filter((request) => request.cameraId === cameraId);
  const window = { fromMs: Math.min(...own.map(({ fromMs }) => fromMs)), toMs: Math.max(...own.map(({ toMs }) => toMs)) };
  return cameraFacts(await findEvidenceCamera(db, cameraId, window));
}

/** Case, requests with their decisions, cameras and where they hung: what the manifest says beside files and log. */
export async function collectFacts(db: Queryable, order: EvidencePackageRow): Promise<KnownFacts> {
  const requests: FootageRequestRow[] = [];
  for (const id of order.requestIds) requests.push(await findRequest(db, id));
  const incident = await findIncident(db, order.incidentId);
  const cameras: EvidenceManifest['cameras'] = [];
  for (const cameraId of order.cameraIds) cameras.push(await cameraOf(db, cameraId, requests));
  return {
    packageId: order.id,
    incident: {
      id: incident.id,
      referenceNumber: incident.referenceNumber,
      category: incident.category,
      occurredFrom: toIso(incident.fromMs),
      occurredTo: toIso(incident.toMs),
      unitName: incident.unitName,
    },
    orderedBy: { person: { id: order.orderedBy, username: order.orderedByUsername }, organisation: order.orderedForName, at: toIso(order.orderedAtMs) },
    requests: requests.map(requestFacts),
    cameras,
  };
}
