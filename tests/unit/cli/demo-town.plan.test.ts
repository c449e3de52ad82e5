import { describe, expect, it } from 'vitest';
import { drawFrame } from '../../../camera-adapters/simulated/draw-frame.ts';
import { FIRST_MARKET_CAMERA, marketIncidentPlace } from '../../../cli/demo/camera-spots.ts';
import { faultsOf, offsetThen, placementThen } from '../../../cli/demo/town-camera.ts';
import { townBuildings } from '../../../cli/demo/town-buildings.ts';
import { townCameras } from '../../../cli/demo/town-cameras.ts';
import { clockHistory, healthHistory } from '../../../cli/demo/town-health.ts';
import { freshIncident, townIncidents } from '../../../cli/demo/town-incidents.ts';
import { drawnOutline, townNeighbourhoods } from '../../../cli/demo/town-layout.ts';
import { pictureMemories } from '../../../cli/demo/town-pictures.ts';
import { TOWN_CENTRE, toLonLat } from '../../../cli/demo/town-plane.ts';
import { townJunction } from '../../../cli/demo/town-streets.ts';
import { coveragePolygon } from '../../../domain/coverage-polygon.ts';
import { FACETS } from '../../../domain/health-facet.ts';
import { checkSummary } from '../../../domain/personal-data-check.ts';
import { judgePicture } from '../../../domain/picture-verdict.ts';
import { measureImage } from '../../../media/image-measures.ts';
import { encodeJpeg } from '../../../media/jpeg-encode.ts';
import { contains, isSimpleRing, signedArea } from '../../support/polygon-checks.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 10, 22, 3, 20, 41, 250);
const cameras = townCameras(NOW_MS);
const neighbourhoods = townNeighbourhoods();
const positionOf = (camera: (typeof cameras)[number]) => camera.placements[0]!.placement.position.coordinates;

describe('neighbourhoods', () => {
  it('are 21 counterclockwise rings that never meet themselves and lie in the commune', () => {
    expect(neighbourhoods).toHaveLength(21);
    expect(new Set(neighbourhoods.map(({ name }) => name)).size).toBe(21);
    for (const { boundary } of neighbourhoods) {
      const ring = boundary.coordinates[0]!;
      expect(isSimpleRing(ring)).toBe(true);
      expect(signedArea(ring)).toBeGreaterThan(0);
      for (const corner of ring) expect(contains(drawnOutline(1), corner)).toBe(true);
    }
  });

  it('leave no gap: every border inside the town is shared to the last digit', () => {
    const edges = new Map<string, number>();
    for (const { boundary } of neighbourhoods) {
      const ring = boundary.coordinates[0]!;
      for (const [index, corner] of ring.slice(1).entries()) {
        const key = [String(ring[index]), String(corner)].toSorted().join(' ');
        edges.set(key, (edges.get(key) ?? 0) + 1);
      }
    }
    const once = [...edges.values()].filter((count) => count === 1).length;
    expect(Math.max(...edges.values())).toBe(2);
    expect(once).toBe(2 * (7 + 3) * 6);
  });

  it("have the centre of the town in the market's", () => {
    expect(contains(neighbourhoods[10]!.boundary, TOWN_CENTRE)).toBe(true);
  });
});

describe('streets', () => {
  it('meet in three-way and four-way junctions only', () => {
    const ways = Array.from({ length: 14 * 7 }, (_, index) => townJunction(index % 14, Math.floor(index / 14)).ways.size);
    expect(new Set(ways)).toEqual(new Set([3, 4]));
  });

  it('are kept clear by houses where cameras look at the crossing', () => {
    const houses = townBuildings();
    expect(houses.length).toBeGreaterThan(300);
    for (const { footprint } of houses) expect(isSimpleRing(footprint.coordinates[0]!)).toBe(true);
    for (const camera of cameras) for (const { footprint } of houses) expect(contains(footprint, positionOf(camera))).toBe(false);
  });
});

describe('cameras', () => {
  it('are 118, each with a name of its own and inside its neighbourhood', () => {
    expect(cameras).toHaveLength(118);
    expect(new Set(cameras.map(({ name }) => name)).size).toBe(118);
    for (const camera of cameras) expect(contains(neighbourhoods[camera.neighbourhood]!.boundary, positionOf(camera))).toBe(true);
    expect(cameras.filter(({ isHighMounted }) => isHighMounted)).toHaveLength(8);
    for (const { index } of neighbourhoods) expect(cameras.filter(({ neighbourhood }) => neighbourhood === index).length).toBeGreaterThanOrEqual(5);
  });

  it('fail in the numbers that the town is meant to show', () => {
    const count = (fault: string): number => cameras.filter(({ trouble }) => trouble !== undefined && fault in trouble.faults).length;
    const faults = ['dead', 'covered', 'blurred', 'moved', 'frozen', 'dark', 'clockOffsetMs'];
    expect(Object.fromEntries(faults.map((fault) => [fault, count(fault)]))).toEqual({
      dead: 9,
      covered: 3,
      blurred: 3,
      moved: 2,
      frozen: 2,
      dark: 1,
      clockOffsetMs: 6,
    });
    expect(cameras.filter(({ isDraft }) => isDraft)).toHaveLength(2);
    expect(cameras.filter(({ isInMaintenance }) => isInMaintenance)).toHaveLength(1);
    expect(cameras.filter(({ recordsLive }) => recordsLive)).toHaveLength(1);
  });

  it('have placements that follow each other without a gap, some of them turned', () => {
    expect(cameras.filter(({ placements }) => placements.length === 2).length).toBeGreaterThan(5);
    for (const { placements, createdAtMs } of cameras) {
      expect(placements[0]!.during.fromMs).toBe(createdAtMs);
      expect(placements.at(-1)!.during.toMs).toBe(Infinity);
      for (const [index, next] of placements.slice(1).entries()) expect(next.during.fromMs).toBe(placements[index]!.during.toMs);
    }
  });

  it('see the place of the incident of the last hour with four that work', () => {
    const place = toLonLat(marketIncidentPlace());
    const seeing = cameras.filter((camera) => contains(coveragePolygon(placementThen(camera, NOW_MS)!), place));
    expect(seeing.map(({ index }) => index - FIRST_MARKET_CAMERA)).toEqual([0, 1, 2, 6]);
    for (const { trouble } of seeing) expect(Object.keys(trouble?.faults ?? {}).filter((fault) => fault !== 'clockOffsetMs')).toEqual([]);
  });
});

describe('incidents', () => {
  const year = townIncidents(cameras, NOW_MS);
  const count = (category: string, outcome: string): number => year.filter((incident) => incident.category === category && incident.outcome === outcome).length;

  it('are those of the public report among others of other kinds', () => {
    expect(count('disorderly_gathering', 'dispersed')).toBe(2);
    expect(count('brawl', 'prevented')).toBe(15);
    expect(count('traffic_accident', 'cleared_with_footage')).toBe(2);
    expect(count('public_disorder', 'cleared_with_footage') + count('intentional_injury', 'cleared_with_footage')).toBe(14);
    expect(year.filter(({ outcome }) => outcome === 'cleared_with_footage')).toHaveLength(16);
    expect(year.length).toBeGreaterThanOrEqual(60);
  });

  it('happened within the last year, were reported after they happened and recorded after that, in order', () => {
    for (const { occurred, reportedAtMs, recordedAtMs } of year) {
      expect(occurred.fromMs).toBeGreaterThan(NOW_MS - 365 * DAY_MS);
      expect(occurred.toMs).toBeGreaterThan(occurred.fromMs);
      expect(reportedAtMs).toBeGreaterThan(occurred.toMs);
      expect(recordedAtMs).toBeGreaterThan(reportedAtMs);
      expect(recordedAtMs).toBeLessThan(NOW_MS - DAY_MS);
    }
    expect(year.map(({ recordedAtMs }) => recordedAtMs)).toEqual(year.map(({ recordedAtMs }) => recordedAtMs).toSorted((a, b) => a - b));
  });

  it('name nobody in their summaries', () => {
    for (const { summary } of [...year, freshIncident(NOW_MS)]) {
      expect(summary).not.toContain('{');
      checkSummary(summary, 'summary');
    }
  });

  it('were cleared by cameras that saw the place then and gave a picture', () => {
    for (const { confirmedCameraIds, outcome, location, occurred } of year) {
      expect(confirmedCameraIds.length > 0).toBe(outcome === 'cleared_with_footage');
      for (const id of confirmedCameraIds) {
        const camera = cameras.find((candidate) => candidate.id === id)!;
        expect(contains(coveragePolygon(placementThen(camera, occurred.fromMs)!), location)).toBe(true);
        expect(camera.trouble === undefined || camera.trouble.sinceMs > occurred.toMs || 'clockOffsetMs' in camera.trouble.faults).toBe(true);
      }
    }
  });

  it('end with one of the last hour that was over and recorded when the town was made', () => {
    const { occurred, recordedAtMs, outcome } = freshIncident(NOW_MS);
    expect(occurred.fromMs).toBeGreaterThan(NOW_MS - 30 * 60_000);
    expect(recordedAtMs).toBeGreaterThan(occurred.toMs);
    expect(recordedAtMs).toBeLessThan(NOW_MS);
    expect(outcome).toBe('open');
  });
});

describe('health of the last week', () => {
  it('covers it without gap or overlap, facet by facet, and ends when the workers take over', () => {
    for (const camera of cameras.filter(({ isDraft }) => !isDraft)) {
      const rows = healthHistory(camera, [], NOW_MS);
      for (const facet of FACETS) {
        const own = rows.filter((row) => row.facet === facet);
        expect(own[0]!.fromMs).toBe(Math.max(camera.createdAtMs, NOW_MS - 7 * DAY_MS));
        expect(own.at(-1)!.toMs).toBe(NOW_MS);
        for (const [index, next] of own.slice(1).entries()) expect(next.fromMs).toBe(own[index]!.toMs);
      }
    }
  });

  it('shows what is wrong at its end: dead cameras are down, the others up with what their faults do', () => {
    for (const camera of cameras.filter(({ isDraft }) => !isDraft)) {
      const last = Object.fromEntries(
        healthHistory(camera, [], NOW_MS)
          .filter(({ toMs }) => toMs === NOW_MS)
          .map(({ facet, state }) => [facet, state]),
      );
      const faults = camera.trouble?.faults ?? {};
      const picture = (['covered', 'blurred', 'moved', 'frozen', 'dark'] as const).find((fault) => fault in faults) ?? 'ok';
      const expected = faults.dead
        ? { reachable: 'down', picture: 'unknown', clock: 'unknown' }
        : { reachable: 'up', picture, clock: faults.clockOffsetMs === undefined ? 'ok' : 'off' };
      expect(last).toEqual({ ...expected, recording: 'off' });
    }
  });

  it("has clock readings that hold the clock's true offset, none of a camera that was dead", () => {
    for (const camera of cameras) {
      for (const { trueTimeMs, deviceTimeMs, uncertaintyMs } of clockHistory(camera, NOW_MS)) {
        expect(Math.abs(deviceTimeMs - trueTimeMs - offsetThen(camera, trueTimeMs))).toBeLessThanOrEqual(uncertaintyMs);
        if (camera.trouble?.faults.dead) expect(trueTimeMs).toBeLessThan(camera.trouble.sinceMs);
      }
    }
    expect(clockHistory(cameras[FIRST_MARKET_CAMERA]!, NOW_MS)).toHaveLength(7);
  });
});

describe('pictures that are remembered', () => {
  it('let the next picture of a camera that was moved or stands still show it at once', async () => {
    const memories = await pictureMemories(cameras, NOW_MS);
    const expected = cameras.flatMap(({ id, trouble }) => (trouble?.faults.moved ? [[id, 'moved']] : trouble?.faults.frozen ? [[id, 'frozen']] : []));
    expect([...memories.keys()]).toEqual(expected.map(([id]) => id));
    for (const [id, state] of expected) {
      const camera = cameras.find((candidate) => candidate.id === id)!;
      const picture = await measureImage(await encodeJpeg(drawFrame({ seed: camera.seed, faults: faultsOf(camera) }, NOW_MS + 60_000), 65));
      expect(judgePicture(picture, NOW_MS + 60_000, memories.get(id!)!).observation.state).toBe(state);
    }
  });
});
