import { inject } from 'vitest';
import { openDatabase, type Database } from '../../db/database.ts';
import { borrowEmbeddedDatabase } from './embedded/borrow-embedded-database.ts';
// what a run provides; of the module itself nothing is needed here
import type {} from './global-setup.ts';
import { migrateDatabase } from './migrate-database.ts';
import { SCHEMA_TEMPLATE } from './schema-template.ts';
import { createTestDatabase as createOnCluster, type TestDatabase } from './services/test-database.ts';

/** The two databases that the product runs on; integration tests run on both through one function. */
export type DatabaseKind = 'postgres' | 'embedded';

/** A migrated, empty database of one test file, with a pool on it. */
export interface MigratedTestDatabase {
  readonly url: string;
  readonly kind: DatabaseKind;
  readonly database: Database;
  /** Closes the pool and removes the database. Fails when the test left other connections open (PostgreSQL). */
  drop(): Promise<void>;
}

/** Copies the schema template: on the run's cluster (0.1 s), or as files for an embedded database (2 s). The kind is the project's unless it is said. */
export async function createTestDatabase(kind: DatabaseKind = inject('databaseKind')): Promise<MigratedTestDatabase> {
  return kind === 'postgres' ? onCluster() : embedded();
}

async function onCluster(): Promise<MigratedTestDatabase> {
  return withPool(await createOnCluster(inject('postgresAdminUrl'), { template: SCHEMA_TEMPLATE }));
}

/** The same on another cluster, without a template to copy (1 s). */
export async function createDatabaseOn(adminUrl: string): Promise<MigratedTestDatabase> {
  const created = await createOnCluster(adminUrl);
  await migrateDatabase(created.url, false);
  return withPool(created);
}

function withPool({ url, drop }: TestDatabase): MigratedTestDatabase {
  const database = openDatabase(url, { embedded: false, poolSize: 5 });
  return {
    url,
    kind: 'postgres',
    database,
    async drop() {
      await database.close();
      await drop();
    },
  };
}

async function embedded(): Promise<MigratedTestDatabase> {
  const { url, giveBack } = await borrowEmbeddedDatabase(inject('embeddedHostPort'));
  const database = openDatabase(url, { embedded: true });
  return {
    url,
    kind: 'embedded',
    database,
    async drop() {
      await database.close();
      await giveBack();
    },
  };
}
