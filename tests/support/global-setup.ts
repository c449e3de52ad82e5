import type { TestProject } from 'vitest/node';
import { startEmbeddedHost } from './embedded/embedded-host.ts';
import { removeRunTemplate, runTemplate } from './embedded/run-template.ts';
import { removeThreadProgram } from './embedded/thread-program.ts';
import { migrateDatabase } from './migrate-database.ts';
import { SCHEMA_TEMPLATE } from './schema-template.ts';
import { createGlobalSetup } from './services/create-global-setup.ts';
import { allSetUpWork } from './set-up-work.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Which database this project's tests run on. */
    databaseKind: 'postgres' | 'embedded';
    /** Where embedded databases are started; see `borrowEmbeddedDatabase` and `embeddedTemplateFolder`. */
    embeddedHostPort: number;
  }
}

const setUpServices = createGlobalSetup({ prepareTemplate: (cluster) => cluster.createTemplate(SCHEMA_TEMPLATE, (url) => migrateDatabase(url, false)) });

/** Vitest's `globalSetup`: one PostgreSQL cluster and one Redis for the whole run, a migrated template on it, and the host of the embedded databases. Waits for what the projects have begun. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const [tearDown] = await Promise.all([setUpServices(project), allSetUpWork()]);
  const host = await startEmbeddedHost(runTemplate);
  project.provide('embeddedHostPort', host.port);
  return async () => {
    await Promise.all([host.stop(), tearDown()]);
    await Promise.all([removeRunTemplate(), removeThreadProgram()]);
  };
}
