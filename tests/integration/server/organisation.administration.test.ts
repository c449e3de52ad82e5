import { randomUUID } from 'node:crypto';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const logged = (action: string) =>
  t.db.rows<{ outcome: string; detail: Record<string, unknown> }>(sql`SELECT outcome, detail FROM audit_event WHERE action = ${action} ORDER BY id`);
const organisationOf = async (username: string): Promise<string> =>
  (await t.db.row<{ id: string }>(sql`SELECT organisation_id AS id FROM app_user WHERE username = ${username}`)).id;

describe('an administrator', () => {
  it('makes an organisation with its units, into which people are then invited', async () => {
    const answer = await t.as('admin', 'POST', '/organisations', { kind: 'board', name: ' Ban điều hành Đông ', unitIds: [t.world.south, t.world.south] });
    expect(answer.statusCode, answer.body).toBe(201);
    const made = answer.json();
    expect(made).toMatchObject({ kind: 'board', name: 'Ban điều hành Đông', unitIds: [t.world.south], cameraNetworks: null });
    expect(answer.headers.location).toBe(`/api/v1/organisations/${made.id}`);
    expect((await t.as('admin', 'GET', `/organisations/${made.id}`)).json()).toEqual(made);
    expect((await logged('organisation.create')).at(-1)).toMatchObject({
      outcome: 'allowed',
      detail: { organisationId: made.id, kind: 'board', unitIds: [t.world.south] },
    });
    const invited = await t.as('admin', 'POST', '/users', { username: 'dong', displayName: 'Ông Đông', role: 'board', organisationId: made.id });
    expect(invited.statusCode).toBe(201);
  });

  it('moves a police post to another ward: its officers are signed out, and see the other ward when they come back', async () => {
    const post = await organisationOf('officer');
    expect((await t.as('officer', 'GET', '/sessions/current')).statusCode).toBe(200);
    const answer = await t.as('admin', 'PATCH', `/organisations/${post}`, { name: 'Công an phường Hai', unitIds: [t.world.otherWard] });
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({ name: 'Công an phường Hai', unitIds: [t.world.otherWard] });
    const entry = (await logged('organisation.update')).at(-1)!;
    expect(entry.detail).toMatchObject({ organisationId: post, renamed: true, added: [t.world.otherWard], removed: [t.world.ward] });
    expect(entry.detail['sessionsEnded']).toBeGreaterThan(0);
    const stillOpen = await t.anonymous('GET', '/sessions/current', undefined, { authorization: `Bearer ${await t.token('officer')}` });
    expect(stillOpen.statusCode).toBe(401);
  });

  it('adds a unit without signing anybody out', async () => {
    const command = await organisationOf('commander');
    const before = (await t.as('admin', 'GET', `/organisations/${command}`)).json<{ unitIds: string[] }>().unitIds;
    await t.token('commander');
    const answer = await t.as('admin', 'PATCH', `/organisations/${command}`, { unitIds: [...before, t.world.otherWard] });
    expect(answer.json().unitIds).toHaveLength(before.length + 1);
    expect((await t.as('commander', 'GET', '/sessions/current')).statusCode).toBe(200);
  });

  it.each([
    ['a unit that is not there', { kind: 'board', name: 'Ban', unitIds: [randomUUID()] }, 'unknown_unit'],
    ['an unknown kind', { kind: 'club', name: 'Ban' }, 'validation_failed'],
    ['no name', { kind: 'board', name: '  ' }, 'validation_failed'],
    ['a phone number for a name', { kind: 'board', name: 'Ban 0912345678' }, 'personal_data_in_text'],
    ['too many units', { kind: 'board', name: 'Ban', unitIds: Array.from({ length: 201 }, () => randomUUID()) }, 'validation_failed'],
  ])('is told of %s, and nothing is stored', async (_what, body, code) => {
    const count = () => t.db.row<{ n: number }>(sql`SELECT count(*)::int AS n FROM organisation`);
    const before = await count();
    const answer = await t.as('admin', 'POST', '/organisations', body);
    expect([answer.statusCode, answer.json().code]).toEqual([422, code]);
    expect(await count()).toEqual(before);
  });

  it('is told when a change says nothing, or names a unit of yesterday; the refusal is logged', async () => {
    const post = await organisationOf('otherofficer');
    expect((await t.as('admin', 'PATCH', `/organisations/${post}`, {})).statusCode).toBe(422);
    const ended = randomUUID();
    await t.db.run(sql`INSERT INTO unit (id, level, name, valid) VALUES (${ended}, 'ward', 'Phường cũ', daterange('2000-01-01', '2025-07-01'))`);
    const answer = await t.as('admin', 'PATCH', `/organisations/${post}`, { unitIds: [ended] });
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'unknown_unit']);
    expect((await logged('organisation.update')).at(-1)).toMatchObject({ outcome: 'refused', detail: { organisationId: post, code: 'unknown_unit' } });
    const both = await t.as('admin', 'PATCH', `/organisations/${post}`, { cameraNetworks: ['10.0.0.0/8'], unitIds: [ended] });
    expect([both.statusCode, both.json().code]).toEqual([422, 'unknown_unit']);
    expect((await t.as('admin', 'GET', `/organisations/${post}`)).json()).toMatchObject({ unitIds: [t.world.otherWard], cameraNetworks: null });
  });
});
