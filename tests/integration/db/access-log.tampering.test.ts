import { randomBytes } from 'node:crypto';
import sql, { raw } from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyLog, type LogReport } from '../../../cli/audit/verify-log.ts';
import { createAccessLog, type AccessLog } from '../../../db/access-log/access-log.ts';
import type { LogCheckpoint } from '../../../db/access-log/log-checkpoint.ts';
import { sequenceEvents } from '../../../db/access-log/log-sequencer.ts';
import type { Database, Queryable } from '../../../db/database.ts';
import type { Statement } from '../../../db/prepared-statement.ts';
import { tidyPending } from '../../../db/repositories/audit-leaf-repository.ts';
import { appendAudit } from '../../../db/repositories/audit-repository.ts';
import { isAppError } from '../../../domain/app-error.ts';
import { leafHash } from '../../../domain/merkle/tree-hash.ts';
import { readKeptCheckpoint, type KeptCheckpoint } from '../../../domain/access-log/kept-checkpoint.ts';
import { systemClock } from '../../../platform/clock.ts';
import { newId } from '../../../platform/new-id.ts';
import { createSecretBox } from '../../../platform/secret-box.ts';
import { insertTestCamera, insertTown } from '../../support/workers/camera-fixture.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';

const EVENTS = 300;
const actor = { userId: newId(), username: 'officer', role: 'officer' };
const secretBox = createSecretBox([randomBytes(32)]);
let database: MigratedTestDatabase;
let db: Database;
let log: AccessLog;
let checkpoint: LogCheckpoint;
let kept: KeptCheckpoint;
let cameraId: string;

const keep = ({ note, publicKey }: LogCheckpoint, withKey = true): KeptCheckpoint =>
  readKeptCheckpoint(withKey ? JSON.stringify({ note, publicKey: Buffer.from(publicKey).toString('base64') }) : note)!;

/** What the database's owner does first. */
const TRIGGERS_OFF = ['audit_event', 'audit_leaf', 'audit_index', 'audit_tile', 'audit_checkpoint', 'audit_key'].map(
  (table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`,
);

/** Does something as the owner, verifies, and takes it back. */
async function after(change: (tx: Queryable) => Promise<unknown>, holder: KeptCheckpoint = kept): Promise<LogReport> {
  const undo = new Error('taken back');
  let report: LogReport | undefined;
  await db
    .transaction(async (tx) => {
      for (const statement of TRIGGERS_OFF) await tx.run(raw(statement));
      await change(tx);
      report = await verifyLog(tx, holder);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return report!;
}

const run =
  (...statements: readonly string[]) =>
  async (tx: Queryable): Promise<void> => {
    for (const statement of statements) await tx.run(raw(statement));
  };

/** Makes leaves from `from` on fit again, as somebody would who knows how the log works: hashes, and the tile above them. */
async function rehash(tx: Queryable, from: number): Promise<void> {
  const rows = await tx.rows<{ seq: number; input: Buffer }>(sql`SELECT seq, leaf_input AS input FROM audit_leaf WHERE seq >= ${from} ORDER BY seq`);
  for (const { seq, input } of rows) await tx.run(sql`UPDATE audit_leaf SET leaf_hash = ${Buffer.from(leafHash(input))} WHERE seq = ${seq}`);
}

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.database;
  const town = await insertTown(db);
  cameraId = await insertTestCamera(db, town, { registered: true });
  const cameraIds = [cameraId, await insertTestCamera(db, town), await insertTestCamera(db, await insertTown(db))];
  log = createAccessLog({ db, secretBox, clock: systemClock, publicUrl: 'https://camera.example.vn' });
  for (let n = 0; n < EVENTS; n += 1) {
    await appendAudit(db, {
      actor,
      action: 'footage.index',
      cameraIds: n === 0 ? cameraIds : n % 3 === 0 ? [cameraId] : [],
      ...(n % 5 === 0 ? { incidentId: newId() } : {}),
      detail: { n },
    });
  }
  checkpoint = await log.checkpoint();
  kept = keep(checkpoint);
  for (let n = 0; n < 20; n += 1) await appendAudit(db, { action: 'alarm.raise', outcome: 'refused', detail: { n } });
  await log.sequence();
});
afterAll(() => database.drop());

describe('a log that only grew', () => {
  test('verifies against an old checkpoint and the newest', async () => {
    const report = await verifyLog(db, kept);
    expect(report.problems.lines).toEqual([]);
    expect(report).toMatchObject({ size: EVENTS + 20, waiting: 0, erased: 0, isKeyPinned: true });
    expect(checkpoint.origin).toMatch(/^camera\.example\.vn\/log\//);
    expect((await verifyLog(db, keep(await log.checkpoint()))).problems.count).toBe(0);
  });

  test('verifies while its queue is tidied', async () => {
    await tidyPending(db);
    expect((await verifyLog(db, kept)).problems.count).toBe(0);
  });

  test('verifies by the note alone, and says that the key is the database’s own', async () => {
    const report = await verifyLog(db, keep(checkpoint, false));
    expect([report.problems.count, report.isKeyPinned]).toEqual([0, false]);
  });

  test('verifies after a person was erased, and while events wait', async () => {
    const report = await after(async (tx) => {
      await tx.run(raw('ALTER TABLE audit_event ENABLE TRIGGER USER'));
      await tx.rows(sql`SELECT audit_erase_person(${actor.userId})`);
    });
    expect([report.problems.lines, report.erased, report.waiting]).toEqual([[], 2 * EVENTS, 1]);
  });
});

/** Does something just before the first statement whose text `at` finds. */
function before(tx: Queryable, at: RegExp, work: () => Promise<unknown>): Queryable {
  let isDone = false;
  const first = async (text: string): Promise<void> => {
    if (isDone || !at.test(text)) return;
    isDone = true;
    await work();
  };
  return {
    ...tx,
    rows: async <Row>(statement: Statement) => first(statement.text).then(async () => tx.rows<Row>(statement)),
    row: async <Row>(statement: Statement) => first(statement.text).then(async () => tx.row<Row>(statement)),
  };
}

/** The transaction as a database of its own. */
const inside = (tx: Queryable): Database => ({ ...db, rows: tx.rows, row: tx.row, maybeRow: tx.maybeRow, run: tx.run, transaction: (work) => work(tx) });

describe('a verification beside a running service', () => {
  const verifyWhile = async (at: RegExp, work: (tx: Queryable) => Promise<unknown>): Promise<LogReport> => {
    let report: LogReport | undefined;
    await after(async (tx) => {
      await tx.run(raw('ALTER TABLE audit_event ENABLE TRIGGER USER'));
      report = await verifyLog(
        before(tx, at, () => work(tx)),
        kept,
      );
    });
    return report!;
  };

  test('says nothing of entries that came after the last one that it read', async () => {
    const report = await verifyWhile(/FROM audit_pending p/, async (tx) => {
      await tx.run(
        sql`INSERT INTO audit_event (actor_id, action, detail) SELECT ${actor.userId}, 'camera.look', jsonb_build_object('n', n) FROM generate_series(1, 400) n`,
      );
      await sequenceEvents(inside(tx), { withinMs: 60_000 });
    });
    expect([report.problems.lines, report.size]).toEqual([[], EVENTS + 20]);
  });

  test('says nothing of a person who is erased between two statements', async () => {
    const report = await verifyWhile(/FROM audit_index/, (tx) => tx.rows(sql`SELECT audit_erase_person(${actor.userId})`));
    expect(report.problems.lines).toEqual([]);
  });
});

const ONE_OF_TWO = `seq = 0 AND kind = 'camera' AND key = (SELECT max(y.key::text)::uuid FROM audit_index y JOIN audit_index z ON z.seq = 3 AND z.kind = 'camera' AND z.owner_id = y.owner_id WHERE y.seq = 0 AND y.kind = 'camera')`;

const CHANGES: readonly (readonly [string, (tx: Queryable) => Promise<unknown>, RegExp])[] = [
  ['an event was deleted', run('DELETE FROM audit_event WHERE id = (SELECT event_id FROM audit_leaf WHERE seq = 7)'), /^Entry 7: its event \d+ was deleted/],
  [
    'an event was deleted with its entry',
    run('DELETE FROM audit_leaf WHERE seq = 7', `DELETE FROM audit_event WHERE detail @> '{"n": 7}' AND action = 'footage.index'`),
    /^Entries 7 to 7 are missing/,
  ],
  [
    'an event and its entry went, and the rest moved up',
    run(
      'DELETE FROM audit_leaf WHERE seq = 7',
      `DELETE FROM audit_event WHERE detail @> '{"n": 7}' AND action = 'footage.index'`,
      'UPDATE audit_leaf SET seq = seq + 1000000 WHERE seq > 7',
      'UPDATE audit_leaf SET seq = seq - 1000001 WHERE seq > 1000000',
      'DELETE FROM audit_index WHERE seq = 7',
      'UPDATE audit_index SET seq = seq + 1000000 WHERE seq > 7',
      'UPDATE audit_index SET seq = seq - 1000001 WHERE seq > 1000000',
    ),
    /first 300 entries are not those of the checkpoint/,
  ],
  [
    'a time was changed',
    run(`UPDATE audit_event SET at = at - interval '1 hour' WHERE id = (SELECT event_id FROM audit_leaf WHERE seq = 3)`),
    /^Entry 3: event \d+ is not what was logged \(at\)/,
  ],
  [
    'a name was changed',
    run(`UPDATE audit_event SET actor_username = 'somebody' WHERE id = (SELECT event_id FROM audit_leaf WHERE seq = 3)`),
    /^Entry 3: .* \(actorUsername\)/,
  ],
  [
    'a name was left out and its salt kept',
    run('UPDATE audit_event SET actor_username = NULL WHERE id = (SELECT event_id FROM audit_leaf WHERE seq = 3)'),
    /^Entry 3: .* \(actorUsername\)/,
  ],
  [
    'a name was removed with its salt, as if it had been erased',
    run(
      'UPDATE audit_event SET actor_id = NULL, actor_username = NULL WHERE id = (SELECT event_id FROM audit_leaf WHERE seq = 3)',
      'UPDATE audit_leaf SET actor_id_salt = NULL, actor_username_salt = NULL WHERE seq = 3',
      `DELETE FROM audit_index WHERE seq = 3 AND kind = 'actor'`,
    ),
    /^1 entries have lost clear text, but the log tells of 0 only/,
  ],
  [
    'a refusal became a permission',
    run(`UPDATE audit_event SET outcome = 'refused' WHERE id = (SELECT event_id FROM audit_leaf WHERE seq = 3)`),
    /^Entry 3: .* \(outcome\)/,
  ],
  [
    'cameras were taken out',
    run(`UPDATE audit_event SET camera_ids = '{}' WHERE id = (SELECT event_id FROM audit_leaf WHERE seq = 3)`),
    /^Entry 3: .* \(cameras\)/,
  ],
  [
    'an incident was taken out',
    run('UPDATE audit_event SET incident_id = NULL WHERE id = (SELECT event_id FROM audit_leaf WHERE seq = 5)'),
    /^Entry 5: .* \(incident\)/,
  ],
  [
    'a detail was changed',
    run(`UPDATE audit_event SET detail = '{"n": 9999}' WHERE id = (SELECT event_id FROM audit_leaf WHERE seq = 3)`),
    /^Entry 3: .* \(detail\)/,
  ],
  [
    'two entries changed places',
    run(
      'UPDATE audit_leaf SET seq = 1000000 WHERE seq = 3',
      'UPDATE audit_leaf SET seq = 3 WHERE seq = 4',
      'UPDATE audit_leaf SET seq = 4 WHERE seq = 1000000',
      'UPDATE audit_index SET seq = seq + 1000000 WHERE seq IN (3, 4)',
      'UPDATE audit_index SET seq = 1000007 - seq WHERE seq > 1000000',
    ),
    /first 300 entries are not those of the checkpoint/,
  ],
  [
    'the end was cut off',
    run(
      'DELETE FROM audit_index WHERE seq >= 290',
      'DELETE FROM audit_leaf WHERE seq >= 290',
      'DELETE FROM audit_event WHERE id NOT IN (SELECT event_id FROM audit_leaf)',
    ),
    /The checkpoint has 300 entries, the log has 290: entries were cut off/,
  ],
  [
    'all of it was cut off',
    run('DELETE FROM audit_checkpoint', 'DELETE FROM audit_tile', 'DELETE FROM audit_index', 'DELETE FROM audit_leaf', 'DELETE FROM audit_event'),
    /The checkpoint has 300 entries, the log has 0/,
  ],
  ['an event was put in beside the log', run(`INSERT INTO audit_event (action) VALUES ('camera.look')`), /^Event \d+ has no entry in the log/],
  ['a waiting event was deleted', run('INSERT INTO audit_pending VALUES (123456)'), /^Event 123456 waited for its entry and was deleted/],
  [
    "an entry's input was changed",
    run(`UPDATE audit_leaf SET leaf_input = convert_to(replace(convert_from(leaf_input, 'utf8'), '"allowed"', '"refused"'), 'utf8') WHERE seq = 3`),
    /^Entry 3: the stored hash is not that of its input/,
  ],
  [
    'a stored hash was changed',
    run('UPDATE audit_leaf SET leaf_hash = (SELECT leaf_hash FROM audit_leaf WHERE seq = 9) WHERE seq = 8'),
    /^Entry 8: the stored hash is not that of its input/,
  ],
  ['a tile was changed', run('UPDATE audit_tile SET root = substring(hashes for 32)'), /^Tile 0\/0: it is not that of the entries/],
  ['a tile was removed', run('DELETE FROM audit_tile'), /^Tile 0\/0: it is missing/],
  ['a tile was put in', run('INSERT INTO audit_tile SELECT level, 1, hashes, root FROM audit_tile'), /^1 tiles are of no entries/],
  [
    "a look was hidden from a board's list",
    run(`DELETE FROM audit_index WHERE seq = 3 AND kind = 'owner'`),
    /^Entry 3: it is hidden from the list of the owner/,
  ],
  [
    'a look was put into another list',
    run(`INSERT INTO audit_index SELECT kind, gen_random_uuid(), at_ms, seq FROM audit_index WHERE seq = 3 AND kind = 'actor'`),
    /^Entry 3: it stands in the list of the actor/,
  ],
  [
    "a look was hidden from a board's list of one camera",
    run(`UPDATE audit_index SET owner_id = NULL WHERE seq = 3 AND kind = 'camera'`),
    /^Entry 3: it is hidden from the lists of the cameras of the owner/,
  ],
  [
    'a look at two cameras of a board was hidden from the list of one',
    run(`UPDATE audit_index SET owner_id = NULL WHERE ${ONE_OF_TWO}`),
    /^Entry 0: it is hidden from the list of the camera \S+ of the owner/,
  ],
  [
    'a camera was listed for another board that the look touched as well',
    run(
      `UPDATE audit_index x SET owner_id = (SELECT o.owner_id FROM audit_index o WHERE o.seq = 0 AND o.kind = 'camera' AND o.owner_id <> x.owner_id LIMIT 1) WHERE ${ONE_OF_TWO}`,
    ),
    /^Entry 0: it is hidden from the list of the camera \S+ of the owner/,
  ],
  [
    'a camera was listed for another board',
    run(`UPDATE audit_index SET owner_id = gen_random_uuid() WHERE seq = 3 AND kind = 'camera'`),
    /^Entry 3: camera \S+ is listed for another owner than the leaf's/,
  ],
  ['a look was put under another time', run('UPDATE audit_leaf SET at_ms = 0 WHERE seq = 4'), /^Entry 4: it is listed under another time/],
  [
    'the service’s own checkpoint was changed',
    run(`UPDATE audit_checkpoint SET root_hash = sha256('x')`),
    /The service's checkpoint of size 300: it is not signed/,
  ],
  ['the key was replaced', run(`UPDATE audit_key SET public_key = sha256('x')`), /the key was replaced/],
];

describe('whoever holds an older checkpoint finds that', () => {
  test.each(CHANGES)('%s', async (_, change, said) => {
    const { problems } = await after(change);
    expect(problems.lines.filter((line) => said.test(line))).toHaveLength(1);
  });

  test('an event and its entry were rewritten together, with everything computed anew', async () => {
    const { problems } = await after(async (tx) => {
      await run(
        `UPDATE audit_event SET outcome = 'refused' WHERE id = (SELECT event_id FROM audit_leaf WHERE seq = 260)`,
        `UPDATE audit_leaf SET leaf_input = convert_to(replace(convert_from(leaf_input, 'utf8'), '"allowed"', '"refused"'), 'utf8') WHERE seq = 260`,
        'DELETE FROM audit_checkpoint',
      )(tx);
      await rehash(tx, 260);
    });
    expect(problems.lines).toEqual(['The first 300 entries are not those of the checkpoint: something among them was changed, moved or left out.']);
  });

  test('the server itself rewrote everything after the checkpoint before and signed it anew', async () => {
    // kept yesterday: with 300 entries; the server leaves 200 and makes others, with its own key and all rules kept
    const report = await after(async (tx) => {
      await run(
        'DELETE FROM audit_checkpoint',
        'DELETE FROM audit_tile',
        'DELETE FROM audit_index WHERE seq >= 200',
        'DELETE FROM audit_leaf WHERE seq >= 200',
        'DELETE FROM audit_event WHERE id NOT IN (SELECT event_id FROM audit_leaf)',
      )(tx);
      await tx.run(raw('ALTER TABLE audit_event ENABLE TRIGGER USER'));
      await tx.run(sql`INSERT INTO audit_event (action, detail) SELECT 'camera.look', jsonb_build_object('n', n) FROM generate_series(1, 150) n`);
      await createAccessLog({ db: inside(tx), secretBox, clock: systemClock, publicUrl: undefined }).sequence();
    });
    expect(report.size).toBe(350);
    expect(report.problems.lines).toContain('The first 300 entries are not those of the checkpoint: something among them was changed, moved or left out.');
  });

  test('the checkpoint is of another log, or signed by nobody', async () => {
    const other = { ...checkpoint, note: checkpoint.note.replaceAll(checkpoint.origin, 'other.example/log') };
    expect((await verifyLog(db, keep(other))).problems.lines.join()).toMatch(/which is not the one in this database.*not signed by this log/);
    const larger = { ...checkpoint, note: checkpoint.note.replace('\n300\n', '\n301\n') };
    expect((await verifyLog(db, keep(larger))).problems.lines).toContain('The checkpoint is not signed by this log.');
  });
});

test('the service signs nothing that contradicts what it signed', async () => {
  const undo = new Error('taken back');
  await expect(
    db.transaction(async (tx) => {
      for (const statement of TRIGGERS_OFF) await tx.run(raw(statement));
      await tx.run(raw('UPDATE audit_leaf SET leaf_hash = (SELECT leaf_hash FROM audit_leaf WHERE seq = 9) WHERE seq = 299'));
      await createAccessLog({ db: inside(tx), secretBox, clock: systemClock, publicUrl: undefined }).checkpoint();
      throw undo;
    }),
  ).rejects.toSatisfy((error) => isAppError(error, 'audit_log_damaged'));
});

test('the key is sealed with the service’s, and another service’s key does not open it', async () => {
  const { sealed, publicKey } = await db.row<{ sealed: Buffer; publicKey: Buffer }>(
    sql`SELECT sealed_private_key AS sealed, public_key AS "publicKey" FROM audit_key`,
  );
  expect(publicKey.equals(checkpoint.publicKey)).toBe(true);
  expect(sealed.length).toBeGreaterThan(32);
  const stranger = createAccessLog({ db, secretBox: createSecretBox([randomBytes(32)]), clock: systemClock, publicUrl: undefined });
  await expect(stranger.checkpoint()).rejects.toSatisfy((error) => isAppError(error, 'audit_key_unreadable'));
});
