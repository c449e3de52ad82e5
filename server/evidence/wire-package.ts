import type { z } from 'zod';
import type { jobOut } from '../../domain/wire/contact-wire.ts';
import type { evidencePackageOut } from '../../domain/wire/evidence-package-wire.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { Queryable } from '../../db/database.ts';
import { findPackage, type EvidencePackageRow } from '../../db/repositories/evidence-package-repository.ts';

type WirePackage = z.output<typeof evidencePackageOut>;

const MESSAGES: Readonly<Record<string, string>> = {
  original_damaged: 'A stored file is not the one that was stored, so nothing was sealed over it. Tell the operator: the disk has to be looked at.',
  segment_broken: "A stored file can't be taken apart, so nothing was sealed. Tell the operator: the disk has to be looked at.",
  disk_full: 'The disk has too little room for this package. It is built by itself as soon as there is room: tell the operator.',
  package_too_large: 'These requests open more files than one package can name. Order packages of fewer of them, or ask for a shorter window.',
};

function errorOf({ errorCode }: EvidencePackageRow, state: WirePackage['state']): WirePackage['error'] {
  // one that is being built has what it waited for
  if (errorCode === null || state === 'building') return null;
  return { code: errorCode, message: MESSAGES[errorCode] ?? 'The package could not be built. Order it again; if that fails too, tell the operator.' };
}

function stateOf({ state, workerUntilMs }: EvidencePackageRow, nowMs: number): WirePackage['state'] {
  return state === 'waiting' && workerUntilMs !== null && workerUntilMs > nowMs ? 'building' : state;
}

function timestampOf({ stampAwaited, stampedAtMs, stampAuthority, stampInFile, stampErrorCode }: EvidencePackageRow): WirePackage['timestamp'] {
  const at = stampedAtMs === null ? null : toIso(stampedAtMs);
  return {
    state: stampAwaited ? 'waiting' : at === null ? 'none' : 'stamped',
    at,
    authority: stampAuthority,
    inFile: stampInFile === true,
    errorCode: stampErrorCode,
  };
}

/** A package in the shape of the API. */
export function wirePackage(row: EvidencePackageRow, nowMs: number): WirePackage {
  const state = stateOf(row, nowMs);
  return {
    id: row.id,
    incident: { id: row.incidentId, referenceNumber: row.referenceNumber },
    requestIds: [...row.requestIds],
    cameraIds: [...row.cameraIds],
    state,
    progress: row.progress,
    orderedBy: { id: row.orderedBy, username: row.orderedByUsername },
    orderedFor: row.orderedForName,
    orderedAt: toIso(row.orderedAtMs),
    finishedAt: row.finishedAtMs === null ? null : toIso(row.finishedAtMs),
    error: errorOf(row, state),
    sha256: row.sha256 === null ? null : row.sha256.toString('hex'),
    byteLength: row.byteLength,
    fileCount: row.fileCount,
    contents: row.contents === null ? null : { cameras: [...row.contents.cameras], documents: row.contents.documents },
    timestamp: timestampOf(row),
    keyFingerprint: row.keyFingerprint,
  };
}

const JOB_STATES = { waiting: 'waiting', building: 'active', ready: 'completed', failed: 'failed', dropped: 'failed' } as const;

/** The building of a package as a job; undefined when the id is none's. */
export async function findPackageJob(db: Queryable, id: string, nowMs: number): Promise<z.output<typeof jobOut> | undefined> {
  const row = await findPackage(db, id);
  if (row === undefined) return undefined;
  const { state, progress, error, orderedAt, finishedAt, sha256, byteLength } = wirePackage(row, nowMs);
  const dropped = { code: 'package_dropped', message: 'Nobody may open this package any more: access to what it holds has ended.' };
  return {
    id,
    kind: 'build-evidence-package',
    state: JOB_STATES[state],
    progress,
    result: state === 'ready' ? { packageId: id, sha256, byteLength } : null,
    error: state === 'dropped' ? dropped : error,
    createdAt: orderedAt,
    finishedAt,
  };
}
