import type { z } from 'zod';
import { toIso } from '../../domain/time-interval.ts';
import { isUuid } from '../../domain/uuid.ts';
import { placementWire } from '../../domain/wire/camera-wire.ts';
import { idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import { coveragePreviewOut, coverageVersionOut, coverageVersionQueryWire } from '../../domain/wire/coverage-wire.ts';
import { groundOfPlacements } from '../../db/registration/placement-coverage.ts';
import { listCoverageVersions, type CoverageVersionRow } from '../../db/repositories/coverage-version-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { readCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';

function wireVersion(row: CoverageVersionRow): z.output<typeof coverageVersionOut> {
  const { placementId, version, basis, sector, coverage } = row;
  return {
    ...{ placementId, version, basis },
    validFrom: toIso(row.validFromMs),
    validTo: row.validToMs === null ? null : toIso(row.validToMs),
    saidFrom: toIso(row.saidFromMs),
    saidTo: row.saidToMs === null ? null : toIso(row.saidToMs),
    sector: sector as never,
    coverage: coverage as never,
  };
}

function readAfter(cursor: string | undefined): { saidFromUs: number; placementId: string } | undefined {
  const keys = readCursor(cursor, ([us, id, ...more]) => Number.isSafeInteger(us) && typeof id === 'string' && isUuid(id) && more.length === 0);
  return keys === undefined ? undefined : { saidFromUs: keys[0] as number, placementId: keys[1] as string };
}

/** A preview is asked for at every rest of a finger: it takes fewer buildings than what is stored, so that none holds up the server. */
const MOST_PREVIEWED = 500;

/** What the service said that a camera sees, and when, and what one would see that is being placed. */
export function registerCoverageRoutes(app: ApiApp, { db }: ServerContext): void {
  app.get(
    '/cameras/:id/coverage-versions',
    {
      config: { action: 'camera.read', target: 'camera' },
      schema: {
        tags: ['cameras'],
        summary: 'What the service said that the camera sees, and when; the latest first',
        params: idParamsWire,
        querystring: coverageVersionQueryWire,
        response: { 200: listOf(coverageVersionOut) },
      },
    },
    async ({ params, query }) => {
      const saidAtMs = query.saidAt === undefined ? undefined : Date.parse(query.saidAt);
      const rows = await listCoverageVersions(db, params.id, { saidAtMs, after: readAfter(query.cursor), limit: query.limit + 1 });
      const page = toPage(rows, query.limit, (row) => [row.saidFromUs, row.placementId]);
      return { items: page.items.map(wireVersion), nextCursor: page.nextCursor };
    },
  );
  app.post(
    '/coverage/previews',
    {
      // nothing of a camera is looked at and nothing is stored: only what buildings, which every role reads from the base map, would leave of the sector
      config: { action: 'camera.place' },
      schema: {
        tags: ['cameras'],
        summary: 'What a camera would see if it stood so; stores nothing',
        body: placementWire.omit({ validFrom: true }),
        response: { 200: coveragePreviewOut },
      },
    },
    async ({ body }) => {
      const [ground] = await groundOfPlacements(db, [body], { mostBuildings: MOST_PREVIEWED });
      return ground as never;
    },
  );
}
