import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import sql from 'sql-template-tag';
import { csvOf, listOf, rowOf, workbookOf } from '../../support/imports/list-files.ts';
import { createImportDriver } from '../../support/imports/import-driver.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
let imports: ReturnType<typeof createImportDriver>;
beforeAll(async () => {
  t = await startTestApp();
  imports = createImportDriver(t);
});
afterAll(() => t.close());

test('a board sends a list and every row has its outcome, its camera, and its password sealed', async () => {
  const list = listOf(3, t.world.north, { password: 'Bí mật; "ba"', active: true });
  const done = await imports.run('board', csvOf(list));
  expect(done).toMatchObject({ state: 'completed', rowsTotal: 3, counts: { registered: 0, registered_with_warnings: 3, refused: 0 }, nextCursor: null });
  expect(done.items.map((item) => [item.row, item.name])).toEqual([2, 3, 4].map((n) => [n, `Camera số ${n - 2}`]));
  const { cameraId } = done.items[0]!;
  const camera = (await t.as('board', 'GET', `/cameras/${cameraId}`)).json();
  expect(camera).toMatchObject({ name: 'Camera số 0', state: 'unknown', purpose: 'junction', notice: { postedAt: '2026-11-01' } });
  expect(camera.source).toEqual({ kind: 'rtsp', url: 'rtsp://10.0.0.0:554/s1', transport: 'tcp', hasCredentials: true });
  const sealed = await t.db.row<{ bytes: Buffer; keyId: string }>(
    sql`SELECT sealed_credentials AS bytes, key_id AS "keyId" FROM camera_source WHERE camera_id = ${cameraId}`,
  );
  expect(JSON.parse(t.secretBox.open(sealed, cameraId!))).toEqual({ username: 'admin', password: 'Bí mật; "ba"' });
});

test('nothing of the file is left when it is done, and its passwords stand nowhere meanwhile', async () => {
  const answer = await imports.send('board', csvOf(listOf(2, t.world.north, { from: 10, password: 'geheim-geheim' })));
  const { jobId } = answer.json() as { jobId: string };
  const everything = async (): Promise<string> => {
    const tables = await t.db.rows<{ name: string }>(
      sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name LIKE 'camera%' OR table_name IN ('audit_event', 'idempotency_record')`,
    );
    const texts: string[] = [];
    for (const { name } of tables)
      texts.push(
        ...(await t.db.rows<{ text: string }>({ ...sql``, text: `SELECT row_to_json(x)::text AS text FROM "${name}" x`, values: [] } as never)).map(
          ({ text }) => text,
        ),
      );
    return texts.join('\n');
  };
  const hex = Buffer.from('geheim-geheim').toString('hex');
  const during = await everything();
  expect([during.includes('geheim-geheim'), during.includes(hex), during.includes(Buffer.from('geheim-geheim').toString('base64').slice(0, 12))]).toEqual([
    false,
    false,
    false,
  ]);
  await imports.work(jobId);
  expect(await t.db.rows(sql`SELECT 1 FROM camera_import_part`)).toEqual([]);
  expect((await everything()).includes('geheim-geheim')).toBe(false);
});

test('an import counts its drafts as they are now: cameras without a purpose or the day of the notice', async () => {
  const where = { 'Vĩ độ': '11.7944', 'Đơn vị': t.world.north };
  const complete = { ...where, 'Mục đích': 'Chợ', 'Ngày treo biển báo': '01/11/2026' };
  const list = [complete, { ...complete, 'Mục đích': '' }, { ...complete, 'Ngày treo biển báo': '' }, { ...complete, 'Vĩ độ': 'x' }];
  const done = await imports.run(
    'board',
    csvOf(list.map((cells, index) => rowOf({ 'Tên camera': `Nháp ${index}`, 'Địa chỉ kết nối': `rtsp://10.44.0.${index}/s1`, ...cells }))),
  );
  expect([done.counts['refused'], done.drafts]).toEqual([1, 2]);
  const patched = await t.as('board', 'PATCH', `/cameras/${done.items[1]!.cameraId}`, { purpose: 'market' });
  expect([patched.statusCode, (await imports.look('board', done.id)).drafts]).toEqual([200, 1]);
});

test('the same file again registers nothing: every row names the camera that it is', async () => {
  const text = csvOf(listOf(4, t.world.north, { from: 20 }));
  const first = await imports.run('board', text);
  const before = await imports.cameraCount();
  const second = await imports.run('board', text);
  expect(second.counts).toMatchObject({ already_registered: 4, registered: 0, registered_with_warnings: 0 });
  expect(second.items.map(({ cameraId }) => cameraId)).toEqual(first.items.map(({ cameraId }) => cameraId));
  expect(await imports.cameraCount()).toBe(before);
});

test('a file that is put right and sent again registers only what was missing', async () => {
  const list = listOf(3, t.world.north, { from: 30 });
  const wrong = list.map((cells, index) => (index === 1 ? cells.with(3, '108.231') : cells));
  expect((await imports.run('board', csvOf(wrong))).counts).toMatchObject({ refused: 1, registered_with_warnings: 2 });
  const again = await imports.run('board', csvOf(list));
  expect(again.items.map(({ outcome }) => outcome)).toEqual(['already_registered', 'registered_with_warnings', 'already_registered']);
});

test('while a file is still being worked on, the same file joins that import', async () => {
  const text = csvOf(listOf(1, t.world.north, { from: 40 }));
  const [first, second] = [await imports.send('board', text), await imports.send('board', text)];
  expect(second.json()).toEqual(first.json());
  const other = await imports.send('board', csvOf(listOf(1, t.world.north, { from: 41 })));
  expect(other.json().jobId).not.toBe(first.json().jobId);
});

describe('a row is refused with the reason and the column', () => {
  const cases: [string, Parameters<typeof rowOf>[0], string, string | null][] = [
    ['latitude and longitude swapped', { 'Vĩ độ': '108.235', 'Kinh độ': '11.795' }, 'lat_lon_swapped', 'latitude'],
    ['no number', { 'Vĩ độ': '11°47' }, 'not_a_number', 'latitude'],
    ['no name', { 'Tên camera': '' }, 'value_missing', 'name'],
    ['a name that is too long', { 'Tên camera': 'x'.repeat(201) }, 'value_refused', 'name'],
    ['an unknown unit', { 'Đơn vị': 'NOWHERE' }, 'unknown_unit', 'unit'],
    ["somebody else's unit", { 'Đơn vị': '24872' }, 'unit_out_of_reach', 'unit'],
    ['the own machine as address', { 'Địa chỉ kết nối': 'rtsp://127.0.0.1/x' }, 'address_forbidden', 'url'],
    ['a database as address', { 'Địa chỉ kết nối': 'rtsp://10.0.0.9:5432/x' }, 'port_forbidden', 'url'],
    ['a password in the address', { 'Địa chỉ kết nối': 'rtsp://u:geheim@10.0.0.9/x' }, 'credentials_in_url', 'url'],
    ['half of a sign-in', { 'Địa chỉ kết nối': 'rtsp://10.0.0.9/x', 'Mật khẩu': 'geheim' }, 'credentials_incomplete', 'password'],
    ['a password without an address', { 'Mật khẩu': 'geheim' }, 'credentials_not_used', 'password'],
    ['a day that does not exist', { 'Ngày treo biển báo': '31/11/2026' }, 'not_a_day', 'noticePostedAt'],
    ['an American date', { 'Ngày treo biển báo': '11/25/2026' }, 'not_a_day', 'noticePostedAt'],
    ['an unknown purpose', { 'Mục đích': 'theo dõi' }, 'unknown_word', 'purpose'],
    ['a character that can not be stored', { 'Tên camera': 'a\u0000b' }, 'unprintable_character', 'name'],
  ];
  test('and nothing of it is stored, nor repeated in the answer', async () => {
    const before = await imports.cameraCount();
    const done = await imports.run('board', csvOf(cases.map(([, changes]) => rowOf(changes))));
    expect(done.items.map(({ outcome, code, column }) => [outcome, code, column])).toEqual(cases.map(([, , code, column]) => ['refused', code, column]));
    expect(JSON.stringify(done)).not.toContain('geheim');
    expect(await imports.cameraCount()).toBe(before);
  });
});

test('duplicates are found in the file and in the register, by code, address and place', async () => {
  const url = 'rtsp://10.9.9.9/s1';
  const near = { 'Vĩ độ': '11.7970', 'Kinh độ': '108.2370' };
  const done = await imports.run(
    'board',
    csvOf([
      rowOf({ 'Mã camera': 'A1', 'Tên camera': 'Một', 'Địa chỉ kết nối': url }),
      rowOf({ 'Mã camera': 'A1', 'Tên camera': 'Hai', 'Vĩ độ': '11.796' }),
      rowOf({ 'Tên camera': 'Ba', 'Địa chỉ kết nối': 'RTSP://10.9.9.9:554/s1', 'Vĩ độ': '11.7965' }),
      rowOf({ 'Mã camera': 'A2', 'Tên camera': 'Kênh hai', 'Địa chỉ kết nối': url }),
      rowOf({ 'Tên camera': 'Nhà bà Tư', ...near }),
      rowOf({ 'Tên camera': 'nha ba tu', ...near, 'Kinh độ': '108.237009' }),
      rowOf({ 'Tên camera': 'Nhà ông Năm', ...near }),
    ]),
  );
  expect(done.items.map(({ outcome, firstRow }) => [outcome, firstRow])).toEqual([
    ['registered_with_warnings', null],
    ['duplicate_in_file', 2],
    ['duplicate_in_file', 2],
    ['registered_with_warnings', null],
    ['registered_with_warnings', null],
    ['duplicate_in_file', 6],
    ['registered_with_warnings', null],
  ]);
  const warned = (index: number, code: string) => done.items[index]!.warnings.find((warning) => warning.code === code)?.cameraIds;
  expect(warned(3, 'same_address')).toEqual([done.items[0]!.cameraId]);
  expect(warned(6, 'same_place')).toEqual([done.items[4]!.cameraId]);
  expect(done.items[4]!.warnings).toContainEqual(
    expect.objectContaining({ code: 'values_assumed', columns: expect.arrayContaining(['bearingDeg', 'hfovDeg']) }),
  );
  const later = await imports.run(
    'board',
    csvOf([
      rowOf({ 'Tên camera': 'Đổi tên', 'Địa chỉ kết nối': url }),
      rowOf({ 'Tên camera': 'Nhà Bà Tư', ...near }),
      rowOf({ 'Mã camera': 'A2', 'Tên camera': 'X', 'Vĩ độ': '11.7999' }),
    ]),
  );
  expect(later.items.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 3 }, () => 'already_registered'));
  // two channels share that address: either may be meant by a row without a code
  expect([done.items[0]!.cameraId, done.items[3]!.cameraId]).toContain(later.items[0]!.cameraId);
  expect(later.items.slice(1).map(({ cameraId }) => cameraId)).toEqual([done.items[4]!.cameraId, done.items[3]!.cameraId]);
});

test('the address of a neighbour board is no duplicate: private networks are alike', async () => {
  const list = [rowOf({ 'Tên camera': 'Giống', 'Địa chỉ kết nối': 'rtsp://192.168.1.10/s1' })];
  expect((await imports.run('board', csvOf(list))).items[0]!.outcome).toBe('registered_with_warnings');
  const other = await imports.run('board2', csvOf(list.map((cells) => cells.with(3, '11.785'))));
  expect(other.items[0]).toMatchObject({ outcome: 'registered_with_warnings' });
  expect(other.items[0]!.warnings.map(({ code }) => code)).toContain('same_address');
});

test('a row becomes the very camera that POST /cameras makes of it', async () => {
  const body = cameraBody(t.world, {
    name: 'Đối chiếu',
    siteName: 'Chỗ đối chiếu',
    placement: { ...(cameraBody(t.world)['placement'] as object), motion: 'ptz', panRangeDeg: 200 },
    source: { kind: 'onvif', url: 'http://10.7.7.7/onvif/device_service' },
    recording: { mode: 'continuous', retentionHours: 24 },
  });
  const posted = (await t.as('board', 'POST', '/cameras', body)).json();
  await t.as('board', 'DELETE', `/cameras/${posted.id}`);
  const feature = {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [108.235, 11.795] },
    properties: {
      ...{
        name: 'Đối chiếu',
        unitId: t.world.north,
        siteName: 'Chỗ đối chiếu',
        heightM: 4.5,
        bearingDeg: 90,
        tiltDeg: 12,
        hfovDeg: 87,
        rangeM: 45,
        resolution: '1920x1080',
        motion: 'Xoay được (PTZ)',
        panRangeDeg: 200,
      },
      ...{ url: 'http://10.7.7.7/onvif/device_service', recording: 'continuous', retentionHours: 24, purpose: 'junction', noticePostedAt: '2026-11-01' },
    },
  };
  const { items } = await imports.run('board', JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
  const facts = (id: string) =>
    t.db
      .row(sql`SELECT to_jsonb(c) - '{id,created_at,retired_at,phase}'::text[] AS camera, to_jsonb(s) - '{camera_id}'::text[] AS source, to_jsonb(p) - '{id,camera_id,valid,recorded_at,coverage_computed_at,coverage_due_at}'::text[] AS placement,
      to_jsonb(n) - '{camera_id,recorded_at}'::text[] AS notice, st.overall, upper_inf(p.valid) OR c.retired_at IS NOT NULL AS open
      FROM camera c JOIN camera_source s ON s.camera_id = c.id JOIN camera_placement p ON p.camera_id = c.id JOIN camera_notice n ON n.camera_id = c.id JOIN camera_state st ON st.camera_id = c.id WHERE c.id = ${id}`);
  expect(await facts(items[0]!.cameraId!)).toEqual(await facts(posted.id));
});

test('an administrator imports for the boards of the units, by code or id; a board only for itself', async () => {
  const text = csvOf([
    rowOf({ 'Tên camera': 'Quản trị 1', 'Đơn vị': t.world.south, 'Vĩ độ': '11.7811' }),
    rowOf({ 'Tên camera': 'Quản trị 2', 'Đơn vị': '24872', 'Kinh độ': '108.27', 'Vĩ độ': '11.7812' }),
    rowOf({ 'Tên camera': 'Quản trị 3' }),
  ]);
  const done = await imports.run('admin', text);
  expect(done.items.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['registered_with_warnings', null],
    ['registered_with_warnings', null],
    ['refused', 'value_missing'],
  ]);
  expect((await t.as('board2', 'GET', `/cameras/${done.items[0]!.cameraId}`)).json().ownerName).toBe('Ban điều hành Nam');
  expect((await t.as('otherboard', 'GET', `/cameras/${done.items[1]!.cameraId}`)).statusCode).toBe(200);
});

test('an organisation’s own networks hold for its lists too', async () => {
  await t.db.run(sql`UPDATE organisation SET camera_networks = ARRAY['10.20.0.0/16'] WHERE name = 'Ban điều hành Hai'`);
  const at = { 'Vĩ độ': '11.79', 'Kinh độ': '108.27' };
  const done = await imports.run(
    'otherboard',
    csvOf([rowOf({ ...at, 'Địa chỉ kết nối': 'rtsp://10.20.0.5/a' }), rowOf({ ...at, 'Tên camera': 'Xa', 'Địa chỉ kết nối': 'rtsp://10.21.0.5/a' })]),
  );
  expect(done.items.map(({ code }) => code)).toEqual([null, 'address_forbidden']);
});

test('a file that can not be read registers nothing, though its fault stands at its end', async () => {
  const before = await imports.cameraCount();
  const broken = Buffer.concat([Buffer.from(csvOf(listOf(300, t.world.north, { from: 500 }))), Buffer.from([0xc3, 0x28, 0x0a])]);
  const done = await imports.run('board', broken);
  expect([done.state, done.error?.code, done.items.length]).toEqual(['failed', 'encoding_unknown', 0]);
  expect(await imports.cameraCount()).toBe(before);
  const job = (await t.as('board', 'GET', `/jobs/${done.id}`)).json();
  expect(job).toMatchObject({ kind: 'camera_import', state: 'failed', error: { code: 'encoding_unknown' } });
});

test('an Excel list with dates, numbers and formulas', async () => {
  const done = await imports.run(
    'board',
    await workbookOf([
      ['Tên camera', 'Vĩ độ', 'Kinh độ', 'Ngày treo biển báo', 'Mật khẩu', 'Địa chỉ kết nối', 'Tên đăng nhập', 'Cách xoay'],
      ['Excel 1', 11.7991, 108.2391, new Date('2026-11-02T00:00:00Z'), 836195, 'rtsp://10.30.0.1/a', 'admin', 'bán cầu'],
      ['Excel 2', 11.7992, 108.2392, null, 1.23e25, 'rtsp://10.30.0.2/a', 'admin'],
      [{ formula: 'A1', result: 'Excel 3' }, 11.7993, 108.2393],
    ]),
  );
  expect(done.items.map(({ outcome, code, column }) => [outcome, code, column])).toEqual([
    ['registered_with_warnings', null, null],
    ['refused', 'digits_lost', 'password'],
    ['refused', 'formula_in_cell', 'name'],
  ]);
  const row1 = await t.db.row<{ bytes: Buffer; keyId: string; day: string; motion: string }>(
    sql`SELECT s.sealed_credentials AS bytes, s.key_id AS "keyId", n.posted_on::text AS day, p.motion FROM camera_source s JOIN camera_notice n USING (camera_id) JOIN camera_placement p USING (camera_id) WHERE camera_id = ${done.items[0]!.cameraId}`,
  );
  expect([row1.day, row1.motion, JSON.parse(t.secretBox.open(row1, done.items[0]!.cameraId!)).password]).toEqual(['2026-11-02', 'dome', '836195']);
});

test('outcomes are paged in the order of the file, filtered, and never lost or doubled', async () => {
  const list = listOf(25, t.world.north, { from: 900 }).map((cells, index) => (index % 5 === 0 ? cells.with(3, 'x') : cells));
  const { id } = await imports.run('board', csvOf(list));
  const seen: number[] = [];
  let cursor = '';
  do {
    const page = await t.as('board', 'GET', `/camera-imports/${id}/rows?limit=4&outcome=registered_with_warnings${cursor}`).then((answer) => answer.json());
    seen.push(...page.items.map((item: { row: number }) => item.row));
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => index + 2).filter((n) => (n - 2) % 5 !== 0));
});

test('the log has an entry for the list, and for all cameras that it made', async () => {
  const { id, items } = await imports.run('board', csvOf(listOf(3, t.world.north, { from: 950 })));
  const entries = await t.db.rows<{ action: string; who: string; ids: string[]; detail: unknown }>(
    sql`SELECT action, actor_username AS who, camera_ids AS ids, detail FROM audit_event WHERE detail->>'importId' = ${id} ORDER BY id`,
  );
  expect(entries.map(({ action, who }) => [action, who])).toEqual([
    ['camera.import', 'board'],
    ['camera.create', 'board'],
  ]);
  expect(new Set(entries[1]!.ids)).toEqual(new Set(items.map(({ cameraId }) => cameraId)));
});
