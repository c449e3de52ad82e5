import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { storeBuildings } from '../../../cli/reference/store-map-features.ts';
import { groundOfPlacements } from '../../../db/registration/placement-coverage.ts';
import { insertPlacement } from '../../../db/repositories/camera-placement-repository.ts';
import { duePlacements, storeCoverages } from '../../../db/repositories/coverage-repository.ts';
import type { CameraPlacement } from '../../../domain/camera-placement.ts';
import type { LonLat } from '../../../domain/geojson.ts';
import { systemClock } from '../../../platform/clock.ts';
import { newId } from '../../../platform/new-id.ts';
import { createRecomputeCoverageJob } from '../../../workers/jobs/recompute-coverage-job.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { generatedTown, placeAt, randomNumbers, randomPlacement } from '../../support/visibility/generated-town.ts';
import { insertTestCamera, insertTown, type Town } from '../../support/workers/camera-fixture.ts';

const AT: LonLat = [108.2431, 11.789];

let t: MigratedTestDatabase;
let town: Town;

beforeAll(async () => {
  t = await createTestDatabase();
  town = await insertTown(t.database);
});
afterAll(() => t.drop());
beforeEach(async () => {
  await t.database.run(sql`DELETE FROM building`);
  await run();
});

function looking(bearingDeg: number, changes: Partial<CameraPlacement> = {}): CameraPlacement {
  const view = { heightM: 4.5, tiltDeg: 12, hfovDeg: 87, rangeM: 45, resolution: { width: 1920, height: 1080 } };
  return { position: { type: 'Point', coordinates: AT }, bearingDeg, ...view, ...changes };
}

/** A house of 8 by 8 m whose middle lies `eastM`, `northM` from the camera. */
function house(eastM: number, northM: number, halfM = 4): LonLat[] {
  return [
    [-halfM, -halfM],
    [halfM, -halfM],
    [halfM, halfM],
    [-halfM, halfM],
    [-halfM, -halfM],
  ].map(([east, north]) => placeAt(AT, eastM + east!, northM + north!));
}

async function place(placement: CameraPlacement, validFromMs = Date.now() - 60_000, ofCamera?: string): Promise<string> {
  const cameraId = ofCamera ?? (await insertTestCamera(t.database, town));
  const [ground] = await groundOfPlacements(t.database, [placement], { times: [{ fromMs: validFromMs, toMs: null }] });
  const id = newId();
  await insertPlacement(t.database, { id, cameraId, placement, ground: ground!, validFromMs, recordedBy: null });
  return id;
}

async function importHouses(...rings: LonLat[][]) {
  const features = rings.map((ring, index) => ({
    position: index + 1,
    id: `house/${index}`,
    properties: { height: 7 },
    geometry: { type: 'Polygon', coordinates: [ring] },
  }));
  return t.database.transaction((tx) => storeBuildings(tx, 'houses.geojson', features));
}

async function run(): Promise<void> {
  await createRecomputeCoverageJob({ database: t.database, clock: systemClock })({ payload: {}, signal: new AbortController().signal } as never);
}

const sees = (column: 'coverage' | 'sector', eastM: number, northM: number) => {
  const [lon, lat] = placeAt(AT, eastM, northM);
  const area = column === 'coverage' ? sql`coverage` : sql`sector`;
  return sql`ST_Covers(${area}, ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326))`;
};

async function state(id: string) {
  return t.database.row<{
    version: number;
    basis: string;
    due: boolean;
    behind: boolean;
    before: boolean;
    stated: boolean;
  }>(sql`SELECT coverage_version AS version, coverage_basis AS basis,
    coverage_due_at <= clock_timestamp() IS TRUE AS due, ${sees('coverage', 35, 0)} AS behind, ${sees('coverage', 10, 0)} AS before, ${sees('sector', 35, 0)} AS stated FROM camera_placement WHERE id = ${id}`);
}

describe('coverage', () => {
  it('is cut as soon as a placement is stored', async () => {
    await importHouses(house(20, 0));
    expect(await state(await place(looking(90)))).toEqual({ version: 1, basis: 'cut', due: false, behind: false, before: true, stated: true });
  });

  it('is worked out anew when a building comes, and what the service said before stays, dated', async () => {
    const [id, elsewhere] = [await place(looking(90)), await place(looking(270))];
    expect(await state(id)).toMatchObject({ version: 1, basis: 'clear', behind: true });
    await importHouses(house(20, 0));
    expect(await state(id)).toMatchObject({ due: true, behind: true });
    expect(await state(elsewhere)).toMatchObject({ due: false });
    await run();
    expect(await state(id)).toEqual({ version: 2, basis: 'cut', due: false, behind: false, before: true, stated: true });
    const before = await t.database
      .rows(sql`SELECT h.version, h.basis, ${sees('coverage', 35, 0)} AS behind, upper(h.said) = p.coverage_computed_at AS "upToNow"
      FROM coverage_history h JOIN (SELECT id, coverage_computed_at FROM camera_placement) p ON p.id = h.placement_id WHERE h.placement_id = ${id}`);
    expect(before).toEqual([{ version: 1, basis: 'clear', behind: true, upToNow: true }]);
  });

  it('of each placement is cut by the buildings that stood for all of its time', async () => {
    const day = (text: string) => Date.parse(`${text}T00:00:00+07:00`);
    const importDated = (properties: Record<string, unknown>) =>
      t.database.transaction((tx) =>
        storeBuildings(tx, 'f', [{ position: 1, id: 'dated', properties, geometry: { type: 'Polygon', coordinates: [house(20, 0)] } }]),
      );
    await importDated({ validFrom: '2024-05-01' });
    const old = await place(looking(90), day('2022-01-01'));
    const { cameraId } = await t.database.row<{ cameraId: string }>(sql`SELECT camera_id AS "cameraId" FROM camera_placement WHERE id = ${old}`);
    // the house came while this placement held: who knows it enters the placement anew from that day
    expect(await state(old)).toMatchObject({ basis: 'clear', behind: true });
    const anew = await place(looking(90), day('2024-05-01'), cameraId);
    await run();
    expect(await state(anew)).toMatchObject({ basis: 'cut', behind: false });
    expect(await state(old)).toMatchObject({ basis: 'clear', behind: true });
    // it was there before, and was torn down on that day
    expect(await importDated({ validTo: '2024-05-01' })).toMatchObject({ changed: 1 });
    await run();
    expect(await state(anew)).toMatchObject({ basis: 'clear', behind: true });
    expect(await state(old)).toMatchObject({ basis: 'cut', behind: false });
    for (const bad of [{ validFrom: '31/05/2026' }, { validFrom: '2026-02-31' }, { validFrom: '2026-05-01', validTo: '2026-05-01' }])
      await expect(importDated(bad)).rejects.toMatchObject({ code: 'reference_file_invalid' });
  });

  it('of a placement that ends is worked out anew when a dated building is before it', async () => {
    await t.database.transaction((tx) =>
      storeBuildings(tx, 'f', [{ position: 1, id: 'gone', properties: { validTo: '2024-05-01' }, geometry: { type: 'Polygon', coordinates: [house(20, 0)] } }]),
    );
    const id = await place(looking(90), Date.parse('2022-01-01T00:00:00Z'));
    const { cameraId } = await t.database.row<{ cameraId: string }>(sql`SELECT camera_id AS "cameraId" FROM camera_placement WHERE id = ${id}`);
    expect(await state(id)).toMatchObject({ basis: 'clear' });
    await place(looking(180), Date.parse('2023-01-01T00:00:00Z'), cameraId);
    expect(await state(id)).toMatchObject({ due: true });
    await run();
    expect(await state(id)).toMatchObject({ basis: 'cut', version: 2 });
  });

  it('comes back when the building goes', async () => {
    await importHouses(house(20, 0));
    const id = await place(looking(90));
    await t.database.run(sql`DELETE FROM building`);
    await run();
    expect(await state(id)).toMatchObject({ version: 2, basis: 'clear', behind: true });
  });

  it('makes no new version when nothing of the view changes, however often it runs', async () => {
    const id = await place(looking(90));
    await importHouses(house(-9, 6, 1));
    expect(await state(id)).toMatchObject({ due: true });
    await run();
    await run();
    expect(await state(id)).toMatchObject({ version: 1, basis: 'clear', due: false });
    expect(await importHouses(house(-9, 6, 1))).toEqual({ added: 0, changed: 0, unchanged: 1 });
    expect(await state(id)).toMatchObject({ due: false });
  });

  it('is computed once more some minutes after it was stored', async () => {
    const id = await place(looking(90));
    const { later } = await t.database.row<{ later: boolean }>(
      sql`SELECT coverage_due_at BETWEEN now() + interval '9 minutes' AND now() + interval '11 minutes' AS later FROM camera_placement WHERE id = ${id}`,
    );
    expect(later).toBe(true);
  });

  it('stays due when another building came while it was worked out', async () => {
    const id = await place(looking(90));
    await importHouses(house(20, 0));
    const due = (await duePlacements(t.database, 10)).filter((each) => each.id === id);
    await importHouses(house(20, 0), house(30, 10));
    const [ground] = await groundOfPlacements(t.database, [looking(90)]);
    expect(await storeCoverages(t.database, [{ ...due[0]!, ground: ground! }])).toEqual([]);
    expect(await state(id)).toMatchObject({ version: 1, due: true });
  });

  it('is not touched by an import that was undone', async () => {
    const id = await place(looking(90));
    const undone = t.database.transaction(async (tx) => {
      await storeBuildings(tx, 'f', [{ position: 1, id: 'x', properties: {}, geometry: { type: 'Polygon', coordinates: [house(20, 0)] } }]);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await state(id)).toMatchObject({ due: false });
  });

  it('is the whole sector, marked as doubtful, when buildings would hide all of it', async () => {
    const walls = house(0, 0, 3).slice(0, 4);
    const [a, b, c, d] = house(0, 0, 2.2);
    await t.database.run(
      sql`INSERT INTO building (footprint) VALUES (ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify({
        type: 'Polygon',
        coordinates: [
          [...walls, walls[0]],
          [a, b, c, d, a],
        ],
      })}), 4326))`,
    );
    expect(await state(await place(looking(90)))).toEqual({ version: 1, basis: 'doubtful', due: false, behind: true, before: true, stated: true });
  });

  it('is what a camera that can be turned reaches, stated so', async () => {
    const id = await place(looking(270, { motion: 'ptz' }));
    expect(await state(id)).toMatchObject({ behind: true });
    const { motion } = await t.database.row<{ motion: string }>(sql`SELECT motion FROM camera_placement WHERE id = ${id}`);
    expect(motion).toBe('ptz');
  });

  it('is valid and lies within its sector for any camera in any town', async () => {
    const random = randomNumbers(41);
    const outlines = generatedTown(AT, 160, 120, random).map(({ rings, heightM }) => ({ rings: rings.map((ring) => [...ring, ring[0]!]), heightM }));
    await t.database
      .run(sql`INSERT INTO building (footprint, height_m) SELECT ST_SetSRID(ST_GeomFromGeoJSON(json_build_object('type', 'Polygon', 'coordinates', b->'rings')), 4326), (b->>'heightM')::float8
      FROM json_array_elements(${JSON.stringify(outlines)}::json) AS b`);
    const placements = Array.from({ length: 150 }, () => randomPlacement(placeAt(AT, (random() - 0.5) * 120, (random() - 0.5) * 120), random));
    const grounds = await groundOfPlacements(t.database, placements);
    const rows = await t.database.rows<{
      valid: boolean;
      within: boolean;
      share: number;
      basis: string;
    }>(sql`SELECT ST_IsValid(coverage) AS valid, ST_CoveredBy(coverage, ST_Buffer(sector, 3e-7)) AS within, ST_Area(coverage) / ST_Area(sector) AS share, basis
      FROM (SELECT coverage_geometry(g->'sector') AS sector, coverage_geometry(g->'coverage') AS coverage, g->>'basis' AS basis FROM jsonb_array_elements(${JSON.stringify(grounds)}::jsonb) AS g) x`);
    expect(rows).toHaveLength(150);
    for (const { valid, within, share, basis } of rows) {
      expect(valid).toBe(true);
      // corners are rounded to a centimetre
      expect(within).toBe(true);
      expect(share).toBeGreaterThan(0.009);
      expect(basis === 'cut' || share === 1).toBe(true);
    }
  });
});
