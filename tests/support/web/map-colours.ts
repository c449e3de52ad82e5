import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** A place in the window, in pixels. */
export interface MapPlace {
  readonly x: number;
  readonly y: number;
}

/** By how much a part of a colour may differ: rounding alone. */
const ROUNDING = 2;
/** Numbers, pins and buttons lie on the map and have colours of their own. */
const ONLY_DRAWN = '.maplibregl-marker, .maplibregl-control-container { visibility: hidden !important; }';

const partsOf = (colour: string): readonly number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** Where the only map of a page is drawn in a colour (`#rrggbb`), or near it; what lies on the map is left out. */
export async function placesOf(page: Page, colour: string, tolerance = ROUNDING): Promise<readonly MapPlace[]> {
  const map = page.locator('canvas.maplibregl-canvas');
  await map.scrollIntoViewIfNeeded();
  const { data, info } = await sharp(await map.screenshot({ style: ONLY_DRAWN }))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const box = await map.boundingBox();
  if (box === null) return [];
  const wanted = partsOf(colour);
  const places: MapPlace[] = [];
  for (let at = 0; at < data.length; at += 3) {
    if (!wanted.every((part, nth) => Math.abs(part - data[at + nth]!) <= tolerance)) continue;
    const [column, row] = [(at / 3) % info.width, Math.floor(at / 3 / info.width)];
    places.push({ x: box.x + (column * box.width) / info.width, y: box.y + (row * box.height) / info.height });
  }
  return places;
}

/** The colour of a ground that is filled with another one, which covers a share of it (0 to 1). */
export function filledColour(ground: string, fill: string, share: number): string {
  const [below, above] = [partsOf(ground), partsOf(fill)];
  const mixed = below.map((part, nth) => Math.round(part * (1 - share) + above[nth]! * share));
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Which share (0 to 1) of a straight line between two places of the window has one of `places` beside it; its ends are left out. */
export function shareOfLine(places: readonly MapPlace[], from: MapPlace, to: MapPlace): number {
  const STEPS = 20;
  const points = Array.from({ length: STEPS }, (_, step) => {
    const part = 0.2 + (0.6 * step) / (STEPS - 1);
    return { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) };
  });
  return points.filter(({ x, y }) => places.some((place) => Math.hypot(place.x - x, place.y - y) <= 2)).length / STEPS;
}
