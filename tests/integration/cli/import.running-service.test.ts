import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runMatpho, startMatpho, type EndedMatpho, type MatphoProcess } from '../../support/cli/matpho-process.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/cli/temporary-folder.ts';
import { embeddedTemplateFolder } from '../../support/embedded/embedded-template-folder.ts';
import { copyEmbeddedTemplate } from '../../support/embedded-template.ts';
import { csvOf, listOf } from '../../support/imports/list-files.ts';

// the commands work on the embedded database through the socket of the service that runs on it
let folder: TemporaryFolder;
let settings: Record<string, string>;
let service: MatphoProcess;

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  settings = { MATPHO_DATA_DIR: folder.path('data') };
  await copyEmbeddedTemplate(await embeddedTemplateFolder(), folder.path('data'));
  service = startMatpho(['start'], settings);
  await service.says(/is ready: /);
});
afterAll(async () => {
  await service.cleanUp();
  await folder.remove();
});

async function importFile(what: string, name: string, content: string, ...more: string[]): Promise<EndedMatpho> {
  const path = folder.path(name);
  await writeFile(path, content);
  return runMatpho(['import', what, path, ...more], settings);
}

const square = { type: 'Polygon', coordinates: [[[108.23, 11.79], [108.25, 11.79], [108.25, 11.81], [108.23, 11.81], [108.23, 11.79]]] }; // prettier-ignore
const collection = (...features: object[]): string =>
  JSON.stringify({ type: 'FeatureCollection', features: features.map((feature) => ({ type: 'Feature', ...feature })) });

test('units come from the official list, children before parents or after them, and a second time change nothing', async () => {
  const list =
    'code,type,name,full_name,parent_code\nT1,Tổ dân phố,1,Tổ dân phố 1,00004\n00004,Ward,Ba Đình,Phường Ba Đình,01\n01,Municipality,Hà Nội,Thành phố Hà Nội,\n';
  expect(await importFile('units-codes', 'units.csv', list)).toMatchObject({ code: 0, stdout: '3 units added, 0 changed, 0 as they were.\n' });
  expect(await importFile('units-codes', 'units.csv', list)).toMatchObject({ code: 0, stdout: '0 units added, 0 changed, 3 as they were.\n' });
  expect(await importFile('units-codes', 'units.csv', list.replace('Tổ dân phố 1,', 'Tổ dân phố Một,'))).toMatchObject({
    stdout: '0 units added, 1 changed, 2 as they were.\n',
  });
});

test('boundaries come from GeoJSON, for units that are there and for new ones', async () => {
  const file = collection(
    { id: 'T1', properties: {}, geometry: square },
    { properties: { code: 'T2', name: 'Tổ dân phố 2', type: 'neighbourhood', parentCode: '00004' }, geometry: square },
  );
  expect(await importFile('units', 'units.geojson', file)).toMatchObject({ code: 0, stdout: '1 units added, 1 changed, 0 as they were.\n' });
  expect(await importFile('units', 'units.geojson', file)).toMatchObject({ stdout: '0 units added, 0 changed, 2 as they were.\n' });
});

test('a file of units with a fault changes nothing', async () => {
  const unknownParent = await importFile('units-codes', 'bad.csv', 'code,type,name,parent_code\nN1,Ward,Một,\nN2,Ward,Hai,nowhere\n');
  expect([unknownParent.code, unknownParent.stderr]).toEqual([1, expect.stringContaining('row 3: there is no unit nowhere, its parent')]);
  const twice = await importFile('units-codes', 'bad.csv', 'code,type,name,parent_code\nN1,Ward,Một,\nN1,Ward,Hai,\n');
  expect(twice.stderr).toContain('the code N1 is there twice');
  const noLevel = await importFile('units-codes', 'bad.csv', 'code,type,name,parent_code\nN1,Planet,Một,\n');
  expect(noLevel.stderr).toContain('"Planet" is no level');
  expect(await importFile('units-codes', 'good.csv', 'code,type,name,parent_code\nN1,Ward,Một,\n')).toMatchObject({
    stdout: '1 units added, 0 changed, 0 as they were.\n',
  });
});

test('roads and buildings are stored once, however often they are imported', async () => {
  const path = { type: 'LineString', coordinates: [[108.23, 11.79], [108.24, 11.79]] }; // prettier-ignore
  const roads = collection({ id: 'way/1', properties: { highway: 'residential', name: 'Hùng Vương' }, geometry: path }, { properties: { highway: 'path' }, geometry: { type: 'MultiLineString', coordinates: [path.coordinates, [[108.2, 11.7], [108.3, 11.7]]] } }); // prettier-ignore
  for (const stdout of ['3 roads added, 0 changed, 0 as they were.\n', '0 roads added, 0 changed, 3 as they were.\n'])
    expect(await importFile('roads', 'roads.geojson', roads)).toMatchObject({ code: 0, stdout });
  const buildings = collection(
    { properties: { building: 'yes', 'building:levels': '2' }, geometry: square },
    {
      properties: { height: '7.5 m' },
      geometry: { type: 'MultiPolygon', coordinates: [square.coordinates.map((ring) => ring.map(([lon, lat]) => [lon! + 1, lat!]))] },
    },
  );
  for (const stdout of ['2 buildings added, 0 changed, 0 as they were.\n', '0 buildings added, 0 changed, 2 as they were.\n'])
    expect(await importFile('buildings', 'buildings.geojson', buildings)).toMatchObject({ code: 0, stdout });
  expect((await importFile('roads', 'roads.geojson', collection({ properties: {}, geometry: square }))).stderr).toContain('feature 1 is a Polygon');
});

test('landmarks are stored once, those without a name or an address not at all', async () => {
  const at = (lon: number) => ({ type: 'Point', coordinates: [lon, 11.79] });
  const landmarks = collection(
    { id: 'node/1', properties: { amenity: 'marketplace', name: 'Chợ Đinh Văn' }, geometry: at(108.24) },
    { properties: { 'addr:housenumber': '12', 'addr:street': 'Hùng Vương' }, geometry: square },
    { properties: { amenity: 'bench' }, geometry: at(108.25) },
  );
  for (const stdout of ['2 landmarks added, 0 changed, 0 as they were.\n', '0 landmarks added, 0 changed, 2 as they were.\n'])
    expect(await importFile('landmarks', 'landmarks.geojson', landmarks)).toMatchObject({ code: 0, stdout });
  expect(await importFile('landmarks', 'landmarks.geojson', landmarks.replace('Chợ Đinh Văn', 'Chợ Mới'))).toMatchObject({
    stdout: '0 landmarks added, 1 changed, 1 as they were.\n',
  });
  const line = { type: 'LineString', coordinates: [[108.2, 11.7], [108.3, 11.7]] }; // prettier-ignore
  expect((await importFile('landmarks', 'landmarks.geojson', collection({ properties: { name: 'Chợ' }, geometry: line }))).stderr).toContain(
    'feature 1 is a LineString',
  );
});

test('cameras are imported with progress and a summary; exit code 1 says that a row was refused', async () => {
  expect(await runMatpho(['organisation', 'add', '--name', 'Ban điều hành 1', '--kind', 'board', '--unit', 'T1'], settings)).toMatchObject({ code: 0 });
  const list = listOf(300, 'T1');
  const good = await importFile('cameras', 'cameras.csv', csvOf(list), '--organisation', 'Ban điều hành 1');
  expect([good.code, good.stderr]).toEqual([0, expect.stringContaining('300 of 300 rows (100 %)')]);
  expect(good.stdout).toMatch(/Registered, look at it +300\n/);
  list[5] = list[5]!.with(2, 'T2');
  const again = await importFile('cameras', 'cameras.csv', csvOf(list), '--organisation', 'Ban điều hành 1');
  expect(again.code).toBe(1);
  expect(again.stdout).toMatch(/Was registered before +299\n/);
  expect(again.stdout).toContain('row 7, unit: This unit is not one of yours.');
  expect(again.stdout + again.stderr).not.toContain('khó');
});

test('without an organisation it imports for the only administration, into the units that the list names', async () => {
  const nobody = await importFile('cameras', 'more.csv', csvOf(listOf(2, 'T2', { from: 400 })));
  expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('there are no organisations of the kind administration')]);
  await runMatpho(['organisation', 'add', '--name', 'Quản trị', '--kind', 'administration'], settings);
  expect(await importFile('cameras', 'more.csv', csvOf(listOf(2, 'T2', { from: 400 })))).toMatchObject({ code: 0 });
});

test('what can not be imported says why', async () => {
  const organisation = ['--organisation', 'Ban điều hành 1'];
  expect(await importFile('cameras', 'x.csv', 'a,b\n', ...organisation)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('The first row must name the columns'),
  });
  expect(await importFile('cameras', 'x.csv', 'a,b\n', '--colour', 'red')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('matpho: Use: matpho import cameras FILE.{csv,xlsx,geojson} [--organisation NAME]\n'),
  });
  expect(await importFile('cameras', 'x.csv', 'a,b\n', '--organisation', 'Ai')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no organisation "Ai"'),
  });
  expect(await runMatpho(['import', 'cameras', folder.path('none.csv'), ...organisation], settings)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no file'),
  });
});
