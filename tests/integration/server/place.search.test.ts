import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

interface Found {
  readonly kind: string;
  readonly name: string;
  readonly within: string | null;
  readonly position: { readonly coordinates: readonly [number, number] };
  readonly radiusM: number;
  readonly approximate: boolean;
}

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
  const road = (id: string, name: string, path: string) =>
    t.db.run(sql`INSERT INTO road (source_id, name, path) VALUES (${id}, ${name}, ST_GeomFromText(${`LINESTRING(${path})`}, 4326))`);
  // two ways of a wide street, a street across, and the same street again in the next ward and 100 km away
  await road('r1', 'Đường Trần Phú', '108.231 11.795, 108.235 11.795');
  await road('r2', 'Đường Trần Phú', '108.235 11.795, 108.249 11.795');
  await road('r3', 'Lê Lợi', '108.24 11.79, 108.24 11.799');
  await road('r4', 'Đường Trần Phú', '108.261 11.79, 108.265 11.79');
  await road('r5', 'Đường Trần Phú', '109.5 11.79, 109.51 11.79');
  await t.db.run(sql`INSERT INTO landmark (source_id, kind, name, house_number, street, position) VALUES
    ('l1', 'marketplace', 'Chợ Đinh Văn', NULL, NULL, ST_SetSRID(ST_MakePoint(108.238, 11.793), 4326)),
    ('l2', 'address', NULL, '12/3', 'Trần Phú', ST_SetSRID(ST_MakePoint(108.232, 11.7951), 4326))`);
  for (const [name, siteName, coordinates] of [
    ['Mắt 1', 'Ngã ba chợ', [108.2352, 11.7952]],
    ['Mắt 2', 'Ngã ba chợ', [108.2354, 11.7952]],
  ] as const) {
    const body = cameraBody(t.world, { name, siteName });
    const placement = { ...(body as { placement: object }).placement, position: { type: 'Point', coordinates } };
    expect((await t.as('board', 'POST', '/cameras', { ...body, placement })).statusCode).toBe(201);
  }
});
afterAll(() => t.close());

const search = async (q: string, { user = 'officer' as TestUser, near = '108.232,11.795' as string | null, limit = 8 } = {}): Promise<Found[]> => {
  const answer = await t.as(user, 'GET', `/places?q=${encodeURIComponent(q)}&limit=${limit}${near === null ? '' : `&near=${near}`}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ items: Found[] }>().items;
};

describe('a search for a place', () => {
  it('finds a landmark by the beginning of its words, without marks and case', async () => {
    for (const q of ['chợ Đinh Văn', 'cho dinh v', 'CHO ĐINH', 'Văn chợ'])
      expect(await search(q), q).toMatchObject([
        { kind: 'landmark', name: 'Chợ Đinh Văn', within: 'Tổ dân phố Bắc, Phường Một', position: { coordinates: [108.238, 11.793] }, approximate: false },
      ]);
  });

  it('answers a street once for each commune, at its point next to the reader, and none a hundred kilometres away', async () => {
    const streets = await search('đường trần phú');
    expect(streets.map(({ kind, within, position }) => [kind, within, position.coordinates])).toEqual([
      ['road', 'Tổ dân phố Bắc, Phường Một', [108.232, 11.795]],
      ['road', 'Phường Hai', [108.261, 11.79]],
    ]);
    expect(streets[0]!.radiusM).toBeGreaterThan(200);
    expect(await search('đường trần phú', { near: null })).toHaveLength(4);
  });

  it('finds where two streets meet, in either order, however it is written', async () => {
    for (const q of ['Trần Phú giao Lê Lợi', 'ngã tư Lê Lợi - Trần Phú', 'góc đường Lê Lợi và đường Trần Phú']) {
      const [first, ...others] = await search(q);
      expect(first, q).toMatchObject({ kind: 'crossing', within: 'Tổ dân phố Bắc, Phường Một', position: { coordinates: [108.24, 11.795] } });
      expect(others.filter(({ kind }) => kind === 'crossing')).toEqual([]);
    }
  });

  it('finds a house, and says so when it knows nothing but its street', async () => {
    expect(await search('số 12/3 đường Trần Phú')).toMatchObject([{ kind: 'landmark', name: '12/3 Trần Phú', approximate: false }]);
    const [street] = await search('99 Trần Phú');
    expect(street).toMatchObject({ kind: 'road', name: 'Đường Trần Phú', approximate: true });
  });

  it('finds units of today with how far they reach', async () => {
    const [unit] = await search('to dan pho nam');
    expect(unit).toMatchObject({ kind: 'unit', name: 'Tổ dân phố Nam' });
    expect(unit!.radiusM).toBeGreaterThan(500);
  });

  it('names a site of cameras only to those who may see one of them, in the middle of its cameras', async () => {
    const [site, ...others] = await search('ngã ba chợ');
    expect([site?.kind, others]).toEqual(['site', []]);
    expect(site!.position.coordinates[0]).toBeCloseTo(108.2353, 6);
    expect(await search('ngã ba chợ', { user: 'board' })).toHaveLength(1);
    expect(await search('ngã ba chợ', { user: 'admin' })).toHaveLength(1);
    for (const user of ['otherboard', 'otherofficer', 'othercommander'] as const) expect(await search('ngã ba chợ', { user }), user).toEqual([]);
  });

  it('puts what bears exactly the name before what is nearer', async () => {
    await t.db.run(
      sql`INSERT INTO landmark (source_id, kind, name, position) VALUES ('l3', 'shop', 'Chợ Đinh Văn 2', ST_SetSRID(ST_MakePoint(108.232, 11.795), 4326))`,
    );
    expect((await search('chợ đinh văn')).map(({ name }) => name)).toEqual(['Chợ Đinh Văn', 'Chợ Đinh Văn 2']);
    expect(await search('chợ đinh văn', { limit: 1 })).toHaveLength(1);
    await t.db.run(sql`DELETE FROM landmark WHERE source_id = 'l3'`);
  });

  it.each(['!', '市场', "') | ('x", ':* & |', '%_%', '\\', 'a'.repeat(120), '0', '-- ; DROP TABLE road', '😀😀'])(
    'finds nothing for %j, without an error',
    async (q) => {
      expect(await search(q)).toEqual([]);
    },
  );

  it.each([
    'q=',
    'x=1',
    `q=${'a'.repeat(121)}`,
    'q=cho&near=11.79',
    'q=cho&near=200,10',
    'q=cho&near=108.2,11.7,3',
    'q=cho&limit=0',
    'q=cho&limit=21',
    'q=cho%00cho',
  ])('refuses ?%s in words', async (query) => {
    const answer = await t.as('officer', 'GET', `/places?${query}`);
    expect(answer.statusCode, answer.body).toBe(422);
  });

  it('is for those who see cameras', async () => {
    expect((await t.as('auditor', 'GET', '/places?q=cho')).statusCode).toBe(403);
    expect((await t.anonymous('GET', '/places?q=cho')).statusCode).toBe(401);
  });
});
