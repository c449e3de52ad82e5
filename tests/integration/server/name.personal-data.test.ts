import { afterAll, beforeAll, expect, test } from 'vitest';
import sql from 'sql-template-tag';
import { createImportDriver, multipartOf } from '../../support/imports/import-driver.ts';
import { csvOf, TITLES } from '../../support/imports/list-files.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const PLATE = 'Chỗ đỗ của 49A-123.45';
const PHONE = 'Nhà ông Ba 0912 345 678';
const answerOf = (answer: { statusCode: number; json(): { code?: string; errors?: readonly { path: string }[] } }) => {
  const { code, errors } = answer.json();
  return [answer.statusCode, code, errors?.map(({ path }) => path)];
};
const refusedFor = (field: string) => [422, 'personal_data_in_text', [field]];
const { placement, purpose, notice } = cameraBody({} as never);
const channel = (name: string, number: number, siteName?: string) => ({ name, channel: number, placement, purpose, notice, siteName });

test('a camera is named after a place, not after a plate or a number of somebody', async () => {
  const post = (changes: Record<string, unknown>) => t.as('board', 'POST', '/cameras', cameraBody(t.world, changes));
  const refused = await post({ name: PLATE });
  expect(answerOf(refused)).toEqual(refusedFor('name'));
  expect(refused.json().detail).toMatch(/^name holds a number plate/);
  expect(refused.body).not.toContain('123.45');
  expect(answerOf(await post({ siteName: PHONE }))).toEqual(refusedFor('siteName'));
  const { id } = (await post({ name: 'Km 23+400 QL20', siteName: '21/4 Nguyễn Huệ' })).json();
  const patch = (changes: Record<string, unknown>) => t.as('board', 'PATCH', `/cameras/${id}`, changes);
  expect(answerOf(await patch({ name: PHONE }))).toEqual(refusedFor('name'));
  expect(answerOf(await patch({ siteName: PLATE }))).toEqual(refusedFor('siteName'));
  expect((await t.as('board', 'GET', `/cameras/${id}`)).json()).toMatchObject({ name: 'Km 23+400 QL20', siteName: '21/4 Nguyễn Huệ' });
});

test('nobody looks for a plate, an ID or a phone number', async () => {
  for (const q of ['49A-123.45', '49a12345', '0912345678', '068201001234'])
    expect(answerOf(await t.as('officer', 'GET', `/cameras?q=${encodeURIComponent(q)}`))).toEqual(refusedFor('q'));
  for (const q of ['QL20', '12A', 'Km 23+400', '21/4']) expect((await t.as('officer', 'GET', `/cameras?q=${encodeURIComponent(q)}`)).statusCode).toBe(200);
});

test('neither a recorder nor one of its channels has such a name', async () => {
  const body = { name: 'Đầu ghi', unitId: t.world.north, source: { kind: 'registered' }, channels: [channel('Cổng 1', 1)] };
  const post = (changes: Record<string, unknown>) => t.as('board', 'POST', '/recorders', { ...body, ...changes });
  expect(answerOf(await post({ name: PHONE }))).toEqual(refusedFor('name'));
  expect(answerOf(await post({ siteName: PHONE }))).toEqual(refusedFor('siteName'));
  expect(answerOf(await post({ channels: [channel('Cổng 1', 1), channel(PLATE, 2)] }))).toEqual(refusedFor('channels.1.name'));
  expect(answerOf(await post({ channels: [channel('Cổng 1', 1, PLATE)] }))).toEqual(refusedFor('channels.0.siteName'));
  const made = await post({});
  expect(made.statusCode, made.body).toBe(201);
  const { id } = made.json();
  expect(answerOf(await t.as('board', 'PATCH', `/recorders/${id}`, { name: PLATE }))).toEqual(refusedFor('name'));
  expect(answerOf(await t.as('board', 'POST', `/recorders/${id}/channels`, { channels: [channel(PHONE, 2)] }))).toEqual(refusedFor('channels.0.name'));
});

test('rows of a list with such names or codes are refused and what they said is kept nowhere', async () => {
  const imports = createImportDriver(t);
  const row = (changes: Partial<Record<(typeof TITLES)[number], string>>): string[] => {
    const usual = { 'Tên camera': 'Camera', 'Vĩ độ': '11.795', 'Kinh độ': '108.235' };
    return TITLES.map((title) => ({ ...usual, ...changes })[title] ?? '');
  };
  const rows = [row({ 'Tên camera': PLATE }), row({ 'Mã camera': '068201001234' }), row({ 'Tên camera': 'Cột 12A', 'Mã camera': 'BV-01-15' })];
  const done = await imports.run('board', csvOf(rows));
  expect(done.items.map(({ code, column, name }) => [code, column, name])).toEqual([
    ['personal_data_in_text', 'name', null],
    ['personal_data_in_text', 'externalId', 'Camera'],
    [null, null, 'Cột 12A'],
  ]);
  const kept = await t.db.row<{ text: string }>(sql`SELECT string_agg(to_jsonb(r)::text, '') AS text FROM camera_import_row r`);
  expect(kept.text).not.toMatch(/123\.45|068201001234/);
});

test('the name of a list itself is looked at as well', async () => {
  const { payload, headers } = multipartOf(csvOf([]), 'may cua 0912345678.csv');
  expect(answerOf(await t.as('board', 'POST', '/camera-imports', payload, headers))).toEqual(refusedFor('fileName'));
});
