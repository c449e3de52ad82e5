import { randomBytes } from 'node:crypto';
import sql, { raw } from 'sql-template-tag';
import { beforeEach, describe, expect, test } from 'vitest';
import { verifyLog, type LogReport } from '../../../cli/audit/verify-log.ts';
import { createAccessLog, type AccessLog } from '../../../db/access-log/access-log.ts';
import type { LogCheckpoint } from '../../../db/access-log/log-checkpoint.ts';
import { rotateLogKey } from '../../../db/access-log/rotate-log-key.ts';
import type { Database } from '../../../db/database.ts';
import { listCheckpoints } from '../../../db/repositories/audit-checkpoint-repository.ts';
import { isAppError } from '../../../domain/app-error.ts';
import { readKeptCheckpoint, type KeptCheckpoint } from '../../../domain/access-log/kept-checkpoint.ts';
import { isHandedOver, parseHandover } from '../../../domain/access-log/key-handover.ts';
import { noteKeyId, parseNoteKey } from '../../../domain/access-log/signed-note.ts';
import { systemClock } from '../../../platform/clock.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

const secretBox = createSecretBox([randomBytes(32)]);
let database: MigratedTestDatabase;
let db: Database;
/** A process that was there before the key was replaced. */
let running: AccessLog;
let first: LogCheckpoint;
let kept: KeptCheckpoint;

const openLog = (box = secretBox): AccessLog => createAccessLog({ db, secretBox: box, clock: systemClock, publicUrl: undefined });
const rotate = (isLost = false, box = secretBox) => rotateLogKey(db, box, { isLost });
const keep = ({ note, publicKey }: LogCheckpoint): KeptCheckpoint =>
  readKeptCheckpoint(JSON.stringify({ note, publicKey: Buffer.from(publicKey).toString('base64') }))!;

async function grow(count = 5): Promise<void> {
  await db.run(sql`INSERT INTO audit_event (action, detail) SELECT 'camera.look', jsonb_build_object('n', n) FROM generate_series(1, ${count}::int) n`);
}

beforeEach(async () => {
  database = await createTestDatabase();
  db = database.database;
  running = openLog();
  await grow(300);
  first = await running.checkpoint();
  kept = keep(first);
  await grow();
  return () => database.drop();
});

const TABLES = ['audit_event', 'audit_leaf', 'audit_index', 'audit_tile', 'audit_checkpoint', 'audit_key', 'audit_key_handover'];

/** What the database's owner does, with no trigger in the way; returns what a verification says then. With `undo` it is taken back. */
async function asOwner(statements: readonly string[], undo?: Error): Promise<readonly string[]> {
  let lines: readonly string[] = [];
  await db
    .transaction(async (tx) => {
      for (const table of TABLES) await tx.run(raw(`ALTER TABLE ${table} DISABLE TRIGGER USER`));
      for (const statement of statements) await tx.run(raw(statement));
      lines = (await verifyLog(tx, kept)).problems.lines;
      if (undo !== undefined) throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return lines;
}

async function problems(holder = kept): Promise<readonly string[]> {
  return (await verifyLog(db, holder)).problems.lines;
}

describe('a key that is replaced', () => {
  test('gives way at once in processes that run, and an older checkpoint still verifies', async () => {
    const { ended, begun, size, handover } = await rotate();
    const second = await running.checkpoint();
    expect([ended.publicKey, begun.publicKey]).toEqual([Buffer.from(first.publicKey), second.publicKey]);
    expect(second.keyId).not.toBe(first.keyId);
    expect(second).toMatchObject({ origin: first.origin, handovers: [handover] });
    expect(parseHandover(handover!)).toMatchObject({ checkpoint: { size }, ends: { name: first.origin } });
    expect(isHandedOver(parseHandover(handover!)!)).toBe(true);
    await grow();
    await rotate();
    await grow();
    const report = await verifyLog(db, kept);
    expect(report.problems.lines).toEqual([]);
    expect(report).toMatchObject({ isKeyPinned: true, accepted: 0, waiting: 6 });
    expect([await problems(keep(second)), await problems(keep(await running.checkpoint()))]).toEqual([[], []]);
    // by the note alone: whichever key of the database signed it
    expect(await problems(readKeptCheckpoint(first.note)!)).toEqual([]);
    expect((await running.checkpoint()).handovers).toHaveLength(2);
  });

  test('is in the log, and its private part is gone', async () => {
    const { ended, begun, size } = await rotate();
    const { detail } = await db.row<{ detail: unknown }>(sql`SELECT detail FROM audit_event WHERE action = 'audit.rotate_key'`);
    expect(detail).toEqual({ endedKeyId: noteKeyId(ended), begunKeyId: noteKeyId(begun), size, lost: false, by: 'command' });
    const keys = await db.rows<{ bytes: number; ended: boolean }>(
      sql`SELECT octet_length(sealed_private_key) AS bytes, ended_at IS NOT NULL AS ended FROM audit_key ORDER BY made_at`,
    );
    expect(keys).toEqual([
      { bytes: 0, ended: true },
      { bytes: expect.any(Number) as number, ended: false },
    ]);
    expect(keys[1]!.bytes).toBeGreaterThan(32);
  });

  test('signs nothing larger than the tree at its end, whoever asks meanwhile', async () => {
    const askers = Array.from({ length: 3 }, async () => {
      const own = openLog();
      const made: LogCheckpoint[] = [];
      for (let n = 0; n < 4; n += 1) {
        made.push(await own.checkpoint());
        await grow(1);
      }
      return made;
    });
    const rotating = async () => [await rotate(), await rotate(), await rotate()];
    const [rotations, ...made] = await Promise.all([rotating(), ...askers]);
    for (const checkpoint of made.flat()) {
      const end = rotations.find(({ ended }) => Buffer.compare(ended.publicKey, checkpoint.publicKey) === 0)?.size ?? Number.POSITIVE_INFINITY;
      expect(checkpoint.size).toBeLessThanOrEqual(end);
      expect(parseNoteKey(checkpoint.keyText)?.publicKey).toEqual(new Uint8Array(checkpoint.publicKey));
    }
    expect(await problems()).toEqual([]);
  });

  test('is replaced one after the other when two ask at once', async () => {
    await Promise.all([rotate(), rotate()]);
    expect((await running.checkpoint()).handovers).toHaveLength(2);
    expect(await problems()).toEqual([]);
  });

  test('has to be there, readable, and of a log that fits together; else nothing changes', async () => {
    await expect(rotate(false, createSecretBox([randomBytes(32)]))).rejects.toSatisfy((error) => isAppError(error, 'audit_key_unreadable'));
    expect((await running.checkpoint()).keyId).toBe(first.keyId);
    await asOwner(['UPDATE audit_leaf SET leaf_hash = (SELECT leaf_hash FROM audit_leaf WHERE seq = 9) WHERE seq = 299']);
    await expect(rotate()).rejects.toSatisfy((error) => isAppError(error, 'audit_log_damaged'));
    expect(await db.row(sql`SELECT count(*) AS keys FROM audit_key`)).toEqual({ keys: 1 });
  });
});

describe('a lost key', () => {
  test('is a break that is named, until a person accepts the key after it', async () => {
    const box = createSecretBox([randomBytes(32)]);
    const { begun, handover } = await rotate(true, box);
    expect(handover).toBeNull();
    await grow();
    const second = await openLog(box).checkpoint();
    expect(second.handovers).toEqual([]);
    expect(await problems()).toEqual([expect.stringMatching(/did not sign the key after it.*--accept-key/)]);
    const accepting = async (publicKey: Uint8Array): Promise<LogReport> => verifyLog(db, kept, [{ name: first.origin, publicKey }]);
    expect(await accepting(begun.publicKey)).toMatchObject({ accepted: 1, problems: { lines: [] } });
    expect((await accepting(randomBytes(32))).problems.count).toBe(1);
    // who came later has nothing to accept
    expect(await problems(keep(second))).toEqual([]);
    await rotate(false, box);
    expect(await accepting(begun.publicKey)).toMatchObject({ accepted: 1, problems: { lines: [] } });
  });

  test('may have signed what it signed before, and nothing after', async () => {
    await rotate(true);
    expect(await problems(keep(first))).toHaveLength(1);
    await asOwner([`UPDATE audit_key_handover SET size = 299`]);
    expect(await problems()).toContain('The checkpoint was signed by a key that had ended.');
  });
});

describe('as the owner of the database nobody', () => {
  test('changes, removes or forges a hand-over while the triggers stand', async () => {
    await rotate();
    for (const statement of [
      'UPDATE audit_key_handover SET size = size',
      'DELETE FROM audit_key_handover',
      'TRUNCATE audit_key_handover',
      'UPDATE audit_key SET ended_at = NULL WHERE ended_at IS NOT NULL',
    ])
      await expect(db.run(raw(statement)), statement).rejects.toSatisfy(isAppError);
  });

  test('puts a key of their own at work without being named', async () => {
    // with all that the service knows, but not the old key: by the rules of a lost one, dressed as a hand-over
    await rotate(true);
    const { note } = await running.checkpoint();
    await asOwner([`UPDATE audit_key_handover SET note = '${note}'`]);
    expect(await problems()).toEqual([
      expect.stringMatching(/^The hand-over of the key [0-9a-f]{8} is not what it and the next key signed/),
      expect.stringMatching(/is not the one at work, and it did not sign the key after it/),
    ]);
  });

  test('makes the old key sign after its end', async () => {
    const sealed = await db.row<{ bytes: Buffer }>(sql`SELECT sealed_private_key AS bytes FROM audit_key`);
    await rotate();
    await grow();
    await running.sequence();
    // out of a backup
    await db.transaction(async (tx) => {
      await tx.run(raw('ALTER TABLE audit_key DISABLE TRIGGER USER'));
      await tx.run(sql`UPDATE audit_key SET ended_at = now() WHERE ended_at IS NULL`);
      await tx.run(sql`UPDATE audit_key SET ended_at = NULL, sealed_private_key = ${sealed.bytes} WHERE octet_length(sealed_private_key) = 0`);
    });
    const late = await openLog().checkpoint();
    expect(late.keyId).toBe(first.keyId);
    expect(await problems(keep(late))).toContain('The checkpoint was signed by a key that had ended.');
    // the service keeps one a minute
    await db.run(sql`INSERT INTO audit_checkpoint (size, log_key_id, root_hash, note) SELECT ${late.size}, id, ${Buffer.from(late.root)}, ${late.note} FROM audit_key WHERE ended_at IS NULL
      ON CONFLICT DO NOTHING`);
    expect(await problems()).toContain(`The service's checkpoint of size ${late.size}: it is signed by a key that had ended.`);
  });
});

test('checkpoints of one size that two keys signed are all gone through, page by page', async () => {
  await rotate();
  await db.run(sql`INSERT INTO audit_checkpoint (size, log_key_id, root_hash, note)
    SELECT c.size, k.id, c.root_hash, c.note FROM audit_checkpoint c JOIN audit_key k ON k.ended_at IS NULL WHERE c.size = ${first.size}`);
  const one = await listCheckpoints(db, undefined, 1);
  const two = await listCheckpoints(db, one[0], 1);
  expect([...one, ...two].map(({ size }) => size)).toEqual([first.size, first.size]);
  expect(two[0]!.logKeyId).not.toBe(one[0]!.logKeyId);
});

describe('after the key was replaced whoever holds an older checkpoint finds that', () => {
  const CHANGES: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['an event was deleted', ['DELETE FROM audit_event WHERE id = (SELECT event_id FROM audit_leaf WHERE seq = 7)'], /^Entry 7: its event \d+ was deleted/],
    [
      'an event was edited',
      [`UPDATE audit_event SET detail = '{"n": 999}' WHERE id = (SELECT event_id FROM audit_leaf WHERE seq = 7)`],
      /^Entry 7: event \d+ is not what was logged \(detail\)/,
    ],
    [
      'two entries changed places',
      ['UPDATE audit_leaf SET seq = 1000000 WHERE seq = 3', 'UPDATE audit_leaf SET seq = 3 WHERE seq = 4', 'UPDATE audit_leaf SET seq = 4 WHERE seq = 1000000'],
      /^The first 300 entries are not those of the checkpoint/,
    ],
    [
      'the end was cut off, before the checkpoint',
      ['DELETE FROM audit_leaf WHERE seq >= 290', 'DELETE FROM audit_event WHERE id NOT IN (SELECT event_id FROM audit_leaf)', 'DELETE FROM audit_checkpoint'],
      /^The checkpoint has 300 entries, the log has 290: entries were cut off/,
    ],
    [
      'the end was cut off, after the checkpoint and before the hand-over',
      ['DELETE FROM audit_leaf WHERE seq >= 302', 'DELETE FROM audit_event WHERE id NOT IN (SELECT event_id FROM audit_leaf)', 'DELETE FROM audit_checkpoint'],
      /^The key was replaced at \d+ entries; there are 302 now/,
    ],
    [
      'what lies between the checkpoint and the hand-over changed places',
      [
        'UPDATE audit_leaf SET seq = 1000000 WHERE seq = 302',
        'UPDATE audit_leaf SET seq = 302 WHERE seq = 303',
        'UPDATE audit_leaf SET seq = 303 WHERE seq = 1000000',
      ],
      /^The first \d+ entries are not those of the hand-over to the key [0-9a-f]{8}/,
    ],
    ['the hand-over was removed', ['DELETE FROM audit_key_handover'], /^The keys in this database do not follow one another: 2 of 2 are at work/],
    ['its size was changed', ['UPDATE audit_key_handover SET size = size - 1'], /^The hand-over of the key [0-9a-f]{8} is not what it and the next key signed/],
    [
      'the first key was replaced by another',
      [`UPDATE audit_key SET public_key = sha256('x') WHERE ended_at IS NOT NULL`],
      /^The key beside the checkpoint is none of the keys in this database/,
    ],
  ];

  // one database for all: each change is taken back
  test('any of nine things was done, each by its own name', async () => {
    await rotate();
    await grow(20);
    await running.checkpoint();
    const undo = new Error('taken back');
    const missed: string[] = [];
    for (const [name, statements, said] of CHANGES) {
      const lines = await asOwner(statements, undo);
      if (lines.filter((line) => said.test(line)).length !== 1) missed.push(`${name}: ${lines.join('; ')}`);
    }
    expect(missed).toEqual([]);
    expect(await problems()).toEqual([]);
  });
});
