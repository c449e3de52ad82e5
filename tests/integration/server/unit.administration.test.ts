import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const SQUARE = { type: 'Polygon', coordinates: [[[108.24, 11.78], [108.25, 11.78], [108.25, 11.79], [108.24, 11.79], [108.24, 11.78]]] }; // prettier-ignore
const make = (body: object) => t.as('admin', 'POST', '/units', { level: 'neighbourhood', parentId: t.world.ward, ...body });
const entries = (action: string) =>
  t.db.rows<{ outcome: string; detail: Record<string, unknown> }>(sql`SELECT outcome, detail FROM audit_event WHERE action = ${action} ORDER BY id`);

describe('an administrator', () => {
  it('makes a neighbourhood with its outline, at once within the reach of the ward', async () => {
    const answer = await make({ name: 'Tổ dân phố Đông', code: 'P1-DONG', boundary: SQUARE });
    expect(answer.statusCode, answer.body).toBe(201);
    const unit = answer.json();
    expect(unit).toMatchObject({ level: 'neighbourhood', name: 'Tổ dân phố Đông', code: 'P1-DONG', parentId: t.world.ward, validFrom: null, validTo: null });
    expect(unit.boundary).toEqual({ type: 'MultiPolygon', coordinates: [SQUARE.coordinates] });
    expect((await entries('unit.create')).at(-1)).toMatchObject({ outcome: 'allowed', detail: { unitId: unit.id, level: 'neighbourhood' } });
    const board = (await t.as('admin', 'POST', '/organisations', { kind: 'board', name: 'Ban Đông', unitIds: [unit.id] })).json();
    expect(board.unitIds).toEqual([unit.id]);
    const placement = { ...(cameraBody(t.world)['placement'] as object), position: { type: 'Point', coordinates: [108.245, 11.785] } };
    const camera = await t.as('admin', 'POST', '/cameras', cameraBody(t.world, { unitId: unit.id, placement }));
    expect(camera.statusCode, camera.body).toBe(201);
    expect((await t.as('officer', 'GET', `/cameras/${camera.json().id}`)).statusCode).toBe(200);
    expect((await t.as('otherofficer', 'GET', `/cameras/${camera.json().id}`)).statusCode).toBe(404);
    const inUse = await t.as('admin', 'PATCH', `/units/${unit.id}`, { validTo: '2026-12-01' });
    expect([inUse.statusCode, inUse.json().code, inUse.json().details]).toEqual([409, 'unit_in_use', { parts: 0, organisations: 1, cameras: 1 }]);
  });

  it('puts a name and an outline right', async () => {
    const { id } = (await make({ name: 'Tổ dân phố Tai' })).json();
    const answer = await t.as('admin', 'PATCH', `/units/${id}`, { name: 'Tổ dân phố Tây', boundary: SQUARE });
    expect(answer.json()).toMatchObject({ name: 'Tổ dân phố Tây', boundary: { type: 'MultiPolygon' } });
    expect((await t.as('admin', 'PATCH', `/units/${id}`, { boundary: null })).json().boundary).toBeNull();
    expect((await entries('unit.update')).at(-1)).toMatchObject({ detail: { unitId: id, fields: ['boundary'] } });
  });

  it('ends a unit that nobody stands in any more; it stays in the history', async () => {
    const { id } = (await make({ name: 'Tổ dân phố cũ', validFrom: '2020-01-01' })).json();
    expect((await t.as('admin', 'PATCH', `/units/${id}`, { validTo: '2019-12-31' })).json().code).toBe('unit_end');
    const ended = await t.as('admin', 'PATCH', `/units/${id}`, { validTo: '2026-01-01' });
    expect(ended.json()).toMatchObject({ validFrom: '2020-01-01', validTo: '2026-01-01' });
    const names = async (asOf: string) =>
      (await t.as('officer', 'GET', `/units?parentId=${t.world.ward}&asOf=${asOf}`)).json<{ items: { name: string }[] }>().items.map(({ name }) => name);
    expect(await names('2025-12-31')).toContain('Tổ dân phố cũ');
    expect(await names('2026-01-01')).not.toContain('Tổ dân phố cũ');
    expect((await t.as('admin', 'PATCH', `/units/${id}`, { validTo: '2026-02-01' })).json().code).toBe('unit_end');
    expect((await make({ name: 'Tổ dân phố cũ' })).statusCode).toBe(201);
  });

  it.each([
    ['a name that is there already', { name: 'Tổ dân phố Bắc' }, 409, 'unit_exists'],
    ['a code that is taken', { name: 'Khác', code: '24871' }, 409, 'unit_code_taken'],
    ['a ward under a ward', { level: 'ward', name: 'Phường Ba' }, 422, 'unit_parent_level'],
    ['a neighbourhood under nothing', { name: 'Khác', parentId: null }, 422, 'unit_parent_level'],
    ['a district, of which there are none any more', { level: 'district', name: 'Huyện' }, 422, 'validation_failed'],
    ['a parent that is not there', { name: 'Khác', parentId: '00000000-0000-4000-8000-000000000000' }, 422, 'unknown_unit'],
    [
      'an outline that does not end where it begins',
      { name: 'Khác', boundary: { type: 'Polygon', coordinates: [SQUARE.coordinates[0]!.slice(0, 4)] } },
      422,
      'validation_failed',
    ],
    ['an outline without a point', { name: 'Khác', boundary: { type: 'Polygon', coordinates: [[]] } }, 422, 'validation_failed'],
    ['an outline of two points', { name: 'Khác', boundary: { type: 'Polygon', coordinates: [[[108, 11], [108, 11]]] } }, 422, 'validation_failed'], // prettier-ignore
    [
      'an outline with latitude first',
      { name: 'Khác', boundary: { type: 'Polygon', coordinates: [SQUARE.coordinates[0]!.map(([lon, lat]) => [lat, lon])] } },
      422,
      'validation_failed',
    ],
    ['an outline that encloses nothing', { name: 'Khác', boundary: { type: 'Polygon', coordinates: [[[108, 11], [108, 11], [108, 11], [108, 11]]] } }, 422, 'unit_boundary_empty'], // prettier-ignore
    ['a point for an outline', { name: 'Khác', boundary: { type: 'Point', coordinates: [108, 11] } }, 422, 'validation_failed'],
    ['an ID number in the name', { name: 'Tổ 079123456789' }, 422, 'personal_data_in_text'],
  ])('is told of %s, and nothing is stored', async (_what, body, status, code) => {
    const count = () => t.db.row<{ n: number }>(sql`SELECT count(*)::int AS n FROM unit`);
    const before = await count();
    const answer = await make(body);
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([status, code]);
    expect(await count()).toEqual(before);
  });

  it('finds the tree from its top: units that stand under no other', async () => {
    const { items } = (await t.as('officer', 'GET', '/units?top=true')).json<{ items: { name: string; parentId: string | null }[] }>();
    // both were made in one millisecond
    expect(new Set(items.map(({ name }) => name))).toEqual(new Set(['Phường Hai', 'Phường Một']));
    expect((await t.as('officer', 'GET', '/units')).json().items.length).toBeGreaterThan(2);
  });

  it('of two who make the same unit at once, one is told', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => make({ name: 'Tổ dân phố Mới' })));
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  });
});
