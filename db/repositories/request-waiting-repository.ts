import sql, { join, type Sql } from 'sql-template-tag';
import { permittedScope, type Action } from '../../domain/permission-rule.ts';
import type { Role } from '../../domain/role.ts';
import type { Queryable } from '../database.ts';
import { inUnits, type Caller } from './access-repository.ts';

/** Who asks what waits for them. */
interface Waiter extends Caller {
  readonly userId: string;
  readonly role: Role;
  readonly nowMs: number;
}

const decidedByMe = ({ userId }: Waiter) => sql`EXISTS (SELECT 1 FROM footage_request_decision d WHERE d.request_id = r.id AND d.decided_by = ${userId})`;
const secondAgreed = sql`EXISTS (SELECT 1 FROM footage_request_decision d WHERE d.request_id = r.id AND d.part = 'second')`;

/** What waits for whoever may do an action. */
const COUNTS: readonly (readonly [action: Action, count: (waiter: Waiter) => Sql])[] = [
  [
    'request.decide',
    (waiter) =>
      sql`SELECT count(*) AS n FROM footage_request r WHERE r.owner_id = ${waiter.organisationId} AND r.state = 'submitted' AND NOT ${decidedByMe(waiter)}`,
  ],
  [
    'request.second',
    (waiter) => sql`SELECT count(*) AS n FROM footage_request r WHERE r.state = 'submitted' AND r.needs_second AND ${inUnits(sql`r.unit_id`, waiter)}
      AND r.requested_by <> ${waiter.userId} AND NOT ${secondAgreed}`,
  ],
  [
    'request.create',
    ({ userId, nowMs }) =>
      sql`SELECT count(*) AS n FROM footage_request r WHERE r.requested_by = ${userId} AND r.emergency AND r.justified_at IS NULL AND r.justify_by > ${new Date(nowMs)}`,
  ],
  [
    'emergency.lift',
    (waiter) => sql`SELECT count(*) AS n FROM emergency_suspension s JOIN footage_request r ON r.id = s.request_id
      WHERE s.lifted_at IS NULL AND s.user_id <> ${waiter.userId} AND ${inUnits(sql`r.unit_id`, waiter)}`,
  ],
];

/** How many requests wait for the caller: to be decided, agreed to as a second officer, or justified, and suspensions to be lifted. */
export async function countWaiting(db: Queryable, waiter: Waiter): Promise<number> {
  const counts = COUNTS.filter(([action]) => permittedScope(waiter.role, action) !== null).map(([, count]) => count(waiter));
  if (counts.length === 0) return 0;
  const { n } = await db.row<{ n: number }>(sql`SELECT sum(n)::int AS n FROM (${join(counts, ' UNION ALL ')}) counted`);
  return n;
}
