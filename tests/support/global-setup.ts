import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../db/database.ts';
import { startEmbeddedDatabase } from '../../db/embedded/embedded-database.ts';
import { migrate } from '../../db/migrate.ts';
import { startEmbeddedHost } from './embedded/embedded-host.ts';
import { createGlobalSetup } from './services/create-global-setup.ts';
import { allSetUpWork } from './set-up-work.ts';

/** Database that test databases are copied from: the product's schema, empty. */
export const SCHEMA_TEMPLATE = 'matpho_template';

declare module 'vitest' {
  interface ProvidedContext {
    /** Which database this project's tests run on. */
    databaseKind: 'postgres' | 'embedded';
    /** A data folder with a migrated embedded database, to be copied. */
    embeddedTemplateFolder: string;
    /** Where copies of it are started; see `borrowEmbeddedDatabase`. */
    embeddedHostPort: number;
  }
}

/** Brings an empty database up to the product's schema. */
export async function migrateDatabase(url: string, embedded: boolean): Promise<void> {
  const db = openDatabase(url, { embedded, poolSize: 1 });
  try {
    await migrate(db);
  } finally {
    await db.close();
  }
}

async function makeEmbeddedTemplate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'matpho-template-'));
  const embedded = await startEmbeddedDatabase(folder);
  try {
    await migrateDatabase(embedded.url, true);
  } finally {
    await embedded.stop();
  }
  return folder;
}

const setUpServices = createGlobalSetup({ prepareTemplate: (cluster) => cluster.createTemplate(SCHEMA_TEMPLATE, (url) => migrateDatabase(url, false)) });

/** Vitest's `globalSetup`: one PostgreSQL cluster and one Redis for the whole run, and a migrated template of each kind of database. Waits for what the projects have begun. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const [tearDown, folder] = await Promise.all([setUpServices(project), makeEmbeddedTemplate(), allSetUpWork()]);
  const host = await startEmbeddedHost(folder);
  project.provide('embeddedTemplateFolder', folder);
  project.provide('embeddedHostPort', host.port);
  return async () => {
    await Promise.all([host.stop(), tearDown()]);
    await rm(folder, { recursive: true, force: true });
  };
}
