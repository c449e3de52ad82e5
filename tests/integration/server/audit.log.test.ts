import sql, { raw } from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appendAudit } from '../../../db/repositories/audit-repository.ts';
import { sequenceEvents } from '../../../db/access-log/log-sequencer.ts';
import { findEvents } from '../../../db/repositories/audit-event-repository.ts';
import { parseCheckpoint } from '../../../domain/access-log/checkpoint.ts';
import { isSignedBy, parseNoteKey } from '../../../domain/access-log/signed-note.ts';
import { verifyConsistency } from '../../../domain/merkle/consistency-proof.ts';
import { verifyInclusion } from '../../../domain/merkle/inclusion-proof.ts';
import { createTreeGrowth } from '../../../domain/merkle/tree-growth.ts';
import { newId } from '../../../platform/new-id.ts';
import { bytesOf, createLogReader, isSignedByOpenSsl, type ReadCheckpoint } from '../../support/audit/log-reader.ts';
import { createProofReader, headOf, opens } from '../../support/audit/proof-reader.ts';
import type { AuditEvent } from '../../../web/api/api-types.ts';
import { checkEntry } from '../../../web/audit/check-entry.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

let t: TestApp;
let log: ReturnType<typeof createLogReader>;
let isIncluded: ReturnType<typeof createProofReader>['isIncluded'];
let isGrowth: ReturnType<typeof createProofReader>['isGrowth'];
let north: string;
let south: string;
let incidentId: string;

const count = async (table: string): Promise<number> => (await t.db.row<{ n: number }>(raw(`SELECT count(*) AS n FROM ${table}`))).n;

beforeAll(async () => {
  t = await startTestApp();
  log = createLogReader(t);
  ({ isIncluded, isGrowth } = createProofReader(log));
  const body = cameraBody(t.world, { unitId: t.world.south, name: 'Mắt phía nam' });
  // it hung there before the incident
  const since = { ...(body['placement'] as object), validFrom: '2026-11-01T00:00:00Z' };
  north = (await t.as('board', 'POST', '/cameras', cameraBody(t.world, { placement: since }))).json().id;
  south = (
    await t.as('board2', 'POST', '/cameras', {
      ...body,
      placement: { ...(body['placement'] as object), position: { type: 'Point', coordinates: [108.235, 11.785] } },
    })
  ).json().id;
  const incident = {
    category: 'brawl',
    occurredFrom: '2026-11-20T01:00:00Z',
    occurredTo: '2026-11-20T01:05:00Z',
    location: { type: 'Point', coordinates: [108.235, 11.795] },
  };
  incidentId = (await t.as('officer', 'POST', '/incidents', incident)).json().id;
  const hold = { cameraId: north, from: incident.occurredFrom, to: incident.occurredTo, reason: 'Giữ cho vụ việc' };
  await t.as('officer', 'POST', `/incidents/${incidentId}/holds`, hold);
  await t.as('officer', 'GET', `/cameras/${north}/footage`);
  await t.as('otherofficer', 'GET', `/cameras/${north}/footage`);
});
afterAll(() => t.close());

describe('a checkpoint', () => {
  test('is signed, covers all that was acknowledged before, and proves every event', async () => {
    const checkpoint = await log.checkpoint();
    expect(isSignedByOpenSsl(checkpoint)).toBe(true);
    const parsed = parseCheckpoint(checkpoint.note)!;
    expect(isSignedBy(parsed.note, parseNoteKey(checkpoint.key)!)).toBe(true);
    expect([parsed.origin, parsed.size]).toEqual([checkpoint.origin, checkpoint.size]);
    expect(checkpoint.key.split('+').slice(0, 2)).toEqual([checkpoint.origin, checkpoint.keyId]);
    expect(checkpoint.size).toBe(await count('audit_event'));
    for (const event of await log.all()) expect(await isIncluded(event, await log.checkpoint())).toBe(true);
  });

  test('is the same while nothing happens, and grows with each thing that does', async () => {
    const first = await log.checkpoint();
    expect(await log.checkpoint('board')).toEqual(first);
    await t.as('officer', 'GET', `/incidents/${incidentId}`);
    const second = await log.checkpoint();
    expect([second.size, second.origin, second.publicKey]).toEqual([first.size + 1, first.origin, first.publicKey]);
    expect(await isGrowth(first, second)).toBe(true);
  });

  test('is kept at most once a minute, however often somebody asks', async () => {
    const before = await count('audit_checkpoint');
    for (let times = 0; times < 3; times += 1) {
      await t.as('officer', 'GET', `/incidents/${incidentId}`);
      await log.checkpoint();
    }
    expect(await count('audit_checkpoint')).toBe(before);
    t.clock.advance(120_000);
    await log.checkpoint();
    expect(await count('audit_checkpoint')).toBe(before + 1);
  });

  test('never misses what was acknowledged, and only grows, whatever happens at once', async () => {
    const checkpoints: ReadCheckpoint[] = [];
    const look = async (): Promise<void> => {
      const answer = await t.as('officer', 'GET', `/incidents/${incidentId}`);
      expect(answer.statusCode).toBe(200);
      const acknowledged = await count(`audit_event WHERE action = 'incident.read'`);
      const checkpoint = await log.checkpoint();
      expect(
        await count(`audit_leaf l JOIN audit_event e ON e.id = l.event_id WHERE l.seq < ${checkpoint.size} AND e.action = 'incident.read'`),
      ).toBeGreaterThanOrEqual(acknowledged);
      checkpoints.push(checkpoint);
    };
    await Promise.all(Array.from({ length: 24 }, look));
    const ordered = checkpoints.toSorted((a, b) => a.size - b.size);
    for (const [index, newer] of ordered.entries()) if (index > 0) expect(await isGrowth(ordered[index - 1]!, newer)).toBe(true);
    const seqs = (await t.db.rows<{ seq: number }>(sql`SELECT seq FROM audit_leaf ORDER BY seq`)).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => index));
  });
});

describe('an event', () => {
  test('says who looked at what under which case, and opens its leaf', async () => {
    const [event] = (await log.all(`incidentId=${incidentId}`)).filter(({ action }) => action === 'hold.create');
    expect(event).toMatchObject({ actor: { username: 'officer', role: 'officer' }, outcome: 'allowed', incidentId });
    expect(event!.cameraIds).toEqual([north]);
    expect(event!.ownerIds).toHaveLength(1);
    expect(opens(event!)).toEqual({ differs: [], erased: [] });
    const input = bytesOf(event!.leafInput).toString('utf8');
    for (const secret of [event!.actor.id!, 'holdId', Object.values(event!.detail!)[0]]) expect(input).not.toContain(secret);
    expect(input).not.toContain('username":"officer');
  });

  test('tells a board and an auditor where whoever looked is today, refused or not', async () => {
    await appendAudit(t.db, { action: 'test.nobody', cameraIds: [north] });
    for (const reader of ['auditor', 'board'] as const) {
      const events = (await log.all(`cameraId=${north}`, reader)).filter(({ action }) => ['footage.index', 'test.nobody'].includes(action));
      const told = events.map(({ actor, outcome }) => [actor.username, outcome, actor.organisationName]);
      expect(new Set(told.map((one) => one.join(' | ')))).toEqual(
        new Set(['officer | allowed | Công an phường Một', 'otherofficer | refused | Công an phường Hai', ' | allowed | ']),
      );
      expect(events.map(opens)).toEqual(events.map(() => ({ differs: [], erased: [] })));
    }
  });

  test('names the case by its number to whoever reads it', async () => {
    const { referenceNumber } = (await t.as('officer', 'GET', `/incidents/${incidentId}`)).json();
    expect(referenceNumber).toMatch(/^VV-/);
    for (const reader of ['auditor', 'board'] as const) {
      const events = await log.all('', reader);
      expect(events.filter((event) => event.incidentId === incidentId).length).toBeGreaterThan(0);
      for (const event of events) expect(event.referenceNumber).toBe(event.incidentId === incidentId ? referenceNumber : null);
    }
    // a look for a case that was never there
    await appendAudit(t.db, { action: 'test.no_case', incidentId: newId() });
    expect((await log.all()).find(({ action }) => action === 'test.no_case')).toMatchObject({ referenceNumber: null });
  });

  test('is there when it was refused, and when nobody was signed in', async () => {
    await t.anonymous('POST', '/sessions', { username: 'officer', password: 'wrong' });
    const events = await log.all();
    expect(events.filter(({ outcome, actor }) => outcome === 'refused' && actor.username === 'otherofficer')).toMatchObject([
      { action: 'footage.index', cameraIds: [north] },
    ]);
    const failed = events.find(({ actor }) => actor.id === null && actor.role === null)!;
    expect(failed.outcome).toBe('refused');
    expect(opens(failed)).toEqual({ differs: [], erased: [] });
  });
});

describe('a damaged leaf', () => {
  const overwrite = async (seq: number, input: Buffer): Promise<void> =>
    t.db.transaction(async (tx) => {
      await tx.run(raw('ALTER TABLE audit_leaf DISABLE TRIGGER USER'));
      await tx.run(sql`UPDATE audit_leaf SET leaf_input = ${input} WHERE seq = ${seq}`);
      await tx.run(raw('ALTER TABLE audit_leaf ENABLE TRIGGER USER'));
    });

  test.each([['nothing'], ['null'], ['{"owners":"all"}']])('is shown beside the others, and named by the browser: %s', async (text) => {
    const before = (await log.page(`incidentId=${incidentId}`)).items;
    const { seq, leafInput } = before.find(({ action }) => action === 'hold.create')!;
    await overwrite(seq, Buffer.from(text));
    try {
      const { items } = await log.page(`incidentId=${incidentId}`);
      const shown = items.find((event) => event.seq === seq)!;
      expect(shown).toMatchObject({ action: 'hold.create', ownerIds: [], leafInput: Buffer.from(text).toString('base64') });
      expect(items.filter((event) => checkEntry(event as unknown as AuditEvent).differs.length > 0)).toEqual([shown]);
    } finally {
      await overwrite(seq, bytesOf(leafInput));
    }
  });
});

describe('who reads what', () => {
  test('a board sees every look at its cameras and nothing else, and may ask for all proofs', async () => {
    const own = await log.all('', 'board');
    expect(own.length).toBeGreaterThan(2);
    expect(own.every(({ cameraIds }) => cameraIds.includes(north))).toBe(true);
    expect(own.map(({ seq }) => seq)).toEqual(
      (await log.all(`cameraId=${north}`)).map(({ seq }) => seq).filter((seq) => own.some((event) => event.seq === seq)),
    );
    expect(await log.all(`cameraId=${south}`, 'board')).toEqual([]);
    expect(await log.all('', 'otherboard')).toEqual([]);
    expect((await log.all('', 'board2')).every(({ cameraIds }) => cameraIds.includes(south))).toBe(true);
    expect((await log.inclusion(0, 1, 'otherboard')).path).toEqual([]);
  });

  test('a camera of another board is not opened by an event that touches both', async () => {
    await appendAudit(t.db, { action: 'hold.read', cameraIds: [north, south] });
    expect((await log.page('limit=1', 'board')).items).toMatchObject([{ action: 'hold.read' }]);
    expect((await log.page('limit=1', 'board2')).items).toMatchObject([{ action: 'hold.read' }]);
    expect(await log.all(`cameraId=${south}`, 'board')).toEqual([]);
  });

  test('a camera that changed hands takes no looks of before with it', async () => {
    const { id: newOwner } = await t.db.row<{ id: string }>(sql`SELECT organisation_id AS id FROM app_user WHERE username = 'otherboard'`);
    const before = await log.all(`cameraId=${south}`, 'board2');
    await t.db.run(sql`UPDATE camera SET owner_id = ${newOwner} WHERE id = ${south}`);
    await appendAudit(t.db, { action: 'camera.look', cameraIds: [south] });
    expect((await log.all('', 'otherboard')).map(({ action }) => action)).toEqual(['camera.look']);
    expect((await log.all(`cameraId=${south}`, 'board2')).map(({ seq }) => seq)).toEqual(before.map(({ seq }) => seq));
  });

  test("an auditor's look is an event, a board's is not", async () => {
    await log.checkpoint();
    const before = await count('audit_event');
    await log.page('', 'board');
    expect(await count('audit_event')).toBe(before);
    await log.page(`cameraId=${north}`);
    expect(await t.db.row(sql`SELECT action, camera_ids AS cameras, actor_username AS actor FROM audit_event ORDER BY id DESC LIMIT 1`)).toEqual({
      action: 'audit.read',
      cameras: [north],
      actor: 'auditor',
    });
  });
});

describe('lists', () => {
  test('go on where they stopped, and filters meet', async () => {
    const all = await log.all('', 'board');
    const paged: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await log.page(`limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`, 'board');
      paged.push(...page.items.map(({ seq }) => seq));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all.map(({ seq }) => seq));
    const officer = all.find(({ actor }) => actor.username === 'officer')!.actor.id!;
    expect((await log.all(`actorId=${officer}`, 'board')).map(({ seq }) => seq)).toEqual(all.filter(({ actor }) => actor.id === officer).map(({ seq }) => seq));
    expect(await log.all(`actorId=${officer}&incidentId=${newId()}`)).toEqual([]);
    expect((await log.all(`actorId=${officer}&incidentId=${incidentId}&cameraId=${north}`)).map(({ action }) => action)).toEqual(['hold.create']);
    expect(await log.all('from=2025-01-01T00:00:00Z&to=2025-12-31T00:00:00Z')).toEqual([]);
  });

  test('of a place have that entry alone, of whatever time, and only for whoever may read it', async () => {
    const placesOf = async (query: string, as?: TestUser) => (await log.page(query, as)).items.map(({ seq }) => seq);
    await t.db.run(
      sql`INSERT INTO audit_event (at, action, camera_ids, detail) VALUES (now() - interval '90 days', 'camera.look', ARRAY[${north}]::uuid[], '{}')`,
    );
    const dayAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    const own = (await log.all(`from=${dayAgo(91)}&to=${dayAgo(89)}`, 'board'))[0]!;
    const others = (await log.all()).find(({ cameraIds }) => !cameraIds.includes(north))!;
    for (const reader of ['auditor', 'board'] as const) expect(await placesOf(`seq=${own.seq}`, reader)).toEqual([own.seq]);
    expect(await placesOf(`seq=${others.seq}`)).toEqual([others.seq]);
    expect(await placesOf(`seq=${others.seq}`, 'board')).toEqual([]);
    expect(await placesOf(`seq=${own.seq}&cameraId=${south}`)).toEqual([]);
    expect(await placesOf(`seq=${own.seq}&cameraId=${north}`, 'board')).toEqual([own.seq]);
    expect(await placesOf(`seq=${own.seq}&from=2025-01-01T00:00:00Z&to=2025-12-31T00:00:00Z`)).toEqual([]);
    expect(await placesOf('seq=9007199254740991')).toEqual([]);
    expect((await log.page('limit=1')).items[0]).toMatchObject({ action: 'audit.read', detail: { seq: 9_007_199_254_740_991 } });
  });

  test('are found by what people call a case and a person, by what was done and how it ended; a board finds its own alone', async () => {
    const number = (await t.as('officer', 'GET', `/incidents/${incidentId}`)).json<{ referenceNumber: string }>().referenceNumber;
    // each look of an auditor is one more event of the case
    const seqs = async (query: string, user: TestUser = 'auditor') =>
      (await log.all(query, user)).filter(({ action }) => action !== 'audit.read').map(({ seq }) => seq);
    expect(await seqs(`referenceNumber=${number}`)).toEqual(await seqs(`incidentId=${incidentId}`));
    expect(await seqs('referenceNumber=VV-1999-000001')).toEqual([]);
    expect((await t.as('board', 'GET', '/users')).statusCode).toBe(403);
    const refused = await log.all('outcome=refused&username=board');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(({ outcome, actor }) => outcome === 'refused' && actor.username === 'board')).toBe(true);
    expect((await log.all('action=hold.create')).every(({ action }) => action === 'hold.create')).toBe(true);
    expect(await seqs('action=hold.create', 'board')).toEqual(
      (await log.all('', 'board')).filter(({ action }) => action === 'hold.create').map(({ seq }) => seq),
    );
    const detail = (await log.all('action=audit.read')).find((look) => look.detail?.['ofOutcome'] === 'refused')?.detail;
    expect(detail).toMatchObject({ byUsername: true, ofOutcome: 'refused' });
    expect(JSON.stringify(detail)).not.toContain('board');
    expect(await seqs(`referenceNumber=${number}&incidentId=${north}`)).toEqual([]);
  });

  test('of a case go along the case, however much its camera is looked at', async () => {
    const { seq, at } = (await log.all(`incidentId=${incidentId}`)).find(({ action }) => action === 'hold.create')!;
    const { ownerId } = await t.db.row<{ ownerId: string }>(sql`SELECT owner_id AS "ownerId" FROM camera WHERE id = ${north}`);
    const range = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
    const undo = new Error('taken back');
    const found = t.db.transaction(async (tx) => {
      await tx.run(sql`INSERT INTO audit_index (kind, key, at_ms, seq, owner_id)
        SELECT 'camera', ${north}, ${Date.parse(at)}::bigint + n, 1000000 + n, ${ownerId} FROM generate_series(1, 6000) n`);
      const page = (filter: object) => findEvents(tx, { ...range, incidentId, cameraId: north, ...filter }, { limit: 50, after: undefined });
      expect(await page({ ownerId })).toMatchObject({ seqs: expect.arrayContaining([seq]), next: null });
      expect(await page({ ownerId: newId() })).toEqual({ seqs: [], next: null });
      throw undo;
    });
    await expect(found).rejects.toBe(undo);
  });

  test.each([
    ['/audit/events?cursor=bm9wZQ', 'malformed_cursor'],
    ['/audit/events?cursor=WyJhIiwxXQ', 'malformed_cursor'],
    ['/audit/events?cameraId=1', 'validation_failed'],
    ['/audit/events?limit=201', 'validation_failed'],
    ['/audit/events?seq=-1', 'validation_failed'],
    ['/audit/events?seq=1.5', 'validation_failed'],
    ['/audit/events?outcome=maybe', 'validation_failed'],
    [`/audit/events?action=${encodeURIComponent("a.b' OR true")}`, 'validation_failed'],
    ['/audit/events?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z', 'interval_reversed'],
    ['/audit/proofs/inclusion?seq=0', 'validation_failed'],
    ['/audit/proofs/inclusion?seq=-1&size=1', 'validation_failed'],
    ['/audit/proofs/inclusion?seq=1.5&size=2', 'validation_failed'],
    ['/audit/proofs/inclusion?seq=0&size=1e300', 'validation_failed'],
    ['/audit/proofs/inclusion?seq=0&size=9007199254740991', 'proof_out_of_range'],
    ['/audit/proofs/inclusion?seq=1&size=1', 'proof_out_of_range'],
    ['/audit/proofs/inclusion?seq=0&size=0', 'proof_out_of_range'],
    ['/audit/proofs/consistency?from=2&to=1', 'proof_out_of_range'],
    ['/audit/proofs/consistency?from=0&to=1000000', 'proof_out_of_range'],
  ])('%s is refused', async (path, code) => {
    expect((await t.as('auditor', 'GET', path)).json().code).toBe(code);
  });
});

test('erases a person through its one function, and every proof still holds', async () => {
  const { id } = await t.db.row<{ id: string }>(sql`SELECT id FROM app_user WHERE username = 'officer2'`);
  await t.as('officer2', 'GET', `/incidents/${incidentId}`);
  await appendAudit(t.db, { action: 'duty.create', detail: { userId: id, weeks: 2 } });
  const before = await log.checkpoint();
  const acted = await log.all(`actorId=${id}`);
  expect(acted.length).toBeGreaterThan(1);
  // what they did, the duty that names them, and the auditor's look for them
  const touched = acted.length + 2;
  expect((await t.db.row<{ n: number }>(sql`SELECT audit_erase_person(${id}) AS n`)).n).toBe(touched);
  const kept = await t.db.row<{ n: number }>(
    sql`SELECT count(*) AS n FROM audit_event WHERE actor_id = ${id} OR actor_username = 'officer2' OR detail::text LIKE ${`%${id}%`}`,
  );
  expect(kept.n).toBe(0);
  expect(await log.all(`actorId=${id}`)).toEqual([]);
  const events = await log.all();
  for (const { seq } of acted) {
    const erased = events.find((event) => event.seq === seq)!;
    expect(erased).toMatchObject({
      actor: { id: null, username: null, role: 'officer', organisationName: null },
      salts: { actorId: null, actorUsername: null },
    });
    expect(opens(erased)).toEqual({ differs: [], erased: ['actorId', 'actorUsername'] });
    expect(await isIncluded(erased, before)).toBe(true);
  }
  expect(opens(events.find(({ action }) => action === 'duty.create')!).erased).toEqual(['detail']);
  expect(events.find(({ action }) => action === 'audit.erase')).toMatchObject({ detail: { events: touched } });
  expect(await isGrowth(before, await log.checkpoint())).toBe(true);
});

test('a long transaction holds up nobody: its events come when it is done', async () => {
  // clients of the embedded database share one session: there everybody waits for everybody
  if (t.db.embedded) return;
  const before = await log.checkpoint();
  await t.db.transaction(async (tx) => {
    await appendAudit(tx, { action: 'import.slow' });
    await t.as('officer', 'GET', `/incidents/${incidentId}`);
    expect((await log.checkpoint()).size).toBe(before.size + 1);
  });
  expect((await log.page('limit=2')).items.find(({ action }) => action === 'import.slow')!.seq).toBe(before.size + 1);
});

test('full tiles carry the proofs of a log that outgrew them', async () => {
  const small = await log.checkpoint();
  await t.db.run(sql`INSERT INTO audit_event (action, detail) SELECT 'load.many', jsonb_build_object('n', n) FROM generate_series(1, 1100) n`);
  await sequenceEvents(t.db, { withinMs: 60_000 });
  const large = await log.checkpoint();
  expect(large.size).toBeGreaterThanOrEqual(small.size + 1100);
  expect(await count('audit_tile')).toBe(Math.floor(large.size / 256));
  for (const size of [1, 255, 256, 257, 512, 777, 1024, large.size - 1]) {
    const { path } = await log.consistency(size, large.size);
    expect(verifyConsistency({ size, root: await rootAt(size) }, headOf(large), path.map(bytesOf))).toBe(true);
  }
  for (const seq of [0, 255, 256, 511, 700, large.size - 1]) {
    const proof = await log.inclusion(seq, large.size);
    expect(verifyInclusion({ ...proof, size: large.size, leafHash: bytesOf(proof.leafHash), path: proof.path.map(bytesOf) }, bytesOf(large.rootHash))).toBe(
      true,
    );
  }
  expect(await isGrowth(small, large)).toBe(true);
});

async function rootAt(size: number): Promise<Buffer> {
  const growth = createTreeGrowth();
  for (const { hash } of await t.db.rows<{ hash: Buffer }>(sql`SELECT leaf_hash AS hash FROM audit_leaf WHERE seq < ${size} ORDER BY seq`)) growth.add(hash);
  return Buffer.from(growth.root());
}
