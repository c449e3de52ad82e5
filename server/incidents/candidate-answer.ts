import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { assembleCandidate } from '../../domain/candidate-assembly.ts';
import { compareByOverwrite, compareByScore, type OrderedCandidate } from '../../domain/candidate-order.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import { toIso } from '../../domain/time-interval.ts';
import { uncertaintyDisc } from '../../domain/uncertainty-disc.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { candidateOut, candidateQueryWire } from '../../domain/wire/incident-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { findCandidates, type CandidateRow } from '../../db/repositories/candidate-repository.ts';
import * as incidents from '../../db/repositories/incident-repository.ts';
import { readCursor, writeCursor, type CursorKeys } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { requireApproved } from './incident-extent.ts';

type Query = z.output<typeof candidateQueryWire>;
type WireCandidate = z.output<typeof candidateOut>;

/** How far around the disc cameras are named that don't see the place but hang on the way to or from it. */
const NEAR_MARGIN_M = 120;

function toWire(row: CandidateRow, incident: incidents.IncidentRow, nowMs: number, language: Query['lang']): WireCandidate {
  const occurred = { fromMs: incident.fromMs, toMs: incident.toMs };
  const item = assembleCandidate(row.facts, { occurred, location: [incident.lon, incident.lat] }, nowMs, language);
  const link = row.link === null ? null : { ...row.link, decidedAt: toIso(row.link.decidedAt) };
  const { position } = row.facts.placement;
  return {
    ...(item as unknown as WireCandidate),
    cameraName: row.cameraName,
    siteName: row.siteName,
    position: position as never,
    coverage: row.coverage as never,
    link,
  };
}

function cursorOf({ cameraId, score, distanceM, overwrittenAt }: OrderedCandidate): CursorKeys {
  return [cameraId, score, distanceM, overwrittenAt ?? ''];
}

function readPosition(cursor: string | undefined): OrderedCandidate | undefined {
  const keys = readCursor(
    cursor,
    ([id, score, distanceM, at]) =>
      typeof id === 'string' && isUuid(id) && typeof score === 'number' && typeof distanceM === 'number' && typeof at === 'string',
  );
  if (keys === undefined) return undefined;
  const [cameraId, score, distanceM, at] = keys as [string, number, number, string];
  return { cameraId, score, distanceM, overwrittenAt: at === '' ? null : at };
}

/** Every look is recorded before it is shown: which cameras, for which extent. */
async function recordLook(context: ServerContext, session: LiveSession, incident: incidents.IncidentRow, cameraIds: readonly string[]): Promise<void> {
  const { lon, lat, fromMs, toMs, uncertaintyM, category } = incident;
  const extent = createHash('sha256')
    .update(JSON.stringify([lon, lat, fromMs, toMs, uncertaintyM, category]))
    .digest('hex');
  await appendAudit(context.db, {
    actor: actorOf(session),
    action: 'incident.candidates',
    incidentId: incident.id,
    cameraIds,
    detail: { extentSha256: extent },
  });
}

/**
 * The ranked candidates of an incident, one page. Errors: `approval_required` (conflict; the refused look is recorded), `malformed_cursor`.
 */
export async function answerCandidates(
  context: ServerContext,
  session: LiveSession,
  scope: Scope,
  incidentId: string,
  query: Query,
): Promise<{ items: WireCandidate[]; nextCursor: string | null }> {
  const { db } = context;
  const after = readPosition(query.cursor);
  const incident = await incidents.findIncident(db, incidentId);
  try {
    requireApproved(incident, await incidents.listApprovals(db, [incidentId], 'extent'));
  } catch (error) {
    await appendAudit(db, { actor: actorOf(session), action: 'incident.candidates', outcome: 'refused', incidentId, detail: { code: 'approval_required' } });
    throw error;
  }
  const location = [incident.lon, incident.lat] as const;
  const rows = await findCandidates(db, {
    incidentId,
    occurred: { fromMs: incident.fromMs, toMs: incident.toMs },
    location,
    disc: uncertaintyDisc(location, incident.uncertaintyM),
    nearM: incident.uncertaintyM + NEAR_MARGIN_M,
    reach: { scope, ...session },
  });
  const nowMs = context.clock.now();
  const compare = query.order === 'score' ? compareByScore : compareByOverwrite;
  const ordered = rows.map((row) => toWire(row, incident, nowMs, query.lang)).toSorted(compare);
  const rest = after === undefined ? ordered : ordered.filter((item) => compare(item, after) > 0);
  const items = rest.slice(0, query.limit);
  await recordLook(
    context,
    session,
    incident,
    items.map((item) => item.cameraId),
  );
  const last = items.at(-1);
  return { items, nextCursor: rest.length > items.length && last !== undefined ? writeCursor(cursorOf(last)) : null };
}
