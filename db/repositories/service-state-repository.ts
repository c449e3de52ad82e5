import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** How the database fares. */
export interface DatabaseState {
  readonly version: string;
  readonly postgisVersion: string;
  readonly sizeBytes: number;
  readonly connections: number;
  /** Number of the newest migration. */
  readonly migration: number;
}

export async function databaseState(db: Queryable): Promise<DatabaseState> {
  return db.row(sql`SELECT current_setting('server_version') AS version, postgis_lib_version() AS "postgisVersion", pg_database_size(current_database())::float8 AS "sizeBytes",
    (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database())::int AS connections, (SELECT max(version) FROM schema_migration)::int AS migration`);
}

/** A worker that lives, or was cut off without saying so within the last day. */
export interface WorkerRow {
  readonly id: string;
  readonly startedAtMs: number;
  readonly beatAtMs: number;
  readonly jobsDone: number;
}

const MOST_WORKERS = 200;

export async function listWorkers(db: Queryable, nowMs: number): Promise<WorkerRow[]> {
  return db.rows(sql`SELECT worker_id AS id, started_at AS "startedAtMs", beat_at AS "beatAtMs", jobs_done::float8 AS "jobsDone" FROM worker_heartbeat
    WHERE beat_at > ${new Date(nowMs - 86_400_000)} ORDER BY beat_at DESC, worker_id LIMIT ${MOST_WORKERS}`);
}

/** So many and more are one figure: counting on would tell nothing new. */
const MOST_COUNTED = 10_000;
const LATE_MS = 30_000;

/** What waits too long, or went wrong. */
export interface ServiceBacklog {
  readonly overduePings: number;
  readonly messagesWaiting: number;
  readonly messagesFailed: number;
}

export async function serviceBacklog(db: Queryable, nowMs: number): Promise<ServiceBacklog> {
  return db.row(sql`SELECT
    (SELECT count(*) FROM (SELECT 1 FROM camera_state WHERE next_ping_at < ${new Date(nowMs - LATE_MS)} LIMIT ${MOST_COUNTED}) AS late)::int AS "overduePings",
    (SELECT count(*) FROM (SELECT 1 FROM message WHERE state = 'waiting' LIMIT ${MOST_COUNTED}) AS waiting)::int AS "messagesWaiting",
    (SELECT count(*) FROM (SELECT 1 FROM message WHERE state = 'failed' AND finished_at > ${new Date(nowMs - 86_400_000)} LIMIT ${MOST_COUNTED}) AS failed)::int AS "messagesFailed"`);
}
