import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

let backend: MigratedTestDatabase;
const clients: pg.Client[] = [];

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: backend.url });
  await client.connect();
  clients.push(client);
  return client;
}

beforeAll(async () => {
  backend = await createTestDatabase();
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await backend.drop();
});

test('answers of clients that ask at once are never mixed up', async () => {
  const askInTurn = async (client: pg.Client, first: number): Promise<void> => {
    for (let x = first; x < 300; x += 3) expect((await client.query('SELECT $1::int AS x', [x])).rows).toEqual([{ x }]);
  };
  await Promise.all((await Promise.all([connect(), connect(), connect()])).map(askInTurn));
});

test('prepared statements of equal names belong to their own client', async () => {
  const [a, b] = [await connect(), await connect()];
  const fromA = await a.query({ name: 'same', text: 'SELECT 1 AS x' });
  const fromB = await b.query({ name: 'same', text: 'SELECT 2 AS x' });
  const again = await a.query({ name: 'same', text: 'SELECT 1 AS x' });
  expect([fromA, fromB, again].map(({ rows }) => rows[0].x)).toEqual([1, 2, 1]);
});

test('nobody sees into an open transaction, and it is rolled back when its client leaves', async () => {
  const [writer, reader] = [await connect(), await connect()];
  await reader.query('CREATE TABLE IF NOT EXISTS shared_probe (x int)');
  await writer.query('BEGIN');
  await writer.query('INSERT INTO shared_probe VALUES (1)');
  const seen = reader.query('SELECT count(*)::int AS n FROM shared_probe');
  clients.splice(clients.indexOf(writer), 1);
  // leaves without COMMIT
  await writer.end();
  expect((await seen).rows[0].n).toBe(0);
  expect((await reader.query('SELECT count(*)::int AS n FROM shared_probe')).rows[0].n).toBe(0);
});

test('a notification reaches every client that listens, whoever sends it', async () => {
  const [a, b, sender] = [await connect(), await connect(), await connect()];
  const heard = [a, b].map((client) => new Promise<string>((resolve) => client.once('notification', ({ payload }) => resolve(payload ?? ''))));
  await a.query('-- with a comment before it\nLISTEN probe');
  await b.query('LISTEN "probe"');
  await sender.query('SELECT pg_notify($1, $2)', ['probe', 'hello']);
  expect(await Promise.all(heard)).toEqual(['hello', 'hello']);
});

test('a failing statement in a batch leaves the session usable for others', async () => {
  const [a, b] = [await connect(), await connect()];
  const results = await Promise.allSettled([a.query('SELECT 1/$1::int', [0]), b.query('SELECT 7 AS x')]);
  expect(results[0].status).toBe('rejected');
  expect(results[1].status === 'fulfilled' && results[1].value.rows[0].x).toBe(7);
});
