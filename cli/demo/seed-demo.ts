import sql from 'sql-template-tag';
import type { Database, Queryable } from '../../db/database.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import type { NewSegment } from '../../db/repositories/segment-store-repository.ts';
import { AppError, toAppError } from '../../domain/app-error.ts';
import type { PictureMemory } from '../../domain/picture-memory.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { FIRST_MARKET_CAMERA } from './camera-spots.ts';
import { storeAlarms } from './store-alarms.ts';
import { storeCameras } from './store-cameras.ts';
import { storeFootage, storeHealthHistory } from './store-history.ts';
import { storeIncidents } from './store-incidents.ts';
import { storeMap } from './store-map.ts';
import { storePeople } from './store-people.ts';
import { storeUnits } from './store-units.ts';
import type { TownCamera } from './town-camera.ts';
import { townCameras } from './town-cameras.ts';
import { makeFootage } from './town-footage.ts';
import { freshIncident, townIncidents, type TownIncident } from './town-incidents.ts';
import { pictureMemories } from './town-pictures.ts';
import { makeDemoPasswords, townPeople, type DemoPassword, type TownUser } from './town-people.ts';

/** What the demo town is made with. */
export interface DemoSeedParts {
  readonly db: Database;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Hears what is being done, a line at a time. */
  readonly progress: (line: string) => void;
  /** As `MATPHO_FFMPEG`. Without any ffmpeg the town has no footage. */
  readonly ffmpegPath?: string | undefined;
  /** Password of all demo users; without it each gets one of its own. */
  readonly seedPassword?: string | undefined;
}

/** The demo users' names and passwords, to be shown once: only their hashes are stored. */
export interface SeededDemo {
  readonly users: readonly { readonly username: string; readonly password: string }[];
}

interface DemoTown {
  readonly nowMs: number;
  readonly cameras: readonly TownCamera[];
  readonly incidents: readonly TownIncident[];
  readonly segments: readonly NewSegment[];
  readonly pictures: ReadonlyMap<string, PictureMemory>;
  readonly passwords: ReadonlyMap<string, DemoPassword>;
}

/** Frame rates of the market's cameras that were recorded around the incident of the last hour. */
const RECORDED_FRAMES_PER_SECOND = [2, 1, 1] as const;
/** How long before and after it they were. */
const RECORDED_MARGIN_MS = 120_000;
/** Any number that nothing else of ours locks. */
const LOCK_KEY = 7_203_423;

/**
 * Makes the demo town: 21 neighbourhoods with 118 simulated cameras, the demo users, a year of incidents and one of the last hour with footage on hand. Undefined when it is there already: then
 * nothing is changed. All rows come in one transaction that ends with the setting `demo_seeded`, so a seed that was cut off leaves nothing but blobs that
 * the retention sweep deletes, and is simply done again.
 *
 * @throws AppError `demo_names_taken` (conflict) when a user of the same name is there; those of the database
 */
export async function seedDemo(parts: DemoSeedParts): Promise<SeededDemo | undefined> {
  const { db, clock, progress } = parts;
  if (await isSeeded(db)) return undefined;
  const nowMs = clock.now();
  progress('demo town: laying out streets, cameras and incidents …');
  const passwords = await makeDemoPasswords(parts.seedPassword);
  await refuseTakenNames(db, [...passwords.keys()]);
  const cameras = townCameras(nowMs);
  const fresh = freshIncident(nowMs);
  const segments = await footageOf(parts, cameras, fresh);
  const pictures = await pictureMemories(cameras, nowMs);
  progress('demo town: storing …');
  const incidents = [...townIncidents(cameras, nowMs), fresh];
  const users = await db.transaction((tx) => storeTown(tx, { nowMs, cameras, incidents, segments, pictures, passwords }));
  if (users === undefined) return undefined;
  progress(`demo town: ${cameras.length} cameras, ${incidents.length} incidents, ${segments.length} pieces of footage are there`);
  return { users: users.map(({ username, password }) => ({ username, password })) };
}

async function isSeeded(db: Queryable): Promise<boolean> {
  return (await db.maybeRow(sql`SELECT 1 FROM setting WHERE name = 'demo_seeded'`)) !== undefined;
}

async function refuseTakenNames(db: Queryable, names: readonly string[]): Promise<void> {
  const taken = await db.rows<{ username: string }>(sql`SELECT username FROM app_user WHERE username = ANY(${names}::text[]) ORDER BY username`);
  if (taken.length === 0) return;
  const list = taken.map(({ username }) => username).join(', ');
  throw new AppError(
    'conflict',
    'demo_names_taken',
    `The demo town needs its own users, but these names are taken: ${list}. Use a database of its own for it.`,
  );
}

/** Footage is worth having and no reason not to start: without it the town is complete but for that. */
async function footageOf(parts: DemoSeedParts, cameras: readonly TownCamera[], { occurred }: TownIncident): Promise<NewSegment[]> {
  const { progress, logger } = parts;
  progress('demo town: drawing footage of the last hour …');
  const during = { fromMs: occurred.fromMs - RECORDED_MARGIN_MS, toMs: occurred.toMs + RECORDED_MARGIN_MS };
  const recorded = RECORDED_FRAMES_PER_SECOND.map((framesPerSecond, nth) => ({ camera: cameras[FIRST_MARKET_CAMERA + nth]!, framesPerSecond }));
  try {
    return await makeFootage(parts, recorded, during);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.kind === 'internal') throw error;
    logger.warn({ err: error }, 'the demo town has no footage');
    progress(`demo town: no footage could be made. ${error.message}`);
    return [];
  }
}

/** Everything or nothing; undefined when another process was faster. */
async function storeTown(tx: Queryable, { nowMs, cameras, incidents, segments, pictures, passwords }: DemoTown): Promise<readonly TownUser[] | undefined> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${LOCK_KEY})`);
  if (await isSeeded(tx)) return undefined;
  const units = await storeUnits(tx, nowMs);
  const people = townPeople(units, passwords, nowMs);
  await storePeople(tx, people);
  await storeMap(tx);
  await storeCameras(tx, cameras, { units, people, pictures, nowMs });
  await storeHealthHistory(tx, cameras, segments, nowMs);
  await storeFootage(tx, segments);
  await storeIncidents(tx, incidents, { units, people });
  await storeAlarms(tx, { units, people, nowMs });
  await appendAudit(tx, { action: 'demo.seed', detail: { cameras: cameras.length, incidents: incidents.length, segments: segments.length } });
  await tx.run(sql`INSERT INTO setting (name, value) VALUES ('demo_seeded', ${JSON.stringify({ at: new Date(nowMs).toISOString() })}::jsonb)`);
  return people.users;
}
