import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { AppError, type ErrorDetails } from '../../domain/app-error.ts';
import { footageAvailability } from '../../domain/candidate-availability.ts';
import { candidateWhy } from '../../domain/candidate-why.ts';
import { offsetOver } from '../../domain/clock-offset.ts';
import { deviceWindow } from '../../domain/device-window.ts';
import type { WhyCode } from '../../domain/linking-why.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import { isSameExtent } from '../../domain/route-approval.ts';
import { checkRouteQuestion, ROUTE_SPEEDS, type RouteQuestion } from '../../domain/route-limits.ts';
import { routeWhy } from '../../domain/route-why.ts';
import { toIso, type TimeInterval } from '../../domain/time-interval.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { routeCameraOut, routeQueryWire, routeSearchOut } from '../../domain/wire/route-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as incidents from '../../db/repositories/incident-repository.ts';
import { routeFacts, type RouteFacts } from '../../db/repositories/route-camera-repository.ts';
import { lockRouteSearches, rememberSearch } from '../../db/repositories/route-search-repository.ts';
import { readCursor, toPage, type CursorKeys } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { extentOf } from './incident-extent.ts';
import { requireRoute } from './route-permission.ts';
import { searchRoute, type RouteCamera, type RouteFinding } from './route-search.ts';

type Query = z.output<typeof routeQueryWire>;
type Answer = z.output<typeof routeSearchOut>;
type WireCamera = z.output<typeof routeCameraOut>;

/** What a look is, for the log: numbers and codes only. */
function asked({ direction, speed, minutes, distanceM }: RouteQuestion): ErrorDetails {
  return { direction, ...speed, minutes, distanceM };
}

function questionOf({ direction, mode, minKmh, maxKmh, minutes, distanceM }: Query): RouteQuestion {
  const usual = ROUTE_SPEEDS[mode];
  return { direction, speed: { minKmh: minKmh ?? usual.minKmh, maxKmh: maxKmh ?? usual.maxKmh }, minutes, distanceM };
}

function notesOf(lang: Query['lang']): string[] {
  return lang === 'en'
    ? [
        'Times are those of the shortest ways without a stop: somebody who goes round or waits passes later, or not at all.',
        'This list opens no footage. Each clip is requested on its own, for one camera and one window.',
      ]
    : [
        'Thời gian tính theo đường ngắn nhất, không dừng: người đi vòng hoặc dừng lại sẽ qua muộn hơn, hoặc không qua.',
        'Danh sách này không mở dữ liệu hình ảnh. Mỗi đoạn phải đề nghị trích xuất riêng, cho một camera và một khoảng thời gian.',
      ];
}

function iso({ fromMs, toMs }: TimeInterval): { from: string; to: string } {
  return { from: toIso(fromMs), to: toIso(toMs) };
}

function footageWhy(facts: RouteFacts, availability: WireCamera['availability']): WhyCode[] {
  if (facts.recording.sourceKind === 'registered') return [{ code: 'footage_hand_in', params: {} }];
  return availability === 'on_hand' ? [] : [{ code: `footage_${availability}`, params: {} }];
}

function toWire({ camera, passage, window }: RouteCamera, facts: RouteFacts, question: RouteQuestion, query: Query, nowMs: number): WireCamera {
  const clock = offsetOver(facts.clockReadings, window);
  const availability = footageAvailability(facts.recording, window, nowMs);
  const clockWhy: WhyCode = clock === null ? { code: 'clock_unknown', params: {} } : { code: 'clock_known', params: clock };
  return {
    cameraId: camera.cameraId,
    cameraName: camera.cameraName,
    siteName: camera.siteName,
    position: { type: 'Point', coordinates: [camera.lon, camera.lat] },
    distanceM: Math.round(passage.nearM * 10) / 10,
    farthestM: Math.round(passage.farM * 10) / 10,
    roads: [...passage.roads],
    trueWindow: iso(window),
    deviceWindow: iso(deviceWindow(window, clock)),
    clock: clock && { offsetMs: clock.offsetMs, uncertaintyMs: clock.uncertaintyMs, method: clock.method, readAt: toIso(clock.readAtMs) },
    availability,
    why: [
      ...routeWhy({ direction: question.direction, speed: question.speed, ...passage }, query.lang),
      ...candidateWhy([...footageWhy(facts, availability), clockWhy], query.lang),
    ],
  };
}

function cursorOf({ passage, camera }: RouteCamera): CursorKeys {
  return [passage.nearM, camera.cameraId];
}

function pageOf(finding: RouteFinding, query: Query): { items: RouteCamera[]; nextCursor: string | null } {
  const keys = readCursor(query.cursor, ([nearM, id]) => typeof nearM === 'number' && typeof id === 'string' && isUuid(id));
  const [afterM, afterId] = (keys ?? [-1, '']) as [number, string];
  const rest = finding.cameras.filter(({ passage, camera }) => passage.nearM > afterM || (passage.nearM === afterM && camera.cameraId > afterId));
  return toPage(rest.slice(0, query.limit + 1), query.limit, cursorOf);
}

/** Judges again and records the look in one transaction: what changed or was searched meanwhile counts, and what isn't recorded isn't shown. */
async function recordLook(
  context: ServerContext,
  session: LiveSession,
  seen: incidents.IncidentRow,
  question: RouteQuestion,
  cameraIds: readonly string[],
): Promise<void> {
  await context.db.transaction(async (tx) => {
    await lockRouteSearches(tx);
    const incident = await incidents.lockIncident(tx, seen.id);
    const { approval } = await requireRoute(tx, incident, session.userId);
    if (!isSameExtent(extentOf(incident), extentOf(seen)))
      throw new AppError('conflict', 'incident_changed', 'The incident was just changed. Look at it again.');
    await rememberSearch(tx, approval.id, session);
    const { lon, lat, fromMs, toMs, uncertaintyM, category } = incident;
    const extentSha256 = createHash('sha256')
      .update(JSON.stringify([lon, lat, fromMs, toMs, uncertaintyM, category]))
      .digest('hex');
    const detail = { ...asked(question), approvalId: approval.id, extentSha256 };
    await appendAudit(tx, { actor: actorOf(session), action: 'route.search', incidentId: incident.id, cameraIds, detail });
  });
}

async function answer(context: ServerContext, session: LiveSession, scope: Scope, incidentId: string, query: Query, question: RouteQuestion): Promise<Answer> {
  const { db } = context;
  checkRouteQuestion(question);
  const incident = await incidents.findIncident(db, incidentId);
  await requireRoute(db, incident, session.userId);
  const finding = await searchRoute(db, incident, question, { scope, ...session });
  const page = pageOf(finding, query);
  const facts = await routeFacts(
    db,
    page.items.map(({ camera, window }) => ({ cameraId: camera.cameraId, window })),
  );
  const shown = page.items.filter(({ camera }) => facts.has(camera.cameraId));
  await recordLook(
    context,
    session,
    incident,
    question,
    shown.map(({ camera }) => camera.cameraId),
  );
  const nowMs = context.clock.now();
  const roads = query.roads === 'true' ? finding.roadLines() : null;
  return {
    items: shown.map((item) => toWire(item, facts.get(item.camera.cameraId)!, question, query, nowMs)),
    nextCursor: page.nextCursor,
    search: {
      direction: question.direction,
      ...question.speed,
      minutes: question.minutes,
      distanceM: question.distanceM,
      reachM: Math.round(finding.reachM),
      cameras: finding.cameras.length,
      cut: finding.cut,
      completeToM: Math.floor(finding.completeToM),
      notes: notesOf(query.lang),
    },
    roads: roads && { type: 'MultiLineString', coordinates: roads.lines, cut: roads.cut },
  };
}

/**
 * The cameras that somebody who left the place, or came to it, could have passed, one page. A refused look is recorded as well. Errors: `incident_merged`, `route_not_allowed`,
 * `approval_required`, `route_chained`, `roads_unknown`, `incident_changed` (conflict); `route_beyond_limits`, `route_start_too_wide`, `route_area_too_dense` (invalid); `malformed_cursor`.
 */
export async function answerRoute(context: ServerContext, session: LiveSession, scope: Scope, incidentId: string, query: Query): Promise<Answer> {
  const question = questionOf(query);
  const look = { actor: actorOf(session), action: 'route.search', incidentId, detail: asked(question) };
  return withRefusalsLogged(context.db, look, () => answer(context, session, scope, incidentId, query, question));
}
