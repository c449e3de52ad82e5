import { randomBytes } from 'node:crypto';
import sql from 'sql-template-tag';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { sequenceEvents } from '../../../db/access-log/log-sequencer.ts';
import { appendAudit } from '../../../db/repositories/audit-repository.ts';
import { isAppError } from '../../../domain/app-error.ts';
import { newId } from '../../../platform/new-id.ts';
import { lockLog, readLogSize } from '../../../db/repositories/audit-leaf-repository.ts';
import { systemClock } from '../../../platform/clock.ts';
import { createLogger } from '../../../platform/logger.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { startLogKeeper } from '../../../workers/audit/log-keeper.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

let database: MigratedTestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.database;
});
afterEach(() => void vi.useRealTimers());
afterAll(() => database.drop());

/** What a logger writes. Whoever waits for it by `vi.waitFor` moves the imitated clock at each look, and a slow look of the keeper is followed by one that nobody asked for. */
function hearing(): { readonly lines: string[]; write(line: string): void; next(): Promise<string> } {
  const lines: string[] = [];
  let tell = (_line: string): void => undefined;
  return {
    lines,
    write(line) {
      lines.push(line);
      tell(line);
    },
    next: () => new Promise((resolve) => (tell = resolve)),
  };
}

test('whoever waits for the lock of the log is told in time, and gets on when it is free', async () => {
  // connections of the embedded database share one session, which has every lock
  if (db.embedded) return;
  await appendAudit(db, { action: 'camera.look' });
  await db.transaction(async (tx) => {
    await tx.rows(sql`SELECT audit_erase_person(${newId()})`);
    await expect(sequenceEvents(db, { withinMs: 100 })).rejects.toSatisfy((error) => isAppError(error, 'audit_log_behind'));
  });
  await sequenceEvents(db, { withinMs: 10_000 });
  expect(await readLogSize(db)).toBe(2);
});

test('only the lock of the log is waited for so shortly', async () => {
  await db.transaction(async (tx) => {
    expect(await lockLog(tx, 5)).toBe(true);
    expect(await tx.row(sql`SELECT current_setting('lock_timeout') AS now`)).toEqual({ now: '0' });
  });
});

test('a backlog is no failure: every look of the keeper goes on where the one before stopped', async () => {
  const batch = db.embedded ? 200 : 1000;
  const before = await readLogSize(db);
  await db.run(sql`INSERT INTO audit_event (action, detail) SELECT 'load.many', jsonb_build_object('n', n) FROM generate_series(1, ${batch * 4}::int) n`);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const heard = hearing();
  const logger = createLogger('info', heard);
  const keeper = startLogKeeper({ database: db, secretBox: createSecretBox([randomBytes(32)]), clock: systemClock, logger, publicUrl: undefined, withinMs: 0 });
  try {
    for (let look = 1; look <= 4; look += 1) {
      const told = heard.next();
      vi.advanceTimersByTime(1000);
      await told;
      expect(await readLogSize(db)).toBe(before + look * batch);
    }
  } finally {
    await keeper.stop();
  }
});

test('a log that somebody keeps is no backlog: the keeper warns', async () => {
  // see above
  if (db.embedded) return;
  await appendAudit(db, { action: 'camera.look' });
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const heard = hearing();
  const logger = createLogger('warn', heard);
  const keeper = startLogKeeper({
    database: db,
    secretBox: createSecretBox([randomBytes(32)]),
    clock: systemClock,
    logger,
    publicUrl: undefined,
    withinMs: 50,
  });
  try {
    await db.transaction(async (tx) => {
      expect(await lockLog(tx, 1000)).toBe(true);
      const told = heard.next();
      vi.advanceTimersByTime(1000);
      expect(await told).toContain('audit_log_behind');
    });
    expect(heard.lines).toHaveLength(1);
  } finally {
    await keeper.stop();
  }
});
