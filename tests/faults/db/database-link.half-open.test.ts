import sql from 'sql-template-tag';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../../db/database.ts';
import { listenForEvents, publishEvent } from '../../../db/live-events.ts';
import { startFaultyLink, type FaultyLink } from '../../support/network/faulty-link.ts';
import { settlesWithin } from '../../support/settles-within.ts';
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
      // a machine that stops for longer than half a second is away as well
      await expect.poll(() => database.row(sql`SELECT 1 AS n`)).toEqual({ n: 1 });
      await link.set({ kind: 'half_open' });
      const away = { kind: 'unavailable', code: 'database_unavailable' };
      const failing = database.run(sql`SELECT 1`);
      expect(await settlesWithin(failing, 1_500)).toBe(true);
      await expect(failing).rejects.toMatchObject(away);
      await link.set({ kind: 'none' });
      const transaction = database.transaction(async (tx) => {
        await link.set({ kind: 'half_open' });
        await tx.run(sql`SELECT 2`);
      });
      expect(await settlesWithin(transaction, 1_500)).toBe(true);
      await expect(transaction).rejects.toMatchObject(away);
      await link.set({ kind: 'none' });
      await expect.poll(() => database.row(sql`SELECT 3 AS n`)).toEqual({ n: 3 });
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
      /** What is heard from now on: a link that a busy machine answers late may have been lost and found before. */
      const since = (known: number) => heard.slice(known);
      await expect.poll(async () => (await publish('before'), heard)).toContain('before');
      const beforeLoss = heard.length;
      await link.set({ kind: 'half_open' });
      await expect.poll(() => since(beforeLoss)).toContain('lost');
      await publish('missed');
      const beforeReturn = heard.length;
      await link.set({ kind: 'none' });
      await expect.poll(() => since(beforeReturn)).toContain('gap');
      await expect.poll(async () => (await publish('after'), heard)).toContain('after');
    } finally {
      await listener.close();
    }
  });
});
