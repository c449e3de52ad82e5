import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import sql, { raw } from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appendAudit } from '../../../db/repositories/audit-repository.ts';
import { rotateLogKey } from '../../../db/access-log/rotate-log-key.ts';
import { noteKeyText, writeSignedNote } from '../../../domain/access-log/signed-note.ts';
import { bytesOf, createLogReader, leafHashOf, type ReadCheckpoint, type ReadEvent } from '../../support/audit/log-reader.ts';
import { verifyStandalone, type StandaloneCase, type StandaloneEntry } from '../../support/standalone/log-verifier.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
let log: ReturnType<typeof createLogReader>;
let yesterday: ReadCheckpoint;
let good: StandaloneCase;

async function entryOf({ seq, leafInput, leafHash, actor, detail, salts }: ReadEvent, size: number): Promise<StandaloneEntry> {
  const { path } = await log.inclusion(seq, size);
  return { seq, leafInput, leafHash, path, clear: { actorId: actor.id, actorUsername: actor.username, detail }, salts };
}

/** What an outsider gets to hear of today's log. */
async function today(): Promise<StandaloneCase> {
  const newer = await log.checkpoint();
  const events = (await log.all()).filter(({ seq }) => seq < newer.size);
  const { path } = await log.consistency(Math.min(yesterday.size, newer.size), newer.size);
  const entries = await Promise.all(events.slice(0, 12).map((event) => entryOf(event, newer.size)));
  const handoverGrowth = await Promise.all(
    newer.handovers.map(async (note) => (await log.consistency(Math.min(Number(note.split('\n')[1]), newer.size), newer.size)).path),
  );
  const key = { name: yesterday.origin, publicKey: yesterday.publicKey };
  return { key, handovers: newer.handovers, handoverGrowth, older: yesterday.note, newer: newer.note, consistency: path, entries };
}

function flip(base64: string): string {
  const bytes = bytesOf(base64);
  bytes[bytes.length - 1]! ^= 1;
  return bytes.toString('base64');
}

beforeAll(async () => {
  t = await startTestApp();
  log = createLogReader(t);
  for (let n = 0; n < 40; n += 1) await t.as('officer', 'GET', '/cameras/00000000-0000-4000-8000-000000000000');
  for (let n = 0; n < 20; n += 1) await appendAudit(t.db, { action: 'camera.look', detail: { n, note: 'ngõ "ba"', list: [1, { b: 2, a: 1 }] } });
  yesterday = await log.checkpoint();
  for (let n = 0; n < 20; n += 1) await appendAudit(t.db, { action: 'camera.look', outcome: 'refused', detail: { n } });
  await t.as('auditor', 'GET', '/audit/events');
  good = await today();
});
afterAll(() => t.close());

test('a verifier that shares no code with the product accepts the log', async () => {
  expect(good.entries.length).toBeGreaterThan(10);
  expect(await verifyStandalone([good])).toEqual([[]]);
});

describe('a key that was replaced', () => {
  let first: StandaloneCase['key'];
  let once: StandaloneCase;
  let twice: StandaloneCase;
  const other = (): { publicKey: Buffer; privateKey: KeyObject } => {
    const { privateKey } = generateKeyPairSync('ed25519');
    return { privateKey, publicKey: Buffer.from(privateKey.export({ format: 'jwk' }).x!, 'base64url') };
  };
  beforeAll(async () => {
    first = good.key;
    for (const keep of [(facts: StandaloneCase) => (once = facts), (facts: StandaloneCase) => (twice = facts)]) {
      await rotateLogKey(t.db, t.secretBox, { isLost: false });
      for (let n = 0; n < 3; n += 1) await appendAudit(t.db, { action: 'camera.look', detail: { n } });
      keep(await today());
    }
  });

  test('is followed from the one that was pinned, over each that came between', async () => {
    expect([once.handovers.length, twice.handovers.length, twice.key]).toEqual([1, 2, first]);
    expect(await verifyStandalone([once, twice])).toEqual([[], []]);
  });

  test('is not followed by seven forgeries, each for its own reason', async () => {
    const signedOnlyByNew = (note: string): string => note.split('\n').toSpliced(6, 1).join('\n');
    const signedOnlyByOld = (note: string): string => note.split('\n').toSpliced(7, 1).join('\n');
    const mine = other();
    const myWord = noteKeyText({ name: first.name, publicKey: mine.publicKey });
    // with a key of the forger's in place of the next one
    const forgedText = once.handovers[0]!.split('\n').slice(0, 5).with(4, `key-begins: ${myWord}`).join('\n').concat('\n');
    const forged = writeSignedNote(forgedText, { name: first.name, publicKey: mine.publicKey }, sign(null, Buffer.from(forgedText), mine.privateKey));
    const forgeries: readonly (readonly [StandaloneCase, RegExp])[] = [
      [{ ...once, handovers: once.handovers.map(signedOnlyByNew) }, /^keys: not signed by the pinned key/],
      [{ ...once, handovers: once.handovers.map(signedOnlyByOld) }, /^keys: not signed by the pinned key/],
      [{ ...once, handovers: [forged] }, /^keys: not signed by the pinned key/],
      // the first hand-over once more, after the second
      [{ ...twice, handovers: [...twice.handovers, once.handovers[0]!], handoverGrowth: [...twice.handoverGrowth, []] }, /^keys: not signed by the pinned key/],
      // a server that goes back to the key before
      [{ ...twice, newer: once.newer, consistency: [], entries: [] }, /^newer checkpoint: its key had ended/],
      // yesterday's key signs today
      [{ ...once, newer: good.newer, consistency: [], entries: [] }, /^newer checkpoint: its key had ended/],
      // a tree that does not begin with that of the hand-over
      [{ ...once, handoverGrowth: [once.handoverGrowth[0]!.map(flip)] }, /^hand-over: the log of today does not begin with/],
    ];
    const found = await verifyStandalone(forgeries.map(([facts]) => facts));
    const missed = forgeries.flatMap(([, said], index) => (found[index]!.some((line) => said.test(line)) ? [] : [`${index}: ${found[index]!.join('; ')}`]));
    expect([missed, forgeries.length]).toEqual([[], 7]);
  });
});

describe('it rejects', () => {
  const first = (change: (entry: StandaloneEntry) => Partial<StandaloneEntry>) => (facts: StandaloneCase) => ({
    ...facts,
    entries: facts.entries.map((entry, index) => (index === 0 ? { ...entry, ...change(entry) } : entry)),
  });
  const resigned = (note: string): string => {
    const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
    const { privateKey } = generateKeyPairSync('ed25519');
    const publicKey = Buffer.from(privateKey.export({ format: 'jwk' }).x!, 'base64url');
    return writeSignedNote(text, { name: text.split('\n')[0]!, publicKey }, sign(null, Buffer.from(text), privateKey));
  };
  const forgeries: readonly (readonly [string, (facts: StandaloneCase) => StandaloneCase, RegExp])[] = [
    ['one byte of an input flipped', first(({ leafInput }) => ({ leafInput: flip(leafInput) })), /hash is not that of the input/],
    ['another action in an input, hashed anew', first(({ leafInput }) => forgedInput(leafInput)), /entry is not in the log/],
    ['another detail in clear', first(({ clear }) => ({ clear: { ...clear, detail: { n: 999 } } })), /not what was committed to/],
    ['another salt', first(({ salts }) => ({ salts: { ...salts, detail: flip(salts.detail!) } })), /not what was committed to/],
    ['another place', first(({ seq }) => ({ seq: seq - 1 })), /entry is not in the log|path is too/],
    ['a place past the end', first(() => ({ seq: 1_000_000 })), /no such place/],
    ['a path with one byte flipped', first(({ path }) => ({ path: path.with(0, flip(path[0]!)) })), /entry is not in the log/],
    ['a path without its end', first(({ path }) => ({ path: path.slice(0, -1) })), /entry is not in the log|path is too/],
    ['a path with something more', first(({ path }) => ({ path: [...path, path[0]!] })), /entry is not in the log|path is too/],
    ['growth with one byte flipped', (facts) => ({ ...facts, consistency: facts.consistency.with(0, flip(facts.consistency[0]!)) }), /does not begin with/],
    ['growth with nothing shown', (facts) => ({ ...facts, consistency: [] }), /growth: the path/],
    [
      'a size edited in a checkpoint',
      (facts) => ({ ...facts, newer: facts.newer.replace(/\n(\d+)\n/, (_, size: string) => `\n${Number(size) + 1}\n`) }),
      /newer checkpoint: wrong signature/,
    ],
    [
      'a root edited in a checkpoint',
      (facts) => ({ ...facts, newer: facts.newer.split('\n').with(2, Buffer.alloc(32).toString('base64')).join('\n') }),
      /newer checkpoint: wrong signature/,
    ],
    ['a checkpoint signed with another key', (facts) => ({ ...facts, newer: resigned(facts.newer) }), /not signed by the pinned key/],
    [
      'a checkpoint of another log',
      (facts) => ({ ...facts, newer: facts.newer.replaceAll(facts.key.name, 'other.example/log') }),
      /not signed by the pinned key/,
    ],
    [
      'a log that is shorter than yesterday',
      (facts) => ({ ...facts, older: facts.newer, newer: facts.older, entries: [], consistency: [] }),
      /shorter than it was/,
    ],
  ];

  test('sixteen forgeries, each for its own reason', async () => {
    const found = await verifyStandalone(forgeries.map(([, forge]) => forge(good)));
    const missed = forgeries.filter(([, , said], index) => found[index]!.filter((line) => said.test(line)).length !== 1);
    expect([missed.map(([name]) => name), forgeries.length]).toEqual([[], 16]);
  });

  test('a server that rewrote everything after yesterday’s checkpoint and signed it with its own true key', async () => {
    const tables = ['audit_event', 'audit_leaf', 'audit_index', 'audit_tile', 'audit_checkpoint'];
    await t.db.transaction(async (tx) => {
      for (const table of tables) await tx.run(raw(`ALTER TABLE ${table} DISABLE TRIGGER USER`));
      const from = yesterday.size - 5;
      for (const statement of [
        'DELETE FROM audit_checkpoint',
        `DELETE FROM audit_index WHERE seq >= ${from}`,
        `DELETE FROM audit_leaf WHERE seq >= ${from}`,
        'DELETE FROM audit_event WHERE id NOT IN (SELECT event_id FROM audit_leaf)',
      ])
        await tx.run(raw(statement));
      for (const table of tables) await tx.run(raw(`ALTER TABLE ${table} ENABLE TRIGGER USER`));
      await tx.run(sql`INSERT INTO audit_event (action, detail) SELECT 'camera.look', jsonb_build_object('n', n) FROM generate_series(1, 30) n`);
    });
    const rewritten = await today();
    const [found = []] = await verifyStandalone([rewritten]);
    expect(found).toContain('growth: the log of today does not begin with the one that was kept');
    // nor with either tree at which the key was replaced
    expect(found.filter((line) => line.startsWith('hand-over: '))).toHaveLength(2);
    expect(found).toHaveLength(3);
  });
});

function forgedInput(leafInput: string): Pick<StandaloneEntry, 'leafInput' | 'leafHash'> {
  const forged = Buffer.from(
    bytesOf(leafInput)
      .toString('utf8')
      .replace(/"action":"[^"]+"/, '"action":"a.b"'),
  );
  return { leafInput: forged.toString('base64'), leafHash: leafHashOf(forged.toString('base64')) };
}
