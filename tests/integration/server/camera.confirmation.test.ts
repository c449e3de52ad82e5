import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const add = async (source: Record<string, unknown> = { kind: 'registered' }): Promise<string> =>
  (await t.as('board', 'POST', '/cameras', cameraBody(t.world, { source, snapshotEverySeconds: 0 }))).json().id;
const confirm = (id: string, changes: Record<string, unknown> = {}, user: TestUser = 'board') => {
  t.clock.advance(1000);
  return t.as(user, 'POST', `/cameras/${id}/confirmations`, {
    stillThere: true,
    stillFilms: true,
    handIn: { holder: 'household', whereToAsk: 'Nhà số 12, hẻm 3, đường Lê Lợi', keepsHours: 168 },
    ...changes,
  });
};
const camera = async (id: string) => (await t.as('board', 'GET', `/cameras/${id}`)).json();
const due = async (value = 'true', user: TestUser = 'board') =>
  ((await t.as(user, 'GET', `/cameras?confirmationDue=${value}`)).json().items as { id: string }[]).map(({ id }) => id);
const age = async (id: string, days: number) => {
  await t.db.run(sql`UPDATE camera SET created_at = created_at - ${days} * interval '1 day' WHERE id = ${id}`);
  await t.db.run(sql`UPDATE camera_confirmation SET confirmed_at = confirmed_at - ${days} * interval '1 day' WHERE camera_id = ${id}`);
};

test('a camera that nobody can dial is due a month after its registration, and again a month after each confirmation', async () => {
  const id = await add();
  expect(await camera(id)).toMatchObject({ state: 'unknown', lastProblem: null, confirmation: { due: false, confirmedAt: null, handIn: null } });
  await age(id, 27);
  expect(await due()).toEqual([]);
  await age(id, 5);
  expect(await due()).toEqual([id]);
  expect(await due('false')).toEqual([]);
  expect(await due('true', 'board2')).toEqual([]);
  expect(await camera(id)).toMatchObject({ state: 'unknown', lastProblem: { code: 'confirmation_due' }, confirmation: { due: true } });

  const answer = await confirm(id);
  expect(answer.statusCode, answer.body).toBe(201);
  expect(answer.json()).toMatchObject({ stillFilms: true, handIn: { holder: 'household', keepsHours: 168 } });
  expect(await due()).toEqual([]);
  expect(await camera(id)).toMatchObject({
    lastProblem: null,
    confirmation: { due: false, stillThere: true, handIn: { whereToAsk: 'Nhà số 12, hẻm 3, đường Lê Lợi' } },
  });
  await age(id, 32);
  expect(await due()).toEqual([id]);
  await confirm(id, { stillThere: false, stillFilms: false });
  expect((await camera(id)).lastProblem.code).toBe('not_there');
  await confirm(id, { stillFilms: false });
  expect((await camera(id)).lastProblem.code).toBe('not_filming');
  const { items } = (await t.as('officer', 'GET', `/cameras/${id}/confirmations?limit=2`)).json();
  expect(items).toMatchObject([{ stillThere: true, stillFilms: false }, { stillThere: false }]);
  const logged = await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM audit_event WHERE action = 'camera.confirm' AND ${id}::uuid = ANY(camera_ids)`);
  expect(logged.n).toBe(3);
});

describe('a word that had to wait for a connection', () => {
  const HOUR_MS = 3_600_000;
  const ago = (ms: number) => new Date(t.clock.now() - ms).toISOString();
  const history = async (id: string) => (await t.as('board', 'GET', `/cameras/${id}/confirmations`)).json().items;

  test('counts from when somebody looked, and the history and the log tell when it came', async () => {
    const id = await add();
    await age(id, 40);
    expect(await due()).toContain(id);
    const seenAt = ago(3 * 24 * HOUR_MS);
    const answer = await confirm(id, { seenAt });
    expect(answer.statusCode, answer.body).toBe(201);
    expect(answer.json()).toMatchObject({ confirmedAt: seenAt, recordedAt: ago(0) });
    expect(await history(id)).toMatchObject([{ confirmedAt: seenAt, recordedAt: ago(0) }]);
    const { confirmation } = await camera(id);
    expect(confirmation).toMatchObject({ confirmedAt: seenAt, due: false });
    const month = Date.parse(confirmation.dueAt) - Date.parse(seenAt);
    expect([28, 29, 30, 31]).toContain(Math.round(month / (24 * HOUR_MS)));
    const events = (await t.as('board', 'GET', `/audit/events?cameraId=${id}`)).json().items as { action: string; at: string; detail: unknown }[];
    const [logged] = events.filter(({ action }) => action === 'camera.confirm');
    expect(logged).toMatchObject({ detail: { stillFilms: true, seenAt } });
    expect(Date.parse(logged!.at)).toBeGreaterThan(Date.parse(seenAt) + HOUR_MS);
  });

  test('does not overrule what was seen after it, neither the state nor whom to ask', async () => {
    const id = await add();
    await age(id, 10);
    const gone = { stillThere: false, stillFilms: false, handIn: { holder: 'shop', whereToAsk: 'Tiệm sửa xe đầu hẻm' } };
    await confirm(id, { ...gone, seenAt: ago(HOUR_MS) });
    const before = await camera(id);
    expect((await confirm(id, { seenAt: ago(2 * HOUR_MS) })).statusCode).toBe(201);
    const after = await camera(id);
    expect(after.lastProblem.code).toBe('not_there');
    expect(after.confirmation).toEqual(before.confirmation);
    expect(await history(id)).toMatchObject([{ stillThere: false }, { stillThere: true }]);
    // of the same moment, what came last counts
    await confirm(id, { ...gone, stillThere: true, seenAt: before.confirmation.confirmedAt });
    expect((await camera(id)).lastProblem.code).toBe('not_filming');
  });

  test('said before its camera was registered it makes it due no sooner', async () => {
    const id = await add();
    const { dueAt } = (await camera(id)).confirmation;
    await confirm(id, { seenAt: ago(20 * 24 * HOUR_MS) });
    expect((await camera(id)).confirmation.dueAt).toBe(dueAt);
  });

  test("may be dated by a phone's clock that runs ahead by ten minutes, which says now; more, or more than 31 days ago, is refused", async () => {
    const id = await add();
    const from = async (seenAt: string) => {
      const answer = await confirm(id, { seenAt });
      return answer.statusCode === 201 ? answer.json().confirmedAt : [answer.statusCode, answer.json().code];
    };
    // `confirm` lets a second pass
    expect(await from(ago(-601_000))).toBe(ago(0));
    expect(await from(ago(-601_001))).toEqual([422, 'confirmation_in_future']);
    const oldest = ago(31 * 24 * HOUR_MS - 1000);
    expect(await from(oldest)).toBe(oldest);
    expect(await from(ago(31 * 24 * HOUR_MS))).toEqual([422, 'confirmation_too_old']);
    expect(await from('hôm qua')).toEqual([422, 'validation_failed']);
    expect(await from('2026-11-27T10:00:00')).toEqual([422, 'validation_failed']);
    expect(await history(id)).toHaveLength(2);
  });

  test('that comes twice with its key is kept once', async () => {
    const id = await add();
    const word = { stillThere: true, stillFilms: true, handIn: { holder: 'household' }, seenAt: ago(HOUR_MS) };
    const send = () => t.as('board', 'POST', `/cameras/${id}/confirmations`, word, { 'idempotency-key': `word-of-${id}` });
    const first = (await send()).json();
    t.clock.advance(HOUR_MS);
    expect((await send()).json()).toEqual(first);
    expect(await history(id)).toHaveLength(1);
  });
});

test('only its board confirms it, and only what the service can not contact itself', async () => {
  const id = await add();
  expect((await confirm(id, {}, 'admin')).json().code).toBe('role_not_permitted');
  expect((await confirm(id, {}, 'officer')).json().code).toBe('role_not_permitted');
  expect((await confirm(id, {}, 'board2')).statusCode).toBe(404);
  const dialled = await add({ kind: 'simulated', seed: 1 });
  expect((await confirm(dialled)).json().code).toBe('camera_is_contacted');
  expect((await camera(dialled)).confirmation).toBeNull();
});

test('numbers of people are refused where footage is asked for, and so is a camera that films though it is gone', async () => {
  const id = await add();
  const phone = await confirm(id, { handIn: { holder: 'shop', whereToAsk: 'Gọi 0912 345 678' } });
  expect([phone.statusCode, phone.json().code]).toEqual([422, 'personal_data_in_text']);
  expect((await confirm(id, { stillThere: false })).json().code).toBe('validation_failed');
  expect((await confirm(id, { handIn: { holder: 'Nguyễn Văn A' } })).json().code).toBe('validation_failed');
});

test('an incident in its view says that its footage must be handed in', async () => {
  const id = await add();
  await t.db.run(sql`UPDATE camera_placement SET valid = tstzrange(lower(valid) - interval '1 day', NULL) WHERE camera_id = ${id}`);
  const at = (msAgo: number) => new Date(t.clock.now() - msAgo).toISOString();
  const body = { category: 'brawl', occurredFrom: at(600_000), occurredTo: at(540_000), location: { type: 'Point', coordinates: [108.23505, 11.795] } };
  const incident = (await t.as('officer', 'POST', '/incidents', body)).json();
  const why = async (lang: string) =>
    ((await t.as('officer', 'GET', `/incidents/${incident.id}/candidates?lang=${lang}`)).json().items as { cameraId: string; why: string[] }[]).find(
      ({ cameraId }) => cameraId === id,
    )!.why;
  expect(await why('vi')).toContain('Camera chỉ đăng ký, hệ thống không kết nối được: đề nghị ban điều hành nộp dữ liệu hình ảnh.');
  expect(await why('en')).toContain("The service can't reach this camera: its footage must be handed in by the board.");
});
