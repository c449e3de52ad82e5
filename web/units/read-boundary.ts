import type { UnitBoundary } from '../api/api-types.ts';

/** Why a file is no outline; each has a text in `units.boundaryProblem`. */
export type BoundaryProblem = 'notJson' | 'notArea' | 'manyFeatures' | 'openRing' | 'notDegrees' | 'tooMany';

/** What a file holds: an outline, or why it is none. */
export type ReadBoundary = { readonly boundary: UnitBoundary } | { readonly problem: BoundaryProblem };

type Position = [lonDeg: number, latDeg: number];

/** Limits of the API. */
const MOST_POSITIONS = 20_000;
const LEAST_OF_RING = 4;

class BoundaryFault extends Error {
  readonly problem: BoundaryProblem;

  constructor(problem: BoundaryProblem) {
    super(problem);
    this.problem = problem;
  }
}

/** The outline in the text of a GeoJSON file (RFC 7946): a Polygon or MultiPolygon, a Feature with one, or a FeatureCollection of one such Feature. Heights are dropped. */
export function readBoundary(text: string): ReadBoundary {
  try {
    const boundary = areaOf(parse(text));
    const positions = boundary.coordinates.flat(boundary.type === 'Polygon' ? 1 : 2).length;
    return positions > MOST_POSITIONS ? { problem: 'tooMany' } : { boundary };
  } catch (error) {
    if (error instanceof BoundaryFault) return { problem: error.problem };
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    // some programs put a byte order mark before it
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new BoundaryFault('notJson');
  }
}

function areaOf(value: unknown): UnitBoundary {
  const { type, features, geometry, coordinates } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (type === 'FeatureCollection') {
    const [only, ...others] = listOf(features);
    if (others.length > 0) throw new BoundaryFault('manyFeatures');
    return areaOf(only);
  }
  if (type === 'Feature') return areaOf(geometry);
  if (type === 'Polygon') return { type, coordinates: listOf(coordinates).map(ringOf) };
  if (type === 'MultiPolygon') return { type, coordinates: listOf(coordinates).map((polygon) => listOf(polygon).map(ringOf)) };
  throw new BoundaryFault('notArea');
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw new BoundaryFault('notArea');
  return value as unknown[];
}

function ringOf(value: unknown): Position[] {
  const ring = listOf(value).map(positionOf);
  const [first, last] = [ring[0], ring.at(-1)];
  if (ring.length < LEAST_OF_RING || first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) throw new BoundaryFault('openRing');
  return ring;
}

function positionOf(value: unknown): Position {
  const [lonDeg, latDeg] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof lonDeg !== 'number' || typeof latDeg !== 'number' || Math.abs(lonDeg) > 180 || Math.abs(latDeg) > 90) throw new BoundaryFault('notDegrees');
  return [lonDeg, latDeg];
}
