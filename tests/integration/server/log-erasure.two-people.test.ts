import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyLog } from '../../../cli/audit/verify-log.ts';
import { appendAudit } from '../../../db/repositories/audit-repository.ts';
import { insertHold } from '../../../db/repositories/hold-repository.ts';
import { readKeptCheckpoint } from '../../../domain/access-log/kept-checkpoint.ts';
import { newId } from '../../../platform/new-id.ts';
import { createLogReader, type ReadCheckpoint } from '../../support/audit/log-reader.ts';
import { createProofReader, opens } from '../../support/audit/proof-reader.ts';
import { incidentBody } from '../../support/incident-body.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
let log: ReturnType<typeof createLogReader>;
/** Who left: closed, and all over the log. */
let leaver: { userId: string; username: string; role: string };
let older: ReadCheckpoint;
let deletionId: string;

const ask = (body: object, user: 'admin' | 'auditor' = 'admin') =>
  t.as(user, 'POST', '/log-erasures', { basis: 'subject_request', subjectRequestId: deletionId, reason: 'Yêu cầu xoá số 12', ...body });
const decide = (id: string, decision: string, user: 'admin' | 'auditor' = 'auditor') => t.as(user, 'POST', `/log-erasures/${id}/decision`, { decision });
const enter = async (kind: string): Promise<string> =>
  (
    await t.as('board', 'POST', '/subject-requests', {
      kind,
      receivedAt: new Date(t.clock.now()).toISOString(),
      applicant: { name: 'Nguyễn Thị B', contact: '0900000000' },
    })
  ).json().id;
const problems = async () => (await verifyLog(t.db, readKeptCheckpoint(JSON.stringify(older))!)).problems.lines;
const withAction = async (action: string) => (await log.all()).filter((event) => event.action === action);

beforeAll(async () => {
  t = await startTestApp();
  log = createLogReader(t);
  const { id, username } = await t.db.row<{ id: string; username: string }>(sql`SELECT id, username FROM app_user WHERE username = 'otherofficer'`);
  leaver = { userId: id, username, role: 'officer' };
  for (let n = 0; n < 3; n += 1) await appendAudit(t.db, { actor: leaver, action: 'footage.index', detail: { n, purpose: 'Tìm bà Nguyễn Thị B' } });
  await appendAudit(t.db, { action: 'user.change', detail: { userId: id } });
  await appendAudit(t.db, { action: 'camera.look', detail: { purpose: 'Tìm bà Nguyễn Thị B' } });
  deletionId = await enter('deletion');
  older = await log.checkpoint();
});
afterAll(() => t.close());

describe('refused, and nothing is erased', () => {
  test.each([
    ['somebody who still works', () => ({ userId: leaver.userId }), 409, 'account_not_closed'],
    ['nobody', () => ({ userId: newId() }), 409, 'account_not_closed'],
    ['nothing', () => ({}), 422, 'erasure_subject'],
    ['a person and entries', () => ({ userId: leaver.userId, entries: [0] }), 422, 'erasure_subject'],
    ['an entry that is not there', () => ({ entries: [0, 1_000_000] }), 422, 'unknown_entry'],
    ['no request', () => ({ entries: [0], subjectRequestId: undefined }), 409, 'erasure_without_request'],
    ['an unknown request', () => ({ entries: [0], subjectRequestId: newId() }), 409, 'erasure_without_request'],
    ['a phone number in the reason', () => ({ entries: [0], reason: 'Gọi 0912345678' }), 422, 'personal_data_in_text'],
  ])('%s', async (_, body, status, code) => {
    const answer = await ask(body());
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    const [refused] = await withAction('erasure.ask');
    expect(refused).toMatchObject({ outcome: 'refused', detail: { code } });
  });

  test('a request for a copy, and one that was withdrawn', async () => {
    const copyId = await enter('copy');
    expect((await ask({ entries: [0], subjectRequestId: copyId })).json().code).toBe('erasure_without_request');
    const withdrawnId = await enter('deletion');
    const { id } = (await ask({ entries: [0], subjectRequestId: withdrawnId })).json();
    await t.as('board', 'POST', `/subject-requests/${withdrawnId}/steps`, { step: 'withdraw', note: 'Người yêu cầu rút lại' });
    expect((await decide(id, 'approve')).json().code).toBe('erasure_without_request');
    expect((await decide(id, 'refuse')).json()).toMatchObject({ decision: 'refuse', decidedBy: 'auditor', eventCount: null });
    const listed = (await t.as('auditor', 'GET', '/log-erasures')).json().items.find((one: { id: string }) => one.id === id);
    expect(listed.subjectRequest).toEqual({
      kind: 'deletion',
      state: 'withdrawn',
      receivedAt: new Date(t.clock.now()).toISOString(),
      organisationName: 'Ban điều hành Bắc',
    });
    expect((await log.all()).every(({ detail }) => detail !== null)).toBe(true);
  });

  test('one person alone, whichever role they have', async () => {
    expect((await ask({ entries: [0] }, 'auditor')).statusCode).toBe(403);
    const { id } = (await ask({ entries: [0] })).json();
    expect((await decide(id, 'approve', 'admin')).statusCode).toBe(403);
    // the same person with another role meanwhile: the database refuses as well
    await t.db.run(sql`UPDATE log_erasure SET asked_by = (SELECT id FROM app_user WHERE username = 'auditor') WHERE id = ${id}`);
    expect((await decide(id, 'approve')).json().code).toBe('second_person_required');
    await expect(t.db.run(sql`UPDATE log_erasure SET decision = 'refuse', decided_by = asked_by, decided_at = now() WHERE id = ${id}`)).rejects.toThrow();
    expect((await decide(newId(), 'approve')).statusCode).toBe(404);
  });
});

describe('erasing hides nothing', () => {
  const userId = async (username: string) => (await t.db.row<{ id: string }>(sql`SELECT id FROM app_user WHERE username = ${username}`)).id;
  /** Logs something, and tells its place. */
  const logged = async (entry: Parameters<typeof appendAudit>[1]): Promise<number> => {
    await appendAudit(t.db, entry);
    return (await withAction(entry.action))[0]!.seq;
  };

  test('nobody erases what tells of themselves: not who asks, and not who decides', async () => {
    const [admin, auditor] = [await userId('admin'), await userId('auditor')];
    const actedByAdmin = await logged({ actor: { userId: admin, username: 'admin', role: 'admin' }, action: 'test.acted', detail: { purpose: 'tò mò' } });
    const namesAdmin = await logged({ action: 'test.named', detail: { users: [{ id: admin }] } });
    for (const seq of [actedByAdmin, namesAdmin]) {
      const answer = await ask({ entries: [0, seq] });
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'erasure_of_own']);
    }
    expect((await withAction('erasure.ask'))[0]).toMatchObject({ outcome: 'refused', detail: { code: 'erasure_of_own' } });
    const namesAuditor = await logged({ action: 'test.looked', detail: { userId: auditor } });
    const { id } = (await ask({ entries: [namesAuditor] })).json();
    expect((await decide(id, 'approve')).json().code).toBe('erasure_of_own');
    expect((await withAction('erasure.decide'))[0]).toMatchObject({ outcome: 'refused', detail: { code: 'erasure_of_own' } });
    expect((await decide(id, 'refuse')).statusCode).toBe(200);
  });

  test('what belongs to a case stays while something is held for it: entries, and who acted in it', async () => {
    const incidentId = (await t.as('officer', 'POST', '/incidents', incidentBody(t.clock.now() - 3_600_000))).json().id;
    const cameraId = (await t.as('board', 'POST', '/cameras', cameraBody(t.world))).json().id;
    const commander = { userId: await userId('othercommander'), username: 'othercommander', role: 'commander' };
    const seq = await logged({ actor: commander, action: 'test.case', incidentId, detail: { purpose: 'bà B' } });
    const { id } = (await ask({ entries: [seq] })).json();
    const during = { fromMs: t.clock.now() - 3_600_000, toMs: t.clock.now() - 3_000_000 };
    const hold = { id: newId(), incidentId, cameraId, during, automatic: false, expiresAtMs: t.clock.now() + 3_600_000, createdBy: await userId('officer') };
    await insertHold(t.db, hold);
    expect((await decide(id, 'approve')).json().code).toBe('erasure_of_held_case');
    expect((await ask({ entries: [seq] })).json().code).toBe('erasure_of_held_case');
    await t.db.run(sql`UPDATE app_user SET disabled_at = now() WHERE username = 'othercommander'`);
    expect((await ask({ userId: commander.userId })).json().code).toBe('erasure_of_held_case');
    await t.db.run(sql`UPDATE hold SET released_at = now() WHERE incident_id = ${incidentId}`);
    expect((await decide(id, 'approve')).json()).toMatchObject({ decision: 'approve', eventCount: 1 });
  });

  test('what tells of the log itself keeps its details; the register is decided once, and nothing is taken out of it', async () => {
    const rotated = await logged({ action: 'audit.rotate_key', detail: { lost: true } });
    const asked = (await withAction('erasure.ask')).find(({ outcome }) => outcome === 'allowed')!;
    const { id } = (await ask({ entries: [rotated, asked.seq] })).json();
    expect((await decide(id, 'approve')).json()).toMatchObject({ eventCount: 0 });
    expect((await withAction('audit.rotate_key'))[0]).toMatchObject({ detail: { lost: true } });
    const kept = { details: { constraint: 'log_erasure_kept' } };
    await expect(t.db.run(sql`DELETE FROM log_erasure WHERE id = ${id}`)).rejects.toMatchObject(kept);
    await expect(t.db.run(sql`UPDATE log_erasure SET reason = 'x' WHERE id = ${id}`)).rejects.toMatchObject(kept);
    const open = (await ask({ entries: [0] })).json();
    await expect(t.db.run(sql`UPDATE log_erasure SET places = '{1}' WHERE id = ${open.id}`)).rejects.toMatchObject(kept);
    await expect(t.db.run(sql`TRUNCATE log_erasure`)).rejects.toThrow();
  });
});

test('entries lose their details by two people; the log says under what, and every proof still holds', async () => {
  const [look] = await withAction('camera.look');
  const { id } = (await ask({ entries: [look!.seq, look!.seq] })).json();
  expect(await problems()).toEqual([]);
  const done = await decide(id, 'approve');
  expect([done.statusCode, done.json()]).toEqual([
    200,
    expect.objectContaining({ decision: 'approve', eventCount: 1, entries: [look!.seq], askedBy: 'admin', decidedBy: 'auditor' }),
  ]);
  expect((await decide(id, 'approve')).json().code).toBe('erasure_decided');
  const [after] = await withAction('camera.look');
  expect(after).toMatchObject({
    detail: null,
    purpose: null,
    salts: { detail: null },
    leafHash: look!.leafHash,
    erased: [{ part: 'detail', basis: 'subject_request' }],
  });
  expect(opens(after!)).toEqual({ differs: [], erased: ['detail'] });
  expect(await createProofReader(log).isIncluded(after!, await log.checkpoint())).toBe(true);
  const [erase] = await withAction('audit.erase');
  expect(erase).toMatchObject({ actor: { username: 'auditor' }, detail: { erasureId: id, basis: 'subject_request', subjectRequestId: deletionId, events: 1 } });
  expect(await problems()).toEqual([]);
});

test('who left is erased as who acted and where details name them, and the register forgets who it was', async () => {
  await t.db.run(sql`UPDATE app_user SET disabled_at = now() WHERE id = ${leaver.userId}`);
  const asked = (await ask({ userId: leaver.userId, basis: 'authority_order', subjectRequestId: undefined })).json();
  expect(asked).toMatchObject({ user: { username: leaver.username }, basis: 'authority_order', subjectRequest: null });
  expect((await ask({ userId: leaver.userId })).json().code).toBe('erasure_waits');
  expect(await withAction('footage.index')).toMatchObject(Array.from({ length: 3 }, () => ({ actor: { username: leaver.username } })));
  const { eventCount } = (await decide(asked.id, 'approve')).json();
  expect(eventCount).toBeGreaterThanOrEqual(4);
  const events = await log.all();
  expect(JSON.stringify(events)).not.toContain(leaver.userId);
  expect(JSON.stringify(events)).not.toContain(`"${leaver.username}"`);
  const acted = events.filter(({ action }) => action === 'footage.index');
  expect(acted).toMatchObject(
    Array.from({ length: 3 }, () => ({ actor: { id: null, username: null, role: 'officer' }, erased: [{ part: 'actor', basis: 'authority_order' }] })),
  );
  for (const event of events) expect(opens(event).differs).toEqual([]);
  const { items } = (await t.as('auditor', 'GET', '/log-erasures')).json();
  expect(items.find(({ id }: { id: string }) => id === asked.id)).toMatchObject({ user: null, eventCount });
  expect(await problems()).toEqual([]);
  // else an account that is closed for a moment would lose the traces of somebody who goes on working
  expect((await t.as('admin', 'PATCH', `/users/${leaver.userId}`, { disabled: false })).json().code).toBe('account_stays_closed');
  const reopened = t.db.run(sql`UPDATE app_user SET disabled_at = NULL WHERE id = ${leaver.userId}`);
  await expect(reopened).rejects.toMatchObject({ details: { constraint: 'app_user_stays_closed' } });
});

test('what tells of erasures is not erased itself, and a rewritten number is found', async () => {
  const [erase] = await withAction('audit.erase');
  const { id } = (await ask({ entries: [erase!.seq] })).json();
  expect((await decide(id, 'approve')).json()).toMatchObject({ eventCount: 0 });
  expect((await withAction('audit.erase')).every(({ detail }) => detail !== null)).toBe(true);
  await expect(t.db.run(sql`DELETE FROM audit_erased`)).rejects.toThrow();
});
