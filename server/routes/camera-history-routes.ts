import { footageGaps } from '../../domain/footage-gaps.ts';
import type { Facet } from '../../domain/health-facet.ts';
import { publicFacetState } from '../../domain/public-facet-state.ts';
import { toIso, overlapMs, type TimeInterval } from '../../domain/time-interval.ts';
import { idParamsWire, rangeQueryWire } from '../../domain/wire/common-wire.ts';
import { capabilitiesOut } from '../../domain/wire/capability-wire.ts';
import { footageOut, healthOut } from '../../domain/wire/contact-wire.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { findCapabilities } from '../../db/repositories/camera-capability-repository.ts';
import * as contacts from '../../db/repositories/contact-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { requireCamera } from '../cameras/camera-change.ts';
import { wireCapabilities } from '../cameras/wire-capabilities.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { readRange } from './time-range.ts';

const MAX_INTERVALS = 2000;
const MAX_SEGMENTS = 1000;
const GOOD_STATES = new Set(['up', 'ok']);

/** Share of the known time in which a facet was good; null when nothing is known. Time in the state `unknown` or `off` doesn't count. */
function goodShare(intervals: readonly contacts.StateIntervalRow[], facet: string, range: TimeInterval): number | null {
  const known = intervals.filter((interval) => interval.facet === facet && interval.state !== 'unknown' && interval.state !== 'off');
  const within = (interval: contacts.StateIntervalRow) => overlapMs({ fromMs: interval.fromMs, toMs: interval.toMs ?? Infinity }, range);
  const totalMs = known.reduce((sum, interval) => sum + within(interval), 0);
  const goodMs = known.filter(({ state }) => GOOD_STATES.has(state)).reduce((sum, interval) => sum + within(interval), 0);
  return totalMs === 0 ? null : goodMs / totalMs;
}

async function readHealth(context: ServerContext, cameraId: string, range: TimeInterval) {
  const camera = await requireCamera(context.db, cameraId);
  const rows = await contacts.listStateIntervals(context.db, cameraId, range.fromMs, range.toMs, MAX_INTERVALS + 1);
  const intervals = rows.slice(0, MAX_INTERVALS);
  const elapsed = { fromMs: range.fromMs, toMs: Math.min(range.toMs, context.clock.now()) };
  const share = (facet: string) => goodShare(intervals, facet, elapsed);
  return {
    current: {
      state: camera.state,
      reachable: camera.reachable,
      picture: camera.picture,
      recording: publicFacetState('recording', camera.recordingState),
      clock: camera.clock,
      lastContactAt: camera.lastContactAtMs === null ? null : toIso(camera.lastContactAtMs),
    },
    intervals: intervals.map(({ facet, state, fromMs, toMs, cause }) => ({
      facet,
      state: publicFacetState(facet as Facet, state),
      from: toIso(fromMs),
      to: toMs === null ? null : toIso(toMs),
      cause,
    })),
    uptimeRatio: share('reachable'),
    uptimeByFacet: { reachable: share('reachable'), picture: share('picture'), recording: share('recording'), clock: share('clock') },
    truncated: rows.length > MAX_INTERVALS,
  };
}

async function readFootage(context: ServerContext, cameraId: string, range: TimeInterval) {
  const rows = await contacts.listSegments(context.db, cameraId, range.fromMs, range.toMs, MAX_SEGMENTS + 1);
  const segments = rows.slice(0, MAX_SEGMENTS);
  const nextFromMs = rows.length > MAX_SEGMENTS ? segments.at(-1)!.toMs : null;
  const seen = { fromMs: range.fromMs, toMs: Math.min(nextFromMs ?? range.toMs, context.clock.now()) };
  const gaps = seen.fromMs < seen.toMs ? footageGaps(segments, seen) : [];
  return {
    segments: segments.map(({ fromMs, toMs, deviceFromMs, deviceToMs, expiresAtMs, sha256, ...rest }) => ({
      ...rest,
      from: toIso(fromMs),
      to: toIso(toMs),
      deviceFrom: deviceFromMs === null ? null : toIso(deviceFromMs),
      deviceTo: deviceToMs === null ? null : toIso(deviceToMs),
      sha256: sha256.toString('hex'),
      expiresAt: toIso(expiresAtMs),
    })),
    gaps: gaps.map(({ fromMs, toMs }) => ({ from: toIso(fromMs), to: toIso(toMs) })),
    nextFrom: nextFromMs === null ? null : toIso(nextFromMs),
  };
}

/** What is known of a camera over time: health, capabilities, and which footage there is. */
export function registerCameraHistoryRoutes(app: ApiApp, context: ServerContext): void {
  const { db } = context;
  const timed = { params: idParamsWire, querystring: rangeQueryWire };
  app.get(
    '/cameras/:id/health',
    {
      config: { action: 'camera.health', target: 'camera' },
      schema: { tags: ['cameras'], summary: 'Health now and over a time', ...timed, response: { 200: healthOut } },
    },
    async ({ params, query }) => readHealth(context, params.id, readRange(query, context.clock.now())),
  );
  app.get(
    '/cameras/:id/capabilities',
    {
      config: { action: 'camera.health', target: 'camera' },
      schema: { tags: ['cameras'], summary: 'What the camera said of itself when last asked', params: idParamsWire, response: { 200: capabilitiesOut } },
    },
    async ({ params, scope }) => wireCapabilities(params.id, await findCapabilities(db, params.id), { isOwner: scope === 'own' }),
  );
  app.get(
    '/cameras/:id/footage',
    {
      config: { action: 'footage.index', target: 'camera' },
      schema: { tags: ['footage'], summary: 'Segments and gaps (index only)', ...timed, response: { 200: footageOut } },
    },
    async ({ params, query, session }) => {
      const range = readRange(query, context.clock.now());
      await appendAudit(db, { actor: actorOf(session), action: 'footage.index', cameraIds: [params.id], detail: { ...range, kind: 'segments' } });
      return readFootage(context, params.id, range);
    },
  );
}
