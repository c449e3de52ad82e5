import { AppError } from '../../domain/app-error.ts';
import { localPlane, type LocalPlane } from '../../domain/local-plane.ts';
import { partOfLine } from '../../domain/plane-line.ts';
import { buildRouteGraph, edgeLine, type RouteGraph } from '../../domain/route-graph.ts';
import { ROUTE_LIMITS, type RouteQuestion } from '../../domain/route-limits.ts';
import { findPassages, type RoutePassage, type SeenArea } from '../../domain/route-passage.ts';
import { reachedParts, reachWithin, type RouteReach } from '../../domain/route-reach.ts';
import { farthestM, passingWindow, searchedTime } from '../../domain/route-window.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import { metresPerDegree } from '../../domain/view-geometry.ts';
import type { Queryable } from '../../db/database.ts';
import type { CameraFilter } from '../../db/repositories/camera-repository.ts';
import type { IncidentRow } from '../../db/repositories/incident-repository.ts';
import { hasWaitingRoad, piecesAround, type HalfBox } from '../../db/repositories/road-graph-repository.ts';
import { hangingCameras, type HangingCamera } from '../../db/repositories/route-camera-repository.ts';

/** A city has some 20,000 pieces of road within 3 km. */
const MOST_PIECES = 60_000;
const MOST_PLACEMENTS = 1000;
const MOST_ROAD_LINES = 3000;
/** How far from a road a place may lie and still begin on it, see `buildRouteGraph`. */
const TO_ROAD_M = 200;

/** A camera that somebody could pass, the way to it, and when. */
export interface RouteCamera {
  readonly camera: HangingCamera;
  readonly passage: RoutePassage;
  readonly window: TimeInterval;
}

/** What a search found, nearest first. */
export interface RouteFinding {
  readonly cameras: readonly RouteCamera[];
  /** Nearer than this along the roads no camera is missing. */
  readonly completeToM: number;
  readonly cut: boolean;
  readonly reachM: number;
  roadLines(): { readonly lines: [number, number][][]; readonly cut: boolean };
}

function halfBox(latDeg: number, distanceM: number): HalfBox {
  const { lonM, latM } = metresPerDegree(latDeg);
  return { lonDeg: distanceM / lonM, latDeg: distanceM / latM };
}

async function readGraph(db: Queryable, incident: IncidentRow, plane: LocalPlane, half: HalfBox): Promise<RouteGraph> {
  const centre = [incident.lon, incident.lat] as const;
  const [pieces, waits] = await Promise.all([piecesAround(db, centre, half, MOST_PIECES + 1), hasWaitingRoad(db, centre, half)]);
  if (waits) {
    throw new AppError('conflict', 'roads_unknown', 'Roads here were just imported and are being prepared. Search again in a minute.', {
      details: { reason: 'being_built' },
    });
  }
  if (pieces.length > MOST_PIECES) {
    throw new AppError('invalid', 'route_area_too_dense', 'There are too many roads within this distance. Search a shorter one.', {
      details: { mostPieces: MOST_PIECES },
    });
  }
  const graph = buildRouteGraph(pieces, plane, incident.uncertaintyM);
  if (graph !== undefined) return graph;
  throw new AppError(
    'conflict',
    'roads_unknown',
    'No road is known within 150 m of the place. Check it; if it is right, the roads of the area are missing: the operator adds them with "matpho import roads FILE.geojson".',
    { details: { reason: 'none_near' } },
  );
}

function areaOf({ coverage }: HangingCamera, plane: LocalPlane): SeenArea {
  const rings = (coverage.type === 'MultiPolygon' ? (coverage.coordinates as number[][][][]).flat() : coverage.coordinates) as number[][][];
  return { rings: rings.map((ring) => plane.ringOf(ring)) };
}

function cutTo(window: TimeInterval, camera: HangingCamera): TimeInterval {
  return { fromMs: Math.max(window.fromMs, camera.validFromMs), toMs: Math.min(window.toMs, camera.validToMs) };
}

/** One entry for each camera: one that was turned meanwhile has the time of all the ways it hung. */
function merged(found: readonly RouteCamera[]): RouteCamera[] {
  const byCamera = new Map<string, RouteCamera>();
  for (const item of found) {
    const known = byCamera.get(item.camera.cameraId);
    const nearer = known === undefined || item.passage.nearM < known.passage.nearM ? item : known;
    const other = nearer === item ? known : item;
    byCamera.set(item.camera.cameraId, other === undefined ? nearer : joined(nearer, other));
  }
  return [...byCamera.values()];
}

function joined(nearer: RouteCamera, other: RouteCamera): RouteCamera {
  return {
    camera: nearer.camera,
    passage: { ...nearer.passage, farM: Math.max(nearer.passage.farM, other.passage.farM) },
    window: { fromMs: Math.min(nearer.window.fromMs, other.window.fromMs), toMs: Math.max(nearer.window.toMs, other.window.toMs) },
  };
}

function compare(a: RouteCamera, b: RouteCamera): number {
  return a.passage.nearM - b.passage.nearM || (a.camera.cameraId < b.camera.cameraId ? -1 : 1);
}

function linesOf(graph: RouteGraph, reach: RouteReach, plane: LocalPlane): { lines: [number, number][][]; cut: boolean } {
  const parts = graph.edges
    .flatMap((edge) => reachedParts(reach, edge).map((part) => partOfLine(edgeLine(graph, edge), part)))
    .filter((line) => line.length >= 4);
  return { lines: parts.slice(0, MOST_ROAD_LINES).map((line) => plane.coordinatesOf(line)), cut: parts.length > MOST_ROAD_LINES };
}

/** Whom somebody who left the place, or came to it, could have passed. Errors: `roads_unknown` (conflict), `route_area_too_dense` (invalid). */
export async function searchRoute(db: Queryable, incident: IncidentRow, question: RouteQuestion, reachOfCaller: CameraFilter['reach']): Promise<RouteFinding> {
  const { direction, speed, minutes } = question;
  const occurred = { fromMs: incident.fromMs, toMs: incident.toMs };
  const centre = [incident.lon, incident.lat] as const;
  const reachM = farthestM(speed, question);
  const half = halfBox(incident.lat, reachM + incident.uncertaintyM + TO_ROAD_M);
  const plane = localPlane(centre);
  const [graph, placements] = await Promise.all([
    readGraph(db, incident, plane, half),
    hangingCameras(db, { centre, half, during: searchedTime(occurred, direction, minutes), reach: reachOfCaller }, MOST_PLACEMENTS),
  ]);
  const reach = reachWithin(graph, reachM);
  const passages = findPassages(
    graph,
    reach,
    placements.map((camera) => areaOf(camera, plane)),
  );
  const found = placements.flatMap((camera, index) => {
    const passage = passages[index];
    if (passage === undefined) return [];
    const window = cutTo(passingWindow(occurred, direction, speed, passage, minutes), camera);
    return window.fromMs < window.toMs ? [{ camera, passage, window }] : [];
  });
  // what was not read lies further away on a straight line, so along the roads too; a degree of longitude is the shorter one
  const lastDeg = placements.length < MOST_PLACEMENTS ? Infinity : placements.at(-1)!.awayDeg;
  const knownToM = Math.max(0, lastDeg * metresPerDegree(incident.lat).lonM - incident.uncertaintyM);
  const ordered = merged(found)
    .filter(({ passage }) => passage.nearM <= knownToM)
    .toSorted(compare);
  const cameras = ordered.slice(0, ROUTE_LIMITS.cameras);
  const cut = ordered.length > cameras.length || knownToM < reachM;
  const completeToM = ordered.length > cameras.length ? cameras.at(-1)!.passage.nearM : Math.min(reachM, knownToM);
  return { cameras, completeToM, cut, reachM, roadLines: () => linesOf(graph, reach, plane) };
}
