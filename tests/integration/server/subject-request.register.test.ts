import sql, { raw } from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRemindSubjectRequestsJob } from '../../../workers/jobs/remind-subject-requests-job.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';
import { eraseApplicants } from '../../../db/repositories/subject-request-repository.ts';
import { dumpDatabase, tablesWith } from '../../support/database-dump.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

const APPLICANT = { name: 'Trần Thị Hỏi Đáp', contact: '0912 345 678' };
let t: TestApp;
let camera: string;

beforeAll(async () => {
  t = await startTestApp();
  camera = (await t.as('board', 'POST', '/cameras', cameraBody(t.world))).json().id;
});
afterAll(() => t.close());

const body = (changes: Record<string, unknown> = {}) => ({
  kind: 'copy',
  cameraId: camera,
  summary: 'Xin bản sao đoạn đi qua ngã ba sáng thứ hai',
  receivedAt: new Date(t.clock.now() - 60_000).toISOString(),
  applicant: APPLICANT,
  ...changes,
});
const enter = (changes: Record<string, unknown> = {}, user: TestUser = 'board', headers: Record<string, string> = {}) => {
  // ids of one millisecond have no order
  t.clock.advance(1);
  return t.as(user, 'POST', '/subject-requests', body(changes), headers);
};
const step = (id: string, what: string, user: TestUser = 'board', note = 'Đã báo cho người yêu cầu biết các bước') =>
  t.as(user, 'POST', `/subject-requests/${id}/steps`, { step: what, note });
const look = async (id: string, user: TestUser = 'board') => (await t.as(user, 'GET', `/subject-requests/${id}`)).json();
const logged = (action: string) =>
  t.db.rows<{ outcome: string; detail: Record<string, unknown>; cameraIds: string[] }>(
    sql`SELECT outcome, detail, camera_ids AS "cameraIds" FROM audit_event WHERE action = ${action} ORDER BY id`,
  );

test('a board enters a request, answers and completes it; who did what when stays, and every step is in the log', async () => {
  const entered = await enter({ during: { from: '2026-11-23T01:00:00Z', to: '2026-11-23T01:30:00Z' } });
  expect(entered.statusCode).toBe(201);
  const { id } = entered.json();
  expect(entered.json()).toMatchObject({
    kind: 'copy',
    state: 'received',
    cameraId: camera,
    isOverdue: false,
    nextSteps: ['answer', 'complete', 'refuse', 'withdraw'],
    steps: [],
  });
  expect(entered.json()).not.toHaveProperty('applicant');
  expect(Date.parse(entered.json().answerDueAt)).toBeGreaterThan(t.clock.now());
  expect((await step(id, 'extend')).json().code).toBe('step_not_possible');
  expect((await step(id, 'answer')).json()).toMatchObject({ state: 'answered', nextSteps: ['extend', 'complete', 'refuse', 'withdraw'] });
  const before = (await look(id)).fulfilDueAt;
  const extended = (await step(id, 'extend')).json();
  expect([extended.isExtended, Date.parse(extended.fulfilDueAt) - Date.parse(before)]).toEqual([true, 10 * 86_400_000]);
  expect((await step(id, 'extend')).json().code).toBe('step_not_possible');
  expect((await step(id, 'complete')).json()).toMatchObject({ state: 'completed', nextSteps: [], endedAt: expect.any(String) });
  expect((await step(id, 'withdraw')).json().code).toBe('step_not_possible');
  expect((await look(id)).steps.map(({ step: each, madeBy }: { step: string; madeBy: string }) => [each, madeBy])).toEqual([
    ['answer', 'board'],
    ['extend', 'board'],
    ['complete', 'board'],
  ]);
  expect(
    (await logged('subject_request.step'))
      .filter(({ detail }) => detail['requestId'] === id)
      .map(({ outcome, detail }) => [outcome, detail['step'], detail['code']]),
  ).toEqual([
    ['refused', 'extend', 'step_not_possible'],
    ['allowed', 'answer', undefined],
    ['allowed', 'extend', undefined],
    ['refused', 'extend', 'step_not_possible'],
    ['allowed', 'complete', undefined],
    ['refused', 'withdraw', 'step_not_possible'],
  ]);
  const seen = (await t.as('board', 'GET', `/audit/events?cameraId=${camera}`)).json().items;
  expect(seen.map(({ action }: { action: string }) => action)).toContain('subject_request.step');
});

test('only one request at a time shows who asked; nowhere is it stored or logged in clear, and it goes 180 days after the end', async () => {
  const { id } = (await enter({}, 'board', { 'idempotency-key': 'ask-once' })).json();
  const { id: other } = (await enter()).json();
  expect(await look(id)).toMatchObject({ applicant: APPLICANT });
  expect(JSON.stringify((await t.as('board', 'GET', '/subject-requests')).json())).not.toContain(APPLICANT.name);
  const [, seen] = (await logged('subject_request.read')).slice(-2);
  expect(seen?.detail).toHaveProperty('count');
  const dump = await dumpDatabase(t.db);
  expect([...tablesWith(dump, APPLICANT.name), ...tablesWith(dump, APPLICANT.contact)]).toEqual([]);

  await step(id, 'refuse', 'board', 'Không còn hình của hôm đó');
  const DAY_MS = 86_400_000;
  const erase = (days: number) => t.db.transaction((tx) => eraseApplicants(tx, { beforeMs: t.clock.now() - days * DAY_MS, nowMs: t.clock.now() }));
  expect(await erase(1)).toBe(0);
  await t.db.run(sql`UPDATE subject_request SET remind_at = remind_at WHERE id = ${id}`);
  expect(await erase(-1)).toBeGreaterThan(0);
  expect(await look(id)).toMatchObject({ applicant: null, summary: '', state: 'refused', steps: [{ step: 'refuse', note: '-' }] });
  // what still goes on keeps whom to answer
  expect(await look(other)).toMatchObject({ applicant: APPLICANT });
});

test('boards see and answer only their own; an administrator enters for a board and sees all', async () => {
  const board = await t.db.row<{ id: string }>(sql`SELECT organisation_id AS id FROM app_user WHERE username = 'board'`);
  const { id } = (await enter({ organisationId: board.id }, 'admin')).json();
  expect((await look(id)).organisationName).toBe('Ban điều hành Bắc');
  expect((await t.as('board2', 'GET', '/subject-requests')).json().items).toEqual([]);
  expect((await t.as('board2', 'GET', `/subject-requests/${id}`)).statusCode).toBe(404);
  expect((await step(id, 'answer', 'board2')).statusCode).toBe(404);
  expect((await enter({ organisationId: board.id }, 'board2')).json().code).toBe('unknown_organisation');
  expect((await enter({}, 'board2')).json().code).toBe('unknown_camera');
  expect((await step(id, 'answer', 'admin')).json().state).toBe('answered');
  const all = (await t.as('admin', 'GET', '/subject-requests?open=true&limit=1')).json();
  expect(all.items.map((each: { id: string }) => each.id)).toEqual([id]);
  const rest = (await t.as('admin', 'GET', `/subject-requests?open=true&cursor=${all.nextCursor}`)).json();
  expect(rest.items.every(({ endedAt }: { endedAt: string | null }) => endedAt === null)).toBe(true);
});

test.each([
  [{ summary: 'Xe 49A-123.45 của tôi' }, 'personal_data_in_text'],
  [{ receivedAt: '2030-01-01T00:00:00Z' }, 'received_ahead'],
  [{ during: { from: '2026-11-23T02:00:00Z', to: '2026-11-23T01:00:00Z' } }, 'interval_reversed'],
])('%j is refused, and the refusal is logged', async (changes, code) => {
  const answer = await enter(changes);
  expect([answer.statusCode, answer.json().code]).toEqual([422, code]);
  expect((await logged('subject_request.create')).at(-1)).toMatchObject({ outcome: 'refused', detail: { code } });
});

test('a phone number has its place in the sealed address, and none in a note', async () => {
  const { id } = (await enter()).json();
  expect((await step(id, 'answer', 'board', 'Đã gọi 0912 345 678')).json().code).toBe('personal_data_in_text');
});

test('the database keeps what was asked for and what ended', async () => {
  const { id } = (await enter()).json();
  await expect(t.db.run(sql`UPDATE subject_request SET answer_due_at = answer_due_at + interval '1 day' WHERE id = ${id}`)).rejects.toMatchObject({
    code: 'value_refused',
  });
  await step(id, 'withdraw');
  await expect(t.db.run(sql`UPDATE subject_request SET state = 'received', ended_at = NULL, remind_at = now() WHERE id = ${id}`)).rejects.toMatchObject({
    code: 'value_refused',
  });
});

test('its board is reminded on the morning of the last day, once, and each working morning after that until it is answered; never who asked', async () => {
  const subscription = (await t.as('board', 'POST', '/alert-subscriptions', { channel: 'email', address: 'board@example.com' })).json().id;
  await t.db.run(sql`UPDATE alert_subscription SET confirmed_at = now() WHERE id = ${subscription}`);
  await t.db.run(sql`UPDATE subject_request SET remind_at = 'infinity' WHERE remind_at IS NOT NULL`);
  const { id } = (await enter()).json();
  const remind = () => createRemindSubjectRequestsJob({ database: t.db, clock: t.clock, publicUrl: undefined })(runningJob({}));
  const messages = () => t.db.rows<{ subject: string; body: string }>(sql`SELECT subject, body FROM message WHERE kind = 'request' ORDER BY id`);
  await remind();
  expect(await messages()).toEqual([]);
  const { at } = await t.db.row<{ at: number }>(sql`SELECT remind_at AS at FROM subject_request WHERE id = ${id}`);
  t.clock.advance(at - t.clock.now());
  await remind();
  await remind();
  expect((await messages()).map(({ subject }) => subject)).toEqual(['[Mắt Phố] Sắp hết hạn trả lời yêu cầu của người dân về dữ liệu của mình']);
  t.clock.advance(4 * 86_400_000);
  await remind();
  expect((await messages())[1]?.subject).toContain('Quá hạn');
  expect(JSON.stringify(await messages())).not.toContain(APPLICANT.name);
  expect((await logged('subject_request.remind')).map(({ detail }) => detail['isOverdue'])).toEqual([false, true]);
});

test('a request that cannot be reminded of keeps no other waiting, and is tried again', async () => {
  // the days that passed above ended the sessions
  await t.db.run(sql`UPDATE session SET last_seen_at = ${new Date(t.clock.now())}, expires_at = ${new Date(t.clock.now() + 3_600_000)}`);
  await t.db.run(sql`UPDATE subject_request SET remind_at = 'infinity' WHERE remind_at IS NOT NULL`);
  const [broken, other] = [(await enter()).json().id, (await enter()).json().id];
  const dueAt = new Date(t.clock.now() - 1000);
  await t.db.run(sql`UPDATE subject_request SET remind_at = ${dueAt} WHERE id = ${broken}`);
  await t.db.run(sql`UPDATE subject_request SET remind_at = ${new Date(t.clock.now())} WHERE id = ${other}`);
  await t.db.run(sql`CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`);
  await t.db.run(raw(`CREATE TRIGGER refuse_one BEFORE UPDATE ON subject_request FOR EACH ROW WHEN (OLD.id = '${broken}') EXECUTE FUNCTION refuse_one()`));
  const remind = () => createRemindSubjectRequestsJob({ database: t.db, clock: t.clock, publicUrl: undefined })(runningJob({}));
  const dueIds = async () =>
    (await t.db.rows<{ id: string }>(sql`SELECT id FROM subject_request WHERE remind_at <= ${new Date(t.clock.now())}`)).map(({ id }) => id);
  await expect(remind()).rejects.toBeDefined();
  expect(await dueIds()).toEqual([broken]);
  await t.db.run(sql`DROP TRIGGER refuse_one ON subject_request`);
  await remind();
  expect(await dueIds()).toEqual([]);
});

test('steps of a request are added only: the database changes and deletes none, and empties their words only with the name of whoever asked', async () => {
  const { id } = (await enter()).json();
  await step(id, 'answer');
  const refused = { code: 'value_refused' };
  await expect(t.db.run(sql`UPDATE subject_request_step SET note = 'Khác' WHERE request_id = ${id}`)).rejects.toMatchObject(refused);
  await expect(t.db.run(sql`UPDATE subject_request_step SET note = '-' WHERE request_id = ${id}`)).rejects.toMatchObject(refused);
  await expect(t.db.run(sql`UPDATE subject_request_step SET made_at = now() WHERE request_id = ${id}`)).rejects.toMatchObject(refused);
  await expect(t.db.run(sql`DELETE FROM subject_request_step WHERE request_id = ${id}`)).rejects.toMatchObject(refused);
  await step(id, 'complete');
  expect(await eraseApplicants(t.db, { beforeMs: t.clock.now() + 1000, nowMs: t.clock.now() })).toBeGreaterThan(0);
  const notes = await t.db.rows<{ note: string }>(sql`SELECT note FROM subject_request_step WHERE request_id = ${id}`);
  expect(notes.map(({ note }) => note)).toEqual(['-', '-']);
});
