import { randomUUID } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';

/** A database of one test file. */
export interface TestDatabase {
  readonly url: string;
  /**
   * Removes it.
   *
   * @throws Error when connections to it are still open 15 s later (a pool that the test did not
   *   close); it is removed all the same.
   */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Name of a database made by `createDatabaseTemplate`; without it the new one is empty. */
  readonly template?: string;
}

// SQLSTATE object_in_use
const objectInUse = '55006';
const dropAttempts = 3;

/**
 * Makes a database with a name of its own on the cluster of `adminUrl`; a copy of a template takes
 * about 0.1 s.
 *
 * @param adminUrl a superuser's address on the cluster, see `postgres-cluster.ts`.
 */
export async function createTestDatabase(adminUrl: string, options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = escapeIdentifier(options.template ?? 'template1');
  await execute(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return { url: withDatabase(adminUrl, name), drop: () => dropDatabase(adminUrl, name) };
}

/**
 * Makes a database to copy from: `prepare` fills it (and must close its connections), then nobody can
 * change it any more.
 */
export async function createDatabaseTemplate(adminUrl: string, name: string, prepare: (url: string) => Promise<void>): Promise<void> {
  const quoted = escapeIdentifier(name);
  await execute(adminUrl, `CREATE DATABASE ${quoted}`);
  await prepare(withDatabase(adminUrl, name));
  await execute(adminUrl, `ALTER DATABASE ${quoted} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
}

async function dropDatabase(adminUrl: string, name: string, attempt = 1): Promise<void> {
  try {
    // Waits up to 5 s for connections that are just closing; on a busy machine their processes take longer to end.
    await execute(adminUrl, `DROP DATABASE ${name}`);
  } catch (error) {
    if ((error as { code?: string }).code !== objectInUse) throw error;
    if (attempt < dropAttempts) return dropDatabase(adminUrl, name, attempt + 1);
    await execute(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    throw new Error(`The test left connections to its database open: ${(error as { detail?: string }).detail}`);
  }
}

async function execute(adminUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
