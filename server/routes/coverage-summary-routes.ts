import type { z } from 'zod';
import { periodUntil } from '../../domain/coverage/as-at.ts';
import { cameraWorks } from '../../domain/coverage/camera-works.ts';
import { toIso } from '../../domain/time-interval.ts';
import { listOf } from '../../domain/wire/common-wire.ts';
import {
  coverageCameraOut,
  coverageCameraQueryWire,
  coverageGroupOut,
  coverageGroupQueryWire,
  coverageSummaryOut,
  coverageSummaryQueryWire,
  coverageTrendOut,
  coverageTrendQueryWire,
} from '../../domain/wire/coverage-summary-wire.ts';
import { listCoverageCameras, type CoverageCameraRow } from '../../db/repositories/coverage-camera-repository.ts';
import { listCoverageGroups, type CoverageGroupRow } from '../../db/repositories/coverage-group-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { counting } from '../coverage/counting.ts';
import { readGroupCursor, readUptimeCursor, writeUptimePlace } from '../coverage/coverage-cursor.ts';
import { readAsOf, readQuestion } from '../coverage/coverage-question.ts';
import { emptySummary, readSummary } from '../coverage/coverage-summary.ts';
import { readTrend } from '../coverage/coverage-trend.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';

function wireCamera({ picture, sinceMs, createdAtMs, retiredAtMs, ...row }: CoverageCameraRow): z.output<typeof coverageCameraOut> {
  return {
    ...row,
    works: cameraWorks(row.state, picture),
    reachableSince: sinceMs === null ? null : toIso(sinceMs),
    createdAt: toIso(createdAtMs),
    retiredAt: retiredAtMs === null ? null : toIso(retiredAtMs),
  };
}

function wireGroup({ id, name, aboveName, total, working }: CoverageGroupRow): z.output<typeof coverageGroupOut> {
  return { id, name, aboveName, total, working };
}

/** Figures of the coverage, and the cameras behind each of them. Numbers are no look at a camera or a case: the log has no entry of them. */
export function registerCoverageSummaryRoutes(app: ApiApp, context: ServerContext): void {
  const { db, clock } = context;
  const tags = ['coverage'];
  app.get(
    '/coverage/summary',
    {
      config: { action: 'coverage.read' },
      schema: {
        tags,
        summary: 'Cameras by unit and state, groups taking part, uptime, changes and incidents, as at a day',
        querystring: coverageSummaryQueryWire,
        response: { 200: coverageSummaryOut },
      },
    },
    async (request) => {
      const { query } = request;
      const question = await readQuestion(context, request, query);
      return question === 'nothing' ? emptySummary(readAsOf(query.asOf, clock.now()), query.days, false) : readSummary(db, question, query.days);
    },
  );
  app.get(
    '/coverage/trend',
    {
      config: { action: 'coverage.read' },
      schema: {
        tags,
        summary: 'Uptime of 30 days and incidents of 12 months, up to a day',
        querystring: coverageTrendQueryWire,
        response: { 200: coverageTrendOut },
      },
    },
    async (request) => {
      const question = await readQuestion(context, request, request.query);
      return question === 'nothing' ? { items: [], months: null } : readTrend(db, question);
    },
  );
  app.get(
    '/coverage/cameras',
    {
      config: { action: 'coverage.read' },
      schema: {
        tags,
        summary: 'The cameras behind a number of the summary, newest or least uptime first',
        querystring: coverageCameraQueryWire,
        response: { 200: listOf(coverageCameraOut) },
      },
    },
    async (request) => {
      const { days, state, works, change, entered, sort, limit, cursor } = request.query;
      const beforeId = sort === 'newest' ? readIdCursor(cursor) : undefined;
      const place = sort === 'uptime' ? readUptimeCursor(cursor) : undefined;
      const question = await readQuestion(context, request, request.query);
      if (question === 'nothing') return { items: [], nextCursor: null };
      const { fromMs, toMs } = periodUntil(question.cameras.at, days);
      const untilMs = Math.min(toMs, place?.untilMs ?? toMs);
      const filter = {
        ...question.cameras,
        period: { fromMs, toMs: untilMs },
        state,
        works: works === undefined ? undefined : works === 'true',
        change,
        enteredLater: entered === 'later',
      };
      const listed = await (sort === 'uptime'
        ? counting.run(() => listCoverageCameras(db, filter, { limit: limit + 1, sort, after: place }))
        : listCoverageCameras(db, filter, { limit: limit + 1, sort, after: beforeId === undefined ? undefined : { id: beforeId } }));
      const page = toPage(listed, limit, ({ id, uptimeRatio }) => (sort === 'uptime' ? writeUptimePlace({ id, uptimeRatio, untilMs }) : [id]));
      return { items: page.items.map(wireCamera), nextCursor: page.nextCursor };
    },
  );
  app.get(
    '/coverage/groups',
    {
      config: { action: 'coverage.read' },
      schema: {
        tags,
        summary: 'The neighbourhoods behind the number of those that take part, the most wanting first',
        querystring: coverageGroupQueryWire,
        response: { 200: listOf(coverageGroupOut) },
      },
    },
    async (request) => {
      const { taking, limit, cursor } = request.query;
      const after = readGroupCursor(cursor);
      const question = await readQuestion(context, request, request.query);
      if (question === 'nothing') return { items: [], nextCursor: null };
      const { cameras, unit, within } = question;
      const filter = { ...cameras, roots: unit === null ? within : [unit.id], taking: taking === undefined ? undefined : taking === 'true' };
      const listed = await counting.run(() => listCoverageGroups(db, filter, { limit: limit + 1, after }));
      const page = toPage(listed, limit, ({ rank, sortName, id }) => [rank, sortName, id]);
      return { items: page.items.map(wireGroup), nextCursor: page.nextCursor };
    },
  );
}
