import { afterAll, beforeAll, expect, test } from 'vitest';
import { CSV_BEGIN } from '../../../domain/camera-import/csv-line.ts';
import { IMPORT_COLUMNS } from '../../../domain/camera-import/import-column.ts';
import { openImportFile } from '../../../workers/imports/import-file.ts';
import { createImportDriver, multipartOf } from '../../support/imports/import-driver.ts';
import { csvOf, fileOf, listOf } from '../../support/imports/list-files.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
let imports: ReturnType<typeof createImportDriver>;
beforeAll(async () => {
  t = await startTestApp();
  imports = createImportDriver(t);
});
afterAll(() => t.close());

const answerOf = (answer: { statusCode: number; json(): { code?: string } }) => [answer.statusCode, answer.json().code];

test('who may not register is refused before the file is read', async () => {
  const { payload, headers } = multipartOf(csvOf([]));
  expect(answerOf(await t.anonymous('POST', '/camera-imports', payload, headers))).toEqual([401, 'sign_in_required']);
  for (const user of ['officer', 'commander', 'auditor'] as const) expect(answerOf(await imports.send(user, csvOf([])))).toEqual([403, 'role_not_permitted']);
});

test('what is no multipart form, or has no file, is told so', async () => {
  expect(answerOf(await t.as('board', 'POST', '/camera-imports', {}))).toEqual([400, 'multipart_expected']);
  const empty = { payload: '--x--\r\n', headers: { 'content-type': 'multipart/form-data; boundary=x' } };
  expect(answerOf(await t.as('board', 'POST', '/camera-imports', empty.payload, empty.headers))[0]).toBeGreaterThanOrEqual(400);
  expect(answerOf(await imports.send('board', ''))).toEqual([422, 'file_empty']);
});

test('a file beyond 32 MB is cut off and refused', async () => {
  expect(answerOf(await imports.send('board', Buffer.alloc(33 * 1024 * 1024, 'x')))).toEqual([413, 'body_too_large']);
});

test('the same Idempotency-Key with another file is refused', async () => {
  const key = { 'idempotency-key': 'a-list' };
  const first = await imports.send('board', csvOf(listOf(1, t.world.north)), key);
  expect((await imports.send('board', csvOf(listOf(1, t.world.north)), key)).json()).toEqual(first.json());
  expect(answerOf(await imports.send('board', csvOf(listOf(2, t.world.north)), key))).toEqual([422, 'idempotency_key_reused']);
});

test('what others imported is not there', async () => {
  const { jobId } = (await imports.send('board', csvOf(listOf(1, t.world.north, { from: 5 })))).json();
  for (const path of [`/camera-imports/${jobId}`, `/camera-imports/${jobId}/rows`, `/camera-imports/${jobId}/rows.csv`, `/jobs/${jobId}`])
    expect(answerOf(await t.as('board2', 'GET', path))).toEqual([404, 'not_found']);
  expect((await t.as('board2', 'GET', '/camera-imports')).json().items).toEqual([]);
  expect((await t.as('admin', 'GET', `/camera-imports/${jobId}`)).json()).toMatchObject({
    id: jobId,
    state: 'waiting',
    progress: 0,
    requestedBy: 'board',
    fileName: 'danh-sach.csv',
  });
});

test.each(['vi', 'en'])('the templates (%s) are read again: all columns, and the example is not registered', async (language) => {
  for (const format of ['csv', 'xlsx']) {
    const answer = await t.as('board', 'GET', `/camera-imports/template?format=${format}&language=${language}`);
    expect(answer.headers['content-disposition']).toMatch(new RegExp(`^attachment; filename="[a-z-]+\\.${format}"$`));
    const file = await openImportFile(fileOf(answer.rawPayload));
    const rows = [];
    for await (const row of file.rows()) rows.push(row);
    expect([file.format, rows, file.ignoredColumns()]).toEqual([format, [], []]);
  }
});

test('a filled-in template is a list with every column known', async () => {
  const template = (await t.as('board', 'GET', '/camera-imports/template?format=csv')).body;
  const example = template.split('\r\n')[2]!.replace('# C-001', 'C-001');
  const done = await imports.run('board', `${template}${example}\r\n`);
  // the example hangs outside of this test's unit
  expect(done.items.map(({ code, warnings }) => [code, warnings.map((warning) => warning.code)])).toEqual([[null, ['outside_unit']]]);
  expect(template.split('\r\n')[0]!.split(';')).toHaveLength(IMPORT_COLUMNS.length);
});

test('no cell of the outcomes runs as a formula in a spreadsheet', async () => {
  const names = ['=HYPERLINK("http://x";"y")', '+1+1', '-2+3', '@SUM(1)', '\t=1', ' =1', '＝1', 'bình thường'];
  const rows = names.map((name, index) => ['', name, t.world.north, 'x', '108.2', '', '', '', '', String(index)]);
  const { id } = await imports.run('board', csvOf(rows));
  const answer = await t.as('board', 'GET', `/camera-imports/${id}/rows.csv?outcome=refused`);
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(answer.body.startsWith(CSV_BEGIN)).toBe(true);
  const lines = answer.body.trim().split('\r\n').slice(1);
  expect(lines).toHaveLength(names.length);
  for (const line of lines) for (const cell of line.split(';')) expect(cell.replace(/^"/, '')).not.toMatch(/^[\s]*[=+@＝]|^-\D|^-\d.*[^\d.]/);
  expect(lines.at(-1)).toContain('Không phải là ngày');
});
