import sql, { join, raw } from 'sql-template-tag';
import { AppError } from '../../domain/app-error.ts';
import type { Queryable } from '../database.ts';
import { listKeptTables, qualified } from './table-shape.ts';

/** Tables that migrations put rows into; a restore puts the backup's in their place. */
export const FILLED_BY_MIGRATIONS: readonly string[] = ['incident_category'];

/** A worker that wrote its sign of life this recently may still run. */
const WORKER_FRESH_S = 60;

async function requireNoWorker(db: Queryable): Promise<void> {
  const { there } = await db.row<{ there: boolean }>(sql`SELECT to_regclass('public.worker_heartbeat') IS NOT NULL AS there`);
  if (!there) return;
  const fresh = await db.rows(sql`SELECT 1 FROM worker_heartbeat WHERE beat_at > now() - make_interval(secs => ${WORKER_FRESH_S})`);
  if (fresh.length === 0) return;
  throw new AppError(
    'conflict',
    'restore_target_in_use',
    'A worker runs on this database, or did a minute ago. Stop every matpho server and worker, then restore again.',
  );
}

/**
 * Makes sure that nothing of anybody's is in the database: no table has a row but what migrations put there. Changes nothing.
 * Errors: `restore_target_not_empty`, `restore_target_in_use` (conflict).
 */
export async function requireEmptyDatabase(db: Queryable): Promise<void> {
  await requireNoWorker(db);
  const names = (await listKeptTables(db)).map(({ name }) => name).filter((name) => !FILLED_BY_MIGRATIONS.includes(name));
  if (names.length === 0) return;
  const looks = names.map((name) => sql`SELECT ${name}::text AS name WHERE EXISTS (SELECT 1 FROM ${raw(qualified(name))})`);
  const filled = await db.rows<{ name: string }>(join(looks, ' UNION ALL '));
  if (filled.length === 0) return;
  const message = `The database is not empty: there are rows in ${filled
    .slice(0, 5)
    .map(({ name }) => name)
    .join(', ')}. A restore overwrites nothing; give it a fresh database.`;
  throw new AppError('conflict', 'restore_target_not_empty', message);
}
