import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openDatabase, type Database } from '../../db/database.ts';
import { startEmbeddedDatabase } from '../../db/embedded/embedded-database.ts';
import { migrate } from '../../db/migrate.ts';
import { SCHEMA_TEMPLATE } from './global-setup.ts';
import { createTestDatabase as createOnCluster } from './services/test-database.ts';

/** The two databases that the product runs on; integration tests run on both through one function. */
export const DATABASE_KINDS = ['postgres', 'embedded'] as const;
export type DatabaseKind = (typeof DATABASE_KINDS)[number];

/** A migrated, empty database of one test file, with a pool on it. */
export interface MigratedTestDatabase {
  readonly url: string;
  readonly database: Database;
  /** Closes the pool and removes the database. Fails when the test left other connections open (PostgreSQL). */
  drop(): Promise<void>;
}

/** Copies the schema template on the run's cluster (0.1 s), or makes an embedded database (10 s). */
export async function createTestDatabase(kind: DatabaseKind = 'postgres'): Promise<MigratedTestDatabase> {
  return kind === 'postgres' ? onCluster() : embedded();
}

async function onCluster(): Promise<MigratedTestDatabase> {
  const { url, drop } = await createOnCluster(inject('postgresAdminUrl'), { template: SCHEMA_TEMPLATE });
  const database = openDatabase(url, { embedded: false, poolSize: 5 });
  return {
    url,
    database,
    async drop() {
      await database.close();
      await drop();
    },
  };
}

async function embedded(): Promise<MigratedTestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-test-'));
  const running = await startEmbeddedDatabase(folder);
  const database = openDatabase(running.url, { embedded: true });
  await migrate(database);
  return {
    url: running.url,
    database,
    async drop() {
      await database.close();
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
