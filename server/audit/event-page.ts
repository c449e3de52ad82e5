import type { z } from 'zod';
import type { Scope } from '../../domain/permission-rule.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { auditEventOut, auditQueryWire } from '../../domain/wire/audit-wire.ts';
import type { AccessLog } from '../../db/access-log/access-log.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { findEvents, readErasedParts, readEvents, type EventPosition } from '../../db/repositories/audit-event-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { readActorOrganisations } from '../../db/repositories/actor-organisation-repository.ts';
import { findByReferenceNumber, readReferenceNumbers } from '../../db/repositories/incident-number-repository.ts';
import { readCursor, writeCursor } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { readRange } from '../routes/time-range.ts';
import type { ServerContext } from '../server-context.ts';
import { wireAuditEvent } from './wire-audit-event.ts';

type Query = z.output<typeof auditQueryWire>;

function readPosition(cursor: string | undefined): EventPosition | undefined {
  const keys = readCursor(cursor, (all) => all.length === 2 && all.every((key) => Number.isSafeInteger(key)));
  return keys === undefined ? undefined : { atMs: keys[0] as number, seq: keys[1] as number };
}

/** Which no incident has. */
const NO_INCIDENT = '00000000-0000-0000-0000-000000000000';

/** When: what is asked for by its place may be of any time. `said` is what the log keeps of it. */
function rangeOf(query: Query, nowMs: number): TimeInterval & { readonly said: Partial<TimeInterval> } {
  if (query.seq !== undefined && query.from === undefined && query.to === undefined) return { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, said: {} };
  const said = readRange(query, nowMs);
  // events are dated by the database's clock: without an end given, what just happened belongs to the list
  return { ...said, toMs: query.to === undefined ? Number.MAX_SAFE_INTEGER : said.toMs, said };
}

/** The filters that were given, under names of their own: what the looker looked for isn't what the look was. Words that somebody typed are not kept: nothing would find them when a person's text is erased. */
function asked({ actorId, username, referenceNumber, action, outcome, seq }: Query): Readonly<Record<string, string | number | boolean>> {
  const all = { actorId, byUsername: username && true, byReferenceNumber: referenceNumber && true, ofAction: action, ofOutcome: outcome, seq };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string | number | true] => entry[1] !== undefined && entry[1] !== ''));
}

/**
 * One page of the log, newest first, with all that was stored before it was asked for. An auditor's look is itself an event; a board's look at its own cameras' events isn't: it would fill the list
 * that it looks at. Errors: `malformed_cursor`, `interval_reversed`, `interval_too_long`, `audit_log_behind`.
 */
export async function auditEventPage(
  { db, clock }: ServerContext,
  log: AccessLog,
  caller: { readonly session: LiveSession; readonly scope: Scope },
  query: Query,
): Promise<{ items: z.output<typeof auditEventOut>[]; nextCursor: string | null }> {
  const { cameraId, actorId, limit, referenceNumber, username, action, outcome, seq } = query;
  const { said, ...range } = rangeOf(query, clock.now());
  const after = readPosition(query.cursor);
  await log.sequence();
  const ownerId = caller.scope === 'any' ? undefined : caller.session.organisationId;
  const { rows, erased, numbers, offices, next, incidentId } = await db.asPerson(caller.session, async (own) => {
    const named = referenceNumber === undefined ? undefined : ((await findByReferenceNumber(own, referenceNumber)) ?? NO_INCIDENT);
    const incidentId = named !== undefined && query.incidentId !== undefined && named !== query.incidentId ? NO_INCIDENT : (named ?? query.incidentId);
    const { seqs, next } = await findEvents(own, { ownerId, cameraId, incidentId, actorId, username, action, outcome, seq, ...range }, { limit, after });
    const rows = await readEvents(own, seqs);
    const eventIds = rows.map(({ eventId }) => eventId);
    // who may read an event has the case's id already: the number is what people call it
    const numbers = await readReferenceNumbers(
      own,
      rows.map(({ incidentId: id }) => id),
    );
    const offices = await readActorOrganisations(
      own,
      rows.map(({ actorId: id }) => id),
    );
    return { rows, offices, erased: await readErasedParts(own, eventIds), numbers, next, incidentId };
  });
  if (caller.scope === 'any') {
    const cameraIds = cameraId === undefined ? [] : [cameraId];
    await appendAudit(db, {
      actor: actorOf(caller.session),
      action: 'audit.read',
      incidentId: incidentId === NO_INCIDENT ? undefined : incidentId,
      cameraIds,
      detail: { ...said, ...asked(query) },
    });
  }
  return {
    items: rows.map((row) =>
      wireAuditEvent(row, {
        erased: erased.get(row.eventId) ?? [],
        referenceNumber: numbers.get(row.incidentId ?? '') ?? null,
        organisationName: offices.get(row.actorId ?? '') ?? null,
      }),
    ),
    nextCursor: next === null ? null : writeCursor([next.atMs, next.seq]),
  };
}
