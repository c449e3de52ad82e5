import sql from 'sql-template-tag';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../../db/database.ts';
import { listenForEvents, publishEvent } from '../../../db/live-events.ts';
import { startFaultyLink, type FaultyLink } from '../../support/network/faulty-link.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

describe('a database whose machine says nothing any more', () => {
  let db: MigratedTestDatabase;
  let link: FaultyLink;
  let url: string;

  beforeEach(async () => {
    db = await createTestDatabase('postgres');
    link = await startFaultyLink(Number(new URL(db.url).port));
    url = Object.assign(new URL(db.url), { port: String(link.port) }).href;
  });
  afterEach(async () => {
    await link.stop();
    await db.drop();
  });

  it('fails statements and transactions in time, and serves the next ones when it is back', async () => {
    const database: Database = openDatabase(url, { embedded: false, poolSize: 2, answerWithinMs: 500 });
    try {
      await database.run(sql`SELECT 1`);
      await link.set({ kind: 'half_open' });
      const startedAt = performance.now();
      const away = { kind: 'unavailable', code: 'database_unavailable' };
      await expect(database.run(sql`SELECT 1`)).rejects.toMatchObject(away);
      await link.set({ kind: 'none' });
      await expect(
        database.transaction(async (tx) => {
          await link.set({ kind: 'half_open' });
          await tx.run(sql`SELECT 2`);
        }),
      ).rejects.toMatchObject(away);
      expect(performance.now() - startedAt).toBeLessThan(3_000);
      await link.set({ kind: 'none' });
      expect(await database.row(sql`SELECT 3 AS n`)).toEqual({ n: 3 });
    } finally {
      await database.close();
    }
  });

  it('is come back to by whoever could not listen at first, who tells that events may have been missed', async () => {
    await link.set({ kind: 'refused' });
    const heard: string[] = [];
    const listener = listenForEvents(url, { onEvent: ({ type }) => heard.push(type), onGap: () => heard.push('gap'), onError: () => heard.push('lost') });
    try {
      await listener.begun;
      expect(heard).toEqual(['lost']);
      await link.set({ kind: 'none' });
      await expect.poll(() => heard.includes('gap')).toBe(true);
    } finally {
      await listener.close();
    }
  });

  it('is noticed by whoever only listens, who comes back and tells that events may have been missed', async () => {
    const heard: string[] = [];
    const listener = listenForEvents(
      url,
      { onEvent: ({ type }) => heard.push(type), onGap: () => heard.push('gap'), onError: () => heard.push('lost') },
      { every: 200, answerWithin: 500 },
    );
    try {
      const publish = (type: string) => publishEvent(db.database, { topic: 'jobs', type, data: {} } as never);
      await expect.poll(async () => (await publish('before'), heard.length)).toBeGreaterThan(0);
      await link.set({ kind: 'half_open' });
      await expect.poll(() => heard.includes('lost')).toBe(true);
      await publish('missed');
      await link.set({ kind: 'none' });
      await expect.poll(() => heard.includes('gap')).toBe(true);
      await publish('after');
      await expect.poll(() => heard.at(-1)).toBe('after');
    } finally {
      await listener.close();
    }
  });
});
