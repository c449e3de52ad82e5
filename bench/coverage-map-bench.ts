import sql from 'sql-template-tag';
import type { Database } from '../db/database.ts';
import { listCoverageCameras } from '../db/repositories/coverage-camera-repository.ts';
import { listCoverageGroups } from '../db/repositories/coverage-group-repository.ts';
import { findUnitWithin } from '../db/repositories/coverage-unit-repository.ts';
import { asAt, periodUntil } from '../domain/coverage/as-at.ts';
import { vietnamDay } from '../domain/vietnam-day.ts';
import { readSummary } from '../server/coverage/coverage-summary.ts';
import { coverageTile } from '../server/map/coverage-tile.ts';
import { ensurePackages } from '../tests/support/services/ensure-packages.ts';
import { benchNumber } from './bench-number.ts';
import { figure, type Bench, type BenchFigure } from './bench-result.ts';
import { onServedGround, waitsFor, type ServedGround } from './case-ground.ts';
import { percentile } from './percentile.ts';
import { makeWatchedProvince, type WatchedProvince } from './province-history.ts';
import { recordStatements } from './recording-database.ts';

/** A province of today, one whose households are counted too, and a country. `MATPHO_BENCH_CAMERAS` leaves out the larger ones. */
const SIZES = [5500, 33_060, 100_000];
const ZOOMS = [8, 9, 10, 11, 12, 13, 14, 15, 16];
const DAYS = 7;
const PAGE = 50;
const DAY_MS = 86_400_000;
const REPEATS = 5;

type Ground = ServedGround<WatchedProvince>;

/** One thing to ask: over HTTP, and as the function of the server that answers it. */
interface Question {
  readonly name: string;
  readonly path: string;
  readonly answer: (db: Database) => Promise<unknown>;
}

const reachOf = ({ provinceId }: WatchedProvince) => ({ scope: 'units', organisationId: provinceId, unitIds: [provinceId] }) as const;

function summaryOf({ registry }: Ground, name: string, unitId: string, day?: string): Question {
  const reach = reachOf(registry);
  return {
    name,
    path: `/api/v1/coverage/summary?unitId=${unitId}${day === undefined ? '' : `&asOf=${day}`}`,
    answer: async (db) => {
      const unit = (await findUnitWithin(db, unitId, reach.unitIds))!;
      return readSummary(db, { cameras: { reach, unitId, at: asAt(day, Date.now())! }, within: reach.unitIds, unit, incidents: { ...reach, unitId } }, DAYS);
    },
  };
}

/** The lists behind the numbers of a province, their first pages: both count over all of its cameras before they know which come first. */
function listsOf({ registry }: Ground): Question[] {
  const { provinceId: unitId } = registry;
  const reach = reachOf(registry);
  const cameras = () => ({ reach, unitId, at: asAt(undefined, Date.now())! });
  const limit = PAGE + 1;
  return [
    {
      name: `the first ${PAGE} neighbourhoods, the most wanting first`,
      path: `/api/v1/coverage/groups?unitId=${unitId}&limit=${PAGE}`,
      answer: (db) => listCoverageGroups(db, { ...cameras(), roots: [unitId], taking: undefined }, { limit, after: undefined }),
    },
    {
      name: `the first ${PAGE} cameras, the least uptime first`,
      path: `/api/v1/coverage/cameras?unitId=${unitId}&sort=uptime&days=${DAYS}&limit=${PAGE}`,
      answer: (db) => {
        const of = cameras();
        const period = periodUntil(of.at, DAYS);
        return listCoverageCameras(db, { ...of, period, state: undefined, works: undefined, change: undefined }, { limit, sort: 'uptime', after: undefined });
      },
    },
  ];
}

/** The tile of the middle of the province (Web Mercator). */
function tileOf({ registry }: Ground, z: number): Question {
  const { lon, lat } = registry.middle;
  const tiles = 2 ** z;
  const x = Math.floor(((lon + 180) / 360) * tiles);
  const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * tiles);
  return {
    name: `tile at zoom ${z}`,
    path: `/api/v1/coverage/tiles/${z}/${x}/${y}`,
    answer: (db) => coverageTile(db, { z, x, y }, { reach: reachOf(registry), at: asAt(undefined, Date.now())! }),
  };
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let nth = 0; nth < REPEATS; nth += 1) times.push(await millisecondsOf(work));
  return percentile(times, 0.5);
}

/** The very statements of an answer, one after the other on one connection. */
async function inDatabaseMs({ db }: Ground, { answer }: Question): Promise<number> {
  const recorder = recordStatements(db);
  await answer(recorder.db);
  const { statements } = recorder;
  return db.transaction(async (tx) =>
    medianMs(async () => {
      for (const statement of statements) await tx.rows(statement);
    }),
  );
}

async function measure(ground: Ground, question: Question, at: string): Promise<BenchFigure> {
  const baseline = await inDatabaseMs(ground, question);
  const waits = await waitsFor(ground, [question.path], 0);
  return figure(`${at}: ${question.name}, over HTTP, median; against its statements one by one in the database`, percentile(waits, 0.5), 'ms', baseline);
}

/** What a walk along everything would cost: of each camera's history, and of each camera. */
async function walks({ db }: Ground, at: string): Promise<BenchFigure[]> {
  const walk = (table: 'history' | 'cameras') =>
    medianMs(() =>
      db.transaction(async (tx) => {
        await tx.run(sql`SET LOCAL max_parallel_workers_per_gather = 0`);
        await tx.run(sql`SET LOCAL enable_indexonlyscan = off`);
        await tx.rows(
          table === 'history'
            ? sql`SELECT count(*) FROM camera_state_interval`
            : sql`SELECT c.unit_id, s.overall, count(*) FROM camera c JOIN camera_state s ON s.camera_id = c.id GROUP BY 1, 2`,
        );
      }),
    );
  return [
    figure(`${at}: counting all stretches of the history by a sequential scan, for comparison`, await walk('history'), 'ms'),
    figure(`${at}: counting all cameras by unit and state, for comparison`, await walk('cameras'), 'ms'),
  ];
}

/** Figures, lists and tiles of a province whose cameras have a year of history, over HTTP beside the same statements in the database. */
export const coverageMapBench: Bench = async (progress) => {
  await ensurePackages();
  const most = benchNumber('CAMERAS', SIZES.at(-1)!);
  const figures: BenchFigure[] = [];
  for (const cameras of SIZES.filter((size) => size <= most)) {
    const at = `${cameras.toLocaleString('en')} cameras`;
    const fill = (db: Database) => makeWatchedProvince(db, cameras, progress);
    await onServedGround(fill, async (ground) => {
      const { provinceId, communeId } = ground.registry;
      const monthAgo = vietnamDay(Date.now() - 30 * DAY_MS);
      const questions = [
        summaryOf(ground, 'summary of the province', provinceId),
        summaryOf(ground, 'summary of the province as at a month ago', provinceId, monthAgo),
        summaryOf(ground, 'summary of a commune', communeId),
        ...listsOf(ground),
        ...ZOOMS.map((zoom) => tileOf(ground, zoom)),
      ];
      figures.push(...(await walks(ground, at)));
      for (const question of questions) {
        progress(`${at}: ${question.name}`);
        figures.push(await measure(ground, question, at));
      }
    });
  }
  return figures;
};
