import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import sql from 'sql-template-tag';
import { AppError } from '../domain/app-error.ts';
import type { Database, Queryable } from './database.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
const FILE_NAME = /^(\d{3})\.do\.([a-z0-9-]+)\.sql$/;
/** Any number that nothing else of ours locks. */
const LOCK_KEY = 7_203_421;

/** A migration's identity; one that has the same is the same. */
export interface KnownMigration {
  readonly version: number;
  readonly name: string;
  /** SHA-256 of its text, hexadecimal. */
  readonly sha256: string;
}

interface Migration extends KnownMigration {
  readonly text: string;
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => FILE_NAME.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, FOLDER), 'utf8');
      const [, version, title] = FILE_NAME.exec(name)!;
      return { version: Number(version), name: title!, text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

function script({ version, name, text, sha256 }: Migration): string {
  // the name passed FILE_NAME and the hash is hex: nothing to quote. A script sent as one query is one transaction: cut off, it leaves nothing
  return `SELECT pg_advisory_xact_lock(${LOCK_KEY});
INSERT INTO schema_migration (version, name, sha256) VALUES (${version}, '${name}', '${sha256}');
${text}`;
}

/** The migrations that this version of the product has, oldest first. */
export async function knownMigrations(): Promise<KnownMigration[]> {
  return (await readMigrations()).map(({ version, name, sha256 }) => ({ version, name, sha256 }));
}

/** The migrations that a database has had, oldest first; none for one that never was ours. Changes nothing. */
export async function appliedMigrations(db: Queryable): Promise<KnownMigration[]> {
  const { there } = await db.row<{ there: boolean }>(sql`SELECT to_regclass('public.schema_migration') IS NOT NULL AS there`);
  return there ? db.rows(sql`SELECT version, name, sha256 FROM schema_migration ORDER BY version`) : [];
}

async function appliedVersions(db: Database): Promise<Map<number, string>> {
  await db.script(
    'CREATE TABLE IF NOT EXISTS schema_migration (version integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const rows = await db.rows<{ version: number; sha256: string }>(sql`SELECT version, sha256 FROM schema_migration`);
  return new Map(rows.map(({ version, sha256 }) => [version, sha256]));
}

/** How many migrations the database still lacks; 0 means it is up to date. */
export async function pendingMigrations(db: Database): Promise<number> {
  const applied = await appliedVersions(db);
  return (await readMigrations()).filter(({ version }) => !applied.has(version)).length;
}

/**
 * Brings the schema up to date, forward only, each migration in one transaction with its entry. Two processes may run it at once.
 * `onApplied` hears of each. Nothing newer than version `upTo` is run. Errors: `migration_changed` (conflict) when an applied file was edited, `migration_failed` (internal).
 */
export async function migrate(db: Database, onApplied: (name: string) => void = () => undefined, upTo = Infinity): Promise<number> {
  const applied = await appliedVersions(db);
  let count = 0;
  for (const migration of await readMigrations()) {
    const before = applied.get(migration.version);
    if (before !== undefined && before !== migration.sha256) {
      throw new AppError(
        'conflict',
        'migration_changed',
        `Migration ${migration.version} was changed after this database had run it. Restore the file; put changes into a new migration.`,
      );
    }
    if (before !== undefined || migration.version > upTo) continue;
    if (await applyOne(db, migration)) count += 1;
    onApplied(migration.name);
  }
  return count;
}

/** What a migration of ours says that the operator has to do first. */
function hintOf(error: unknown): string {
  const { code, hint } = ((error as AppError).cause ?? {}) as { readonly code?: string; readonly hint?: string };
  return code?.startsWith('MP') === true && hint !== undefined ? ` ${hint}` : '';
}

async function applyOne(db: Database, migration: Migration): Promise<boolean> {
  try {
    await db.script(script(migration));
    return true;
  } catch (cause) {
    // another process was faster
    if (cause instanceof AppError && cause.details['constraint'] === 'schema_migration_pkey') return false;
    const hint = hintOf(cause);
    throw new AppError(
      'internal',
      'migration_failed',
      `Migration ${migration.version} (${migration.name}) failed. The database is as it was before it.${hint}`,
      {
        cause,
      },
    );
  }
}
