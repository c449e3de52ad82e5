import { boundsOfCoordinates, joinBounds, type LonLatBounds } from './lon-lat-bounds.ts';

/** A piece of a unit's area as one tile holds it. */
export interface UnitPiece {
  readonly id: string;
  readonly name: string;
  readonly coordinates: unknown;
}

/** Where the name of a unit goes. */
export interface UnitLabel {
  readonly id: string;
  readonly name: string;
  readonly lonDeg: number;
  readonly latDeg: number;
}

/** One label per unit in the middle of all its pieces: tiles cut areas up, and a label per piece would repeat the name. */
export function unitLabelPoints(pieces: readonly UnitPiece[]): readonly UnitLabel[] {
  const boxes = new Map<string, { name: string; box: LonLatBounds | null }>();
  for (const { id, name, coordinates } of pieces) {
    const known = boxes.get(id)?.box ?? null;
    boxes.set(id, { name, box: joinBounds(known, boundsOfCoordinates(coordinates)) });
  }
  return [...boxes].flatMap(([id, { name, box }]) => (box === null ? [] : [{ id, name, lonDeg: (box[0] + box[2]) / 2, latDeg: (box[1] + box[3]) / 2 }]));
}
