import { randomBytes } from 'node:crypto';
import { raw } from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccessLog } from '../../../db/access-log/access-log.ts';
import type { Database } from '../../../db/database.ts';
import { appendAudit } from '../../../db/repositories/audit-repository.ts';
import { isAppError } from '../../../domain/app-error.ts';
import { systemClock } from '../../../platform/clock.ts';
import { newId } from '../../../platform/new-id.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

let database: MigratedTestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.database;
  await appendAudit(db, { actor: { userId: newId(), username: 'officer', role: 'officer' }, action: 'footage.index' });
  await createAccessLog({ db, secretBox: createSecretBox([randomBytes(32)]), clock: systemClock, publicUrl: undefined }).checkpoint();
});
afterAll(() => database.drop());

const tables = ['audit_event', 'audit_leaf', 'audit_index', 'audit_tile', 'audit_checkpoint'];
const columns = { audit_event: 'action', audit_leaf: 'leaf_input', audit_index: 'seq', audit_tile: 'root', audit_checkpoint: 'note' } as Record<string, string>;
const erasing = (statement: string): string => `DO $$ BEGIN PERFORM set_config('matpho.audit_erasure', 'on', true); ${statement}; END $$`;
const isRefused = async (statement: string): Promise<boolean> => {
  try {
    await db.transaction(async (tx) => {
      await tx.run(raw(statement));
    });
  } catch (error) {
    return isAppError(error);
  }
  return false;
};

test.each(tables)('changes and removes nothing in %s, for its owner', async (table) => {
  for (const statement of [
    `UPDATE ${table} SET ${columns[table]} = ${columns[table]}`,
    `DELETE FROM ${table} WHERE false`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table} CASCADE`,
  ])
    expect([statement, await isRefused(statement)]).toEqual([statement, true]);
});

test('changes a key in nothing but its sealing and its end, with the word of erasure or without it', async () => {
  for (const column of ['id', 'origin', 'public_key', 'made_at']) {
    const statement = `UPDATE audit_key SET ${column} = ${column}`;
    expect([column, await isRefused(statement), await isRefused(erasing(statement))]).toEqual([column, true, true]);
  }
  for (const column of ['sealed_private_key', 'key_id', 'ended_at'])
    expect([column, await isRefused(`UPDATE audit_key SET ${column} = ${column}`)]).toEqual([column, false]);
});

test('lets even the word of erasure change nothing but clear text to nothing', async () => {
  for (const change of [`action = 'a.b'`, `actor_username = 'x'`, `outcome = 'refused', detail = NULL`, `at = now()`, `detail = '{"n": 1}'`])
    expect([change, await isRefused(erasing(`UPDATE audit_event SET ${change}`))]).toEqual([change, true]);
  expect(await isRefused(erasing('DELETE FROM audit_event'))).toBe(true);
  expect(await isRefused(erasing(`UPDATE audit_leaf SET detail_salt = decode(repeat('00', 16), 'hex')`))).toBe(true);
});
