import { isAppError } from '../domain/app-error.ts';
import type { Database } from '../db/database.ts';
import { appendAudit, type AuditEntry } from '../db/repositories/audit-repository.ts';

/** Kinds of error by which a rule refuses what somebody may ask for as such; the rest are faults of ours or of the way. */
const REFUSALS: ReadonlySet<string> = new Set(['forbidden', 'conflict', 'invalid']);

/**
 * Does `work`, and writes to the access log when a rule refuses it, with the rule's code and never what was typed. The entry has a transaction of its own: that of the work is rolled back. What the
 * authorisation refuses is logged there, what the wire schema refuses nowhere. Errors: those of `work`.
 */
export async function withRefusalsLogged<T>(db: Database, entry: Omit<AuditEntry, 'outcome'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error) && REFUSALS.has(error.kind)) await appendAudit(db, { ...entry, outcome: 'refused', detail: { ...entry.detail, code: error.code } });
    throw error;
  }
}
