import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { candidateItem, judgeCandidate, type CandidateIncident, type CandidateItem, type JudgedCandidate } from '../../domain/candidate-assembly.ts';
import { incidentLight } from '../../domain/candidate-light.ts';
import { compareByOverwrite, compareByScore, type OrderedCandidate } from '../../domain/candidate-order.ts';
import { needsExtentApproval } from '../../domain/incident-limits.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import { uncertaintyDisc } from '../../domain/uncertainty-disc.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { candidateQueryWire } from '../../domain/wire/incident-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { findCandidates, type CandidateRow } from '../../db/repositories/candidate-repository.ts';
import { listReplacedPlacements, type ReplacedPlacement } from '../../db/repositories/replaced-placement-repository.ts';
import { listApprovals } from '../../db/repositories/incident-repository.ts';
import type { IncidentReach } from '../../db/repositories/access-repository.ts';
import { readCursor, writeCursor, type CursorKeys } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { candidateNotes, type CandidateNote } from './candidate-notes.ts';
import { extentOf, requireApproved } from './incident-extent.ts';

type Query = z.output<typeof candidateQueryWire>;

/** How far from the place along the roads, beyond the disc, a camera may see a way that leads from there; where no road is known, how far it may hang from it. */
export const NEAR_MARGIN_M = 120;

/** A candidate as it is sent: what is judged in words, and what is shown besides. */
export interface AnsweredCandidate {
  readonly item: CandidateItem;
  readonly row: CandidateRow;
}

/** One page of candidates. */
export interface CandidatePage {
  readonly items: readonly AnsweredCandidate[];
  readonly nextCursor: string | null;
  readonly notes: readonly CandidateNote[];
  /** With the first page: cameras that a later entry of their placement took out of the candidates. */
  readonly replaced: readonly ReplacedPlacement[];
}

/** A judged camera with the row that it was judged from. */
interface Judged extends JudgedCandidate {
  readonly row: CandidateRow;
}

function cursorOf({ cameraId, score, distanceM, overwrittenAtMs }: OrderedCandidate): CursorKeys {
  return [cameraId, score, distanceM, overwrittenAtMs ?? ''];
}

function readPosition(cursor: string | undefined): OrderedCandidate | undefined {
  const keys = readCursor(
    cursor,
    ([id, score, distanceM, at]) =>
      typeof id === 'string' && isUuid(id) && typeof score === 'number' && typeof distanceM === 'number' && (typeof at === 'number' || at === ''),
  );
  if (keys === undefined) return undefined;
  const [cameraId, score, distanceM, at] = keys as [string, number, number, number | ''];
  return { cameraId, score, distanceM, overwrittenAtMs: at === '' ? null : at };
}

/** Every look is recorded before it is shown: which cameras, for which extent. */
async function recordLook(context: ServerContext, session: LiveSession, incident: IncidentReach, cameraIds: readonly string[]): Promise<void> {
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

/** Refuses an incident above the limits that nobody else agreed to. Errors: `approval_required` (the refused look is recorded). */
async function checkApproved({ db }: ServerContext, session: LiveSession, incident: IncidentReach): Promise<void> {
  if (!needsExtentApproval(extentOf(incident))) return;
  const look = { actor: actorOf(session), action: 'incident.candidates', incidentId: incident.id };
  await withRefusalsLogged(db, look, async () => requireApproved(incident, await listApprovals(db, [incident.id], 'extent')));
}

/** How the incident is asked for and judged. */
function toJudge({ lon, lat, fromMs, toMs, uncertaintyM }: IncidentReach): CandidateIncident & { readonly uncertaintyM: number } {
  const [location, occurred] = [[lon, lat] as const, { fromMs, toMs }];
  return { location, occurred, uncertaintyM, light: incidentLight(location, occurred) };
}

/**
 * The ranked candidates of an incident, one page. Errors: `approval_required` (conflict; the refused look is recorded), `malformed_cursor`.
 */
export async function answerCandidates(
  context: ServerContext,
  session: LiveSession,
  scope: Scope,
  reached: IncidentReach,
  query: Query,
): Promise<CandidatePage> {
  const after = readPosition(query.cursor);
  await checkApproved(context, session, reached);
  const incident = toJudge(reached);
  const { location, occurred, uncertaintyM } = incident;
  const search = {
    incidentId: reached.id,
    occurred,
    location,
    disc: uncertaintyDisc(location, uncertaintyM),
    nearM: uncertaintyM + NEAR_MARGIN_M,
    reach: { scope, ...session },
  };
  const [found, replaced] = await Promise.all([findCandidates(context.db, search), after === undefined ? listReplacedPlacements(context.db, search) : []]);
  const nowMs = context.clock.now();
  const compare = query.order === 'score' ? compareByScore : compareByOverwrite;
  const ordered = found.map((each): Judged => ({ ...judgeCandidate(each.facts, incident, nowMs), row: each })).toSorted(compare);
  const rest = after === undefined ? ordered : ordered.filter((item) => compare(item, after) > 0);
  const page = rest.slice(0, query.limit);
  const cameraIds = page.map(({ cameraId }) => cameraId);
  await recordLook(context, session, reached, [...cameraIds, ...replaced.map(({ cameraId }) => cameraId)]);
  const last = page.at(-1);
  return {
    items: page.map((judged) => ({ item: candidateItem(judged, incident, query.lang), row: judged.row })),
    nextCursor: rest.length > page.length && last !== undefined ? writeCursor(cursorOf(last)) : null,
    notes: candidateNotes(found, query.lang),
    replaced,
  };
}
