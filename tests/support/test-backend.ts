import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openDatabase, type Database } from '../../db/database.ts';
import { startEmbeddedDatabase } from '../../db/embedded/embedded-database.ts';
import { createTestDatabase } from './services/test-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Which database this project's tests run on. */
    databaseKind: 'postgres' | 'embedded';
    /** A data folder with a migrated embedded database, to be copied. */
    embeddedTemplateFolder: string;
  }
}

/** A migrated database of one test file. */
export interface TestBackend {
  readonly db: Database;
  readonly url: string;
  readonly kind: 'postgres' | 'embedded';
  /** Closes the pool and removes the database; throws when the test left connections open. */
  close(): Promise<void>;
}

async function openPostgres(): Promise<TestBackend> {
  const database = await createTestDatabase(inject('postgresAdminUrl'), { template: 'matpho' });
  const db = openDatabase(database.url, { embedded: false });
  return {
    db,
    url: database.url,
    kind: 'postgres',
    async close() {
      await db.close();
      await database.drop();
    },
  };
}

async function openEmbedded(): Promise<TestBackend> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-test-'));
  await cp(join(inject('embeddedTemplateFolder'), 'postgres'), join(folder, 'postgres'), { recursive: true });
  const embedded = await startEmbeddedDatabase(folder);
  const db = openDatabase(embedded.url, { embedded: true });
  return {
    db,
    url: embedded.url,
    kind: 'embedded',
    async close() {
      await db.close();
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A fresh, migrated database of the kind that this project runs on (`inject('databaseKind')`). */
export async function openTestBackend(): Promise<TestBackend> {
  return inject('databaseKind') === 'embedded' ? openEmbedded() : openPostgres();
}
