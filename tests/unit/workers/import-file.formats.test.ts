import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { SourceRow } from '../../../domain/camera-import/source-row.ts';
import { openImportFile } from '../../../workers/imports/import-file.ts';
import { fileOf, workbookOf } from '../../support/imports/list-files.ts';

async function read(content: string | Buffer, pieceBytes?: number) {
  const file = await openImportFile(fileOf(content, pieceBytes));
  const rows: SourceRow[] = [];
  for await (const row of file.rows()) rows.push(row);
  return {
    format: file.format,
    ignored: file.ignoredColumns(),
    rows,
    plain: rows.map(({ number, cells }) => [number, Object.fromEntries([...cells].map(([column, { text }]) => [column, text]))]),
  };
}

const code = (content: string | Buffer, pieceBytes?: number) =>
  read(content, pieceBytes).then(
    () => 'read',
    (error: { code: string; kind: string }) => (error.kind === 'invalid' ? error.code : `${error.kind} ${error.code}`),
  );

const NGA_BA = { name: 'Ngã ba chợ', latitude: '11,789', longitude: '108,243' };

describe('CSV', () => {
  it.each([
    ['semicolons and decimal commas, as Excel of a Vietnamese system', 'Tên camera;Vĩ độ;Kinh độ\r\nNgã ba chợ;11,789;108,243\r\n'],
    ['commas and quotes', 'name,latitude,longitude\n"Ngã ba chợ","11,789","108,243"\n'],
    ['tabs', 'ten camera\tvi do\tkinh do\nNgã ba chợ\t11,789\t108,243'],
    ["Excel's own separator line", 'sep=;\nTên camera *;Vĩ độ *;Kinh độ *\nNgã ba chợ;11,789;108,243'],
  ])('with %s', async (_what, text) => {
    const { format, plain } = await read(text);
    expect(format).toBe('csv');
    expect(plain.map(([, cells]) => cells)).toEqual([NGA_BA]);
  });

  const text = 'Tên camera;Vĩ độ;Kinh độ\r\nNgã ba chợ;11,789;108,243\r\n';
  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, little end first', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('in %s, cut in the middle of letters', async (_what, bytes) => {
    for (const pieceBytes of [7, 13]) expect((await read(bytes, pieceBytes)).plain).toEqual([[2, NGA_BA]]);
  });

  it('in Windows-1258 is refused and not guessed, wherever the first letter stands', async () => {
    const rows = `name;latitude;longitude\n${'Camera;11.7;108.2\n'.repeat(2000)}`;
    expect(await code(Buffer.concat([Buffer.from(rows), Buffer.from([0x43, 0x68, 0xfe, 0xd2, 0x0a])]))).toBe('encoding_unknown');
    expect(await code(Buffer.from('name;latitude;longitude\n', 'utf16le'))).toBe('encoding_unknown');
  });

  it('numbers rows as a spreadsheet does, and leaves out empty rows and remarks', async () => {
    const { plain, ignored } = await read('\n# mẫu\nname,latitude,longitude,Ghi chú\n# ví dụ,1,2,\nMột,1,2,x\n,,,\n"Hai\nmắt",3,4,\n');
    expect(plain.map(([number]) => number)).toEqual([5, 7]);
    expect(ignored).toEqual(['Ghi chú']);
  });

  it('a comma inside a value does not shift the columns unnoticed', async () => {
    const { rows } = await read('name,latitude,longitude\nMột,11,789,108,243\nHai,11.7,108.2\n');
    expect(rows.map(({ fault }) => fault?.code)).toEqual(['columns_shifted', undefined]);
  });

  it.each([
    ['without the needed columns', 'name,unit\nMột,1\n', 'columns_missing'],
    ['with a column twice', 'name,tên camera,latitude,longitude\n', 'column_twice'],
    ['that is empty', '', 'file_empty'],
    ['of titles only', 'name,latitude,longitude\n', 'read'],
    ['of blanks', ' \n \n', 'file_empty'],
    ['with a quote in the wrong place', 'name,latitude,longitude\nM"ột,1,2\n', 'csv_malformed'],
    ['with a quote that never ends', `name,latitude,longitude\n"Một,1,2\n${'Hai,1,2\n'.repeat(20_000)}`, 'row_too_long'],
    ['of one endless line', 'x'.repeat(5_000_000), 'row_too_long'],
    ['of more than 50,000 rows', `name,latitude,longitude\n${'a,1,2\n'.repeat(50_001)}`, 'too_many_rows'],
    ['of a thousand columns', `${'a,'.repeat(1000)}\n`, 'too_many_columns'],
    ['that is an old Excel file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old_excel'],
  ])('%s', async (_what, content, expected) => {
    expect(await code(content as string, 65_536)).toBe(expected);
  });
});

describe('XLSX', () => {
  const titles = ['Tên camera', 'Vĩ độ', 'Kinh độ', 'Ngày treo biển báo', 'Mật khẩu'];

  it('of another program: texts, numbers, dates, rich text, formulas and errors', async () => {
    const buffer = await workbookOf([
      titles,
      ['Ngã ba chợ', 11.789, 108.243, new Date('2026-11-01T00:00:00Z'), '0123'],
      [],
      [{ richText: [{ text: 'Ngã ' }, { font: { bold: true }, text: 'tư' }] }, 1, 2],
      [{ formula: '"Cam"&"era"', result: 'Camera' }, { error: '#N/A' }, 2],
    ]);
    const { format, rows, plain } = await read(buffer);
    expect(format).toBe('xlsx');
    expect(plain[0]).toEqual([2, { name: 'Ngã ba chợ', latitude: '11.789', longitude: '108.243', noticePostedAt: '46327', password: '0123' }]);
    expect(plain[1]).toEqual([4, { name: 'Ngã tư', latitude: '1', longitude: '2' }]);
    expect([rows[2]!.cells.get('name')!.kind, rows[2]!.cells.get('latitude')!.kind]).toEqual(['formula', 'error']);
  });

  it('reads the first sheet that is not hidden', async () => {
    const buffer = await workbookOf([titles, ['Thấy', 1, 2]], (book) => {
      const hidden = book.addWorksheet('Ẩn');
      hidden.addRow(['x']);
      (book as unknown as { views: unknown }).views = [];
    });
    expect((await read(buffer)).plain).toEqual([[2, { name: 'Thấy', latitude: '1', longitude: '2' }]]);
  });

  it('with dates from 1904, a damaged one and a zip that is none are refused', async () => {
    const book = await workbookOf([titles], (made) => {
      made.properties.date1904 = true;
    });
    expect(await code(book)).toBe('xlsx_dates_1904');
    expect(await code((await workbookOf([titles])).subarray(0, 2000))).toBe('xlsx_malformed');
    expect(await code(Buffer.from('PK\u0003\u0004 nothing behind it'))).toBe('xlsx_malformed');
  });

  it('a zip bomb ends at the limit, not in the memory', async () => {
    const before = process.memoryUsage().rss;
    expect(await code(bomb(Buffer.alloc(300 * 1024 * 1024, ' ')), 1 << 20)).toBe('xlsx_malformed');
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 1024 * 1024);
  });

  it('document types, endless nesting and rows out of order are refused', async () => {
    const sheet = (body: string) => bomb(Buffer.from(`<?xml version="1.0"?>${body}`));
    expect(await code(sheet('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'))).toBe('xlsx_malformed');
    expect(await code(sheet('<a>'.repeat(1_000_000)))).toBe('xlsx_malformed');
    expect(await code(sheet(`<worksheet><sheetData><row r="5"/><row r="4"/></sheetData></worksheet>`))).toBe('xlsx_malformed');
  });
});

describe('GeoJSON', () => {
  const collection = (features: unknown[], more: object = {}) => JSON.stringify({ type: 'FeatureCollection', ...more, features });
  const point = { type: 'Point', coordinates: [108.243, 11.789] };

  it('with the names of the API or the titles of the template', async () => {
    const { format, plain, ignored } = await read(
      collection([
        { type: 'Feature', id: 7, geometry: point, properties: { name: 'Một', heightM: 4.5, colour: 'red', password: null } },
        { type: 'Feature', geometry: point, properties: { 'Tên camera': 'Hai', latitude: 1 } },
      ]),
      5,
    );
    expect(format).toBe('geojson');
    expect(plain).toEqual([
      [1, { externalId: '7', name: 'Một', heightM: '4.5', latitude: '11.789', longitude: '108.243' }],
      [2, { name: 'Hai', latitude: '11.789', longitude: '108.243' }],
    ]);
    expect(ignored).toEqual(['colour']);
  });

  it('what is no point is a bad row, not a bad file', async () => {
    const { rows } = await read(collection([{ type: 'Feature', geometry: { type: 'Polygon', coordinates: [] }, properties: {} }, null, { geometry: point }]));
    expect(rows.map(({ fault }) => fault?.code)).toEqual(['not_a_point', 'not_a_point', undefined]);
  });

  it.each([
    ['cut off', '{"type":"FeatureCollection","features":[{"geo', 'json_malformed'],
    ['not JSON', '{nothing}', 'json_malformed'],
    ['a single feature', '{"type":"Feature","geometry":null}', 'not_a_feature_collection'],
    ['without a type', '{"features":[{}]}', 'not_a_feature_collection'],
    ['of another coordinate system', collection([], { crs: { properties: { name: 'urn:ogc:def:crs:EPSG::3405' } } }), 'crs_unsupported'],
    ['without features', collection([]), 'file_empty'],
    ['nested without end', `{"type":"FeatureCollection","features":[${'['.repeat(3_000_000)}`, 'row_too_long'],
    ['with an endless text', `{"type":"FeatureCollection","x":"${'y'.repeat(3_000_000)}"}`, 'row_too_long'],
  ])('%s', async (_what, content, expected) => {
    expect(await code(content, 65_536)).toBe(expected);
  });

  it('a key that means something to JavaScript is a key like others', async () => {
    const { plain } = await read(
      '{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"__proto__":{"name":"x"},"constructor":"y","name":"Một"}}]}',
    );
    expect(plain).toEqual([[1, { name: 'Một', latitude: '2', longitude: '1' }]]);
    expect(({} as { name?: string }).name).toBeUndefined();
  });
});

/** A workbook with any first sheet, written by hand (APPNOTE.TXT 6.3). */
function bomb(sheet: Buffer): Buffer {
  const parts: [string, Buffer][] = [
    [
      'xl/workbook.xml',
      Buffer.from('<workbook><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'.replace('<workbook>', '<workbook xmlns:r="r">')),
    ],
    ['xl/_rels/workbook.xml.rels', Buffer.from('<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')],
    ['xl/worksheets/sheet1.xml', sheet],
  ];
  const [locals, centrals]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, data] of parts) {
    const packed = deflateRawSync(data);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, Buffer.from(name), packed]);
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(offset, 12);
    centrals.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), head, Buffer.alloc(0), tail.subarray(2), Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, Buffer.from('PK\u0005\u0006'), end]);
}
