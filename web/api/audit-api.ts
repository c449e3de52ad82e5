import type { AUDIT_OUTCOMES } from '../../domain/wire/audit-wire.ts';
import type { AuditEvent, LogConsistency, LogHead, LogInclusion, Page } from './api-types.ts';
import { requestJson } from './http-client.ts';

export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** Which events of the access log to list; all of the last 24 hours without any. Instants are RFC 3339 texts. */
export interface AuditFilter {
  readonly cameraId?: string | undefined;
  readonly incidentId?: string | undefined;
  readonly actorId?: string | undefined;
  readonly username?: string | undefined;
  readonly referenceNumber?: string | undefined;
  readonly action?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
}

/** Events, newest first. A page may be empty and have another after it. */
export async function listAuditEvents(filter: AuditFilter, signal?: AbortSignal): Promise<Page<AuditEvent>> {
  return requestJson<Page<AuditEvent>>('/audit/events', { query: { ...filter, limit: 50 }, signal });
}

/** The log as it is now, signed. */
export async function getLogHead(): Promise<LogHead> {
  return requestJson<LogHead>('/audit/checkpoint');
}

/** What proves that entry `seq` is in the log of `size` entries. */
export async function getLogInclusion(seq: number, size: number): Promise<LogInclusion> {
  return requestJson<LogInclusion>('/audit/proofs/inclusion', { query: { seq, size } });
}

/** What proves that the log only grew from `from` to `to` entries. */
export async function getLogConsistency(from: number, to: number): Promise<LogConsistency> {
  return requestJson<LogConsistency>('/audit/proofs/consistency', { query: { from, to } });
}
