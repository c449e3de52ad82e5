import sql from 'sql-template-tag';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase, type Database } from '../../../db/database.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

describe('a connection that PostgreSQL ends while nobody asks it anything', () => {
  let home: MigratedTestDatabase;
  let database: Database;
  let other: Database;
  const idleErrors = vi.fn();

  beforeEach(async () => {
    idleErrors.mockReset();
    home = await createTestDatabase('postgres');
    database = openDatabase(home.url, { embedded: false, poolSize: 1, onIdleError: idleErrors });
    other = openDatabase(home.url, { embedded: false, poolSize: 1 });
  });
  afterEach(async () => {
    await Promise.all([database.close(), other.close()]);
    await home.drop();
  });

  /** Ends the connection with this number, and waits until its process is gone. */
  async function endConnection(pid: number): Promise<void> {
    await other.run(sql`SELECT pg_terminate_backend(${pid}, 5000)`);
  }

  // an error of a client that nobody listens to ends the process: vitest reports it as an unhandled error
  it('fails the transaction that was at other work meanwhile, and not the process; the next one gets a new connection', async () => {
    const work = database.transaction(async (tx) => {
      const { pid } = await tx.row<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
      await endConnection(pid);
      await new Promise((resolve) => setImmediate(resolve));
      await tx.run(sql`SELECT 1`);
    });
    await expect(work).rejects.toMatchObject({ kind: 'unavailable', code: 'database_unavailable' });
    expect(await database.row(sql`SELECT 1 AS n`)).toEqual({ n: 1 });
  });

  it('does not hand out again the connection of a transaction that fails for its own reason while it is cut', async () => {
    const work = database.transaction(async (tx) => {
      const { pid } = await tx.row<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
      await endConnection(pid);
      throw new Error('of its own');
    });
    await expect(work).rejects.toThrow('of its own');
    expect(await database.row(sql`SELECT 2 AS n`)).toEqual({ n: 2 });
  });

  it('is told and replaced when it waits in the pool', async () => {
    const { pid } = await database.row<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
    await endConnection(pid);
    await vi.waitFor(() => expect(idleErrors).toHaveBeenCalled(), { timeout: 30_000 });
    expect(await database.row(sql`SELECT 3 AS n`)).toEqual({ n: 3 });
  });
});
