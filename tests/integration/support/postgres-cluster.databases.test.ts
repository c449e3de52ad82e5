import { existsSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgresCluster, type PostgresCluster } from '../../support/services/postgres-cluster.ts';

let cluster: PostgresCluster;

beforeAll(async () => {
  cluster = await startPostgresCluster();
});

afterAll(() => cluster?.stop());

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a private PostgreSQL cluster', () => {
  it('is PostgreSQL 15, in UTF-8 and UTC, and listens on loopback only', async () => {
    const rows = await query(
      cluster.adminUrl,
      `SELECT current_setting('server_version_num')::int / 10000 AS major,
              current_setting('server_encoding') AS encoding, current_setting('TimeZone') AS zone,
              current_setting('listen_addresses') AS addresses`,
    );
    expect(rows).toEqual([{ major: 15, encoding: 'UTF8', zone: 'UTC', addresses: '127.0.0.1' }]);
  });

  it('offers PostGIS in a created database', async () => {
    const database = await cluster.createDatabase();
    await query(database.url, 'CREATE EXTENSION postgis');
    const rows = await query(database.url, 'SELECT postgis_lib_version() AS version');
    expect(rows[0]?.['version']).toMatch(/^3\./);
    await database.drop();
  });

  it('copies a template, also several times at once, and copies do not share data', async () => {
    await cluster.createTemplate('template_towns', async (url) => {
      await query(url, `CREATE TABLE town (name text); INSERT INTO town VALUES ('Đinh Văn')`);
    });
    const copies = await Promise.all([1, 2, 3].map(() => cluster.createDatabase({ template: 'template_towns' })));
    await query(copies[0]!.url, `INSERT INTO town VALUES ('Nam Ban')`);
    const names = await query(copies[1]!.url, 'SELECT name FROM town');
    expect(names).toEqual([{ name: 'Đinh Văn' }]);
    await Promise.all(copies.map((copy) => copy.drop()));
  });

  it('reports connections that a test left open, and drops the database all the same', async () => {
    const database = await cluster.createDatabase();
    const leaked = new Client({ connectionString: database.url });
    leaked.on('error', () => {});
    await leaked.connect();
    await expect(database.drop()).rejects.toThrow(/left connections .* open/);
    await expect(query(database.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
  });

  it('leaves neither process nor folder behind', async () => {
    const other = await startPostgresCluster();
    const [row] = await query(other.adminUrl, `SELECT current_setting('data_directory') AS folder, pg_backend_pid() AS pid`);
    expect(existsSync(String(row?.['folder']))).toBe(true);
    await other.stop();
    expect(existsSync(String(row?.['folder']))).toBe(false);
    await expect(query(other.adminUrl, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
  });
});
