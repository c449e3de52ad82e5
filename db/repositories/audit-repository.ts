import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import { named } from '../prepared-statement.ts';

/** Who did it; absent when nobody was signed in. */
export interface AuditActor {
  readonly userId: string;
  readonly username: string;
  readonly role: string;
}

/** One look, decision or change. `detail` holds ids, numbers and codes, never free text of people. */
export interface AuditEntry {
  readonly actor?: AuditActor | undefined;
  /** `area.verb`, such as `incident.candidates`. */
  readonly action: string;
  readonly outcome?: 'allowed' | 'refused';
  readonly incidentId?: string | undefined;
  readonly cameraIds?: readonly string[];
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Appends to the log. Call it in the transaction of what it records, before the answer goes out: what isn't logged didn't happen. */
export async function appendAudit(db: Queryable, entry: AuditEntry): Promise<void> {
  const { actor } = entry;
  await db.run(
    named(
      'audit_append',
      sql`INSERT INTO audit_event (actor_id, actor_username, actor_role, action, outcome, incident_id, camera_ids, detail)
    VALUES (${actor?.userId ?? null}, ${actor?.username ?? null}, ${actor?.role ?? null}, ${entry.action}, ${entry.outcome ?? 'allowed'},
      ${entry.incidentId ?? null}, ${entry.cameraIds ?? []}::uuid[], ${JSON.stringify(entry.detail ?? {})}::jsonb)`,
    ),
  );
}
