import { mixRgb, type Daylight } from './daylight.ts';
import type { Rgb } from './raster.ts';
import type { ScenePen } from './scene-pen.ts';
import { seededFraction } from './seeded-random.ts';
import { CROSSING_HALF_WIDTH, STREET, type HouseFront, type StreetPlan, type StreetTree } from './street-plan.ts';

const LEFT = -400;
const WIDTH = 1440;
const LAMP_LIGHT: Rgb = [470, 420, 300];

/** Draws what stands still: sky, houses, side street, pavement, road, trees, poles and cables. */
export function drawStreet(pen: ScenePen, plan: StreetPlan, light: Daylight): void {
  drawSky(pen, light);
  for (const [index, house] of plan.houses.entries()) drawHouse(pen, house, light, index, plan.seed);
  drawSideStreet(pen, plan, light);
  drawRoad(pen, plan);
  for (const tree of plan.trees) drawTree(pen, tree);
  drawPoles(pen, plan, light);
}

function drawSky(pen: ScenePen, light: Daylight): void {
  const bands = 16;
  const height = 420 / bands;
  for (let band = 0; band < bands; band++) {
    pen.rect(LEFT, -215 + band * height, WIDTH, height + 1, asSeen(mixRgb(light.skyTop, light.skyLow, band / (bands - 1)), light));
  }
}

/** The sky's colours are as seen already, so the pen's brightness is taken out again. */
function asSeen(color: Rgb, light: Daylight): Rgb {
  return [color[0] / light.brightness[0], color[1] / light.brightness[1], color[2] / light.brightness[2]];
}

function drawHouse(pen: ScenePen, house: HouseFront, light: Daylight, index: number, seed: number): void {
  const top = STREET.houseFoot - house.height;
  pen.rect(house.x, top, house.width, house.height, house.wall);
  pen.rect(house.x, top, house.width, 5, mixRgb(house.wall, [60, 50, 45], 0.6));
  pen.rect(house.x + house.width - 3, top, 3, house.height, mixRgb(house.wall, [0, 0, 0], 0.3));
  drawWindows(pen, house, light, index, seed);
  const shop = STREET.houseFoot - 34;
  pen.rect(house.x + 4, shop, house.width - 8, 34, [74, 70, 68]);
  for (let x = house.x + 8; x < house.x + house.width - 8; x += 6) pen.rect(x, shop + 8, 2, 26, [112, 108, 104]);
  pen.convex([house.x + 2, shop, house.x + house.width - 2, shop, house.x + house.width + 3, shop + 9, house.x - 3, shop + 9], house.awning);
}

function drawWindows(pen: ScenePen, house: HouseFront, light: Daylight, index: number, seed: number): void {
  const storey = (house.height - 46) / house.floors;
  const step = house.width / house.windowsPerFloor;
  for (let floor = 0; floor < house.floors; floor++) {
    for (let column = 0; column < house.windowsPerFloor; column++) {
      const isLit = light.day < 0.5 && seededFraction(seed, index, floor, column) < 0.35;
      const [x, y] = [house.x + column * step + step * 0.22, STREET.houseFoot - house.height + 10 + floor * storey];
      pen.rect(x - 2, y - 2, step * 0.56 + 4, storey * 0.55 + 4, [236, 234, 228]);
      pen.rect(x, y, step * 0.56, storey * 0.55, isLit ? [400, 340, 200] : [66, 84, 100]);
      pen.rect(x + step * 0.27, y, 1.5, storey * 0.55, [236, 234, 228]);
    }
  }
}

/** A gap between the houses with haze, hills and a street that narrows into the distance. */
function drawSideStreet(pen: ScenePen, plan: StreetPlan, light: Daylight): void {
  const far = 14;
  const horizon = STREET.houseFoot - 62;
  const left = plan.crossingX - CROSSING_HALF_WIDTH;
  pen.rect(left, -215, 2 * CROSSING_HALF_WIDTH, horizon + 215, asSeen(light.skyLow, light));
  pen.disc(left + 40, horizon + 12, 38, [126, 152, 138]);
  pen.disc(left + 88, horizon + 14, 34, [112, 140, 124]);
  pen.rect(left, horizon, 2 * CROSSING_HALF_WIDTH, STREET.houseFoot - horizon, [150, 160, 128]);
  pen.convex(
    [plan.crossingX - far, horizon, plan.crossingX + far, horizon, plan.crossingX + CROSSING_HALF_WIDTH, STREET.roadTop, left, STREET.roadTop],
    plan.asphalt,
  );
  pen.convex(
    [plan.crossingX - 1, horizon, plan.crossingX + 1, horizon, plan.crossingX + 3, STREET.roadTop - 18, plan.crossingX - 3, STREET.roadTop - 18],
    [214, 210, 190],
  );
}

function drawRoad(pen: ScenePen, plan: StreetPlan): void {
  const { houseFoot, roadTop, roadBottom } = STREET;
  const { crossingX, asphalt } = plan;
  for (const [from, to] of [
    [LEFT, crossingX - CROSSING_HALF_WIDTH + 8],
    [crossingX + CROSSING_HALF_WIDTH - 8, LEFT + WIDTH],
  ] as const) {
    pen.rect(from, houseFoot, to - from, roadTop - houseFoot, [176, 168, 156]);
    pen.rect(from, roadTop - 4, to - from, 4, [120, 116, 110]);
  }
  pen.rect(LEFT, roadTop, WIDTH, roadBottom - roadTop, asphalt);
  drawPatches(pen, plan);
  for (let x = LEFT; x < LEFT + WIDTH; x += 48) pen.rect(x, (roadTop + roadBottom) / 2 - 2, 26, 3, [220, 216, 196]);
  for (let x = crossingX - CROSSING_HALF_WIDTH + 6; x < crossingX + CROSSING_HALF_WIDTH - 8; x += 14) pen.rect(x, roadTop + 3, 8, 16, [226, 224, 214]);
  pen.rect(LEFT, roadBottom, WIDTH, 400, [168, 160, 148]);
  pen.rect(LEFT, roadBottom, WIDTH, 4, [116, 112, 106]);
  for (let x = LEFT; x < LEFT + WIDTH; x += 22) pen.rect(x, roadBottom + 4, 1, 396, [142, 136, 126]);
  for (let y = roadBottom + 18; y < 560; y += 16) pen.rect(LEFT, y, WIDTH, 1, [142, 136, 126]);
}

/** Mended asphalt: gives the road the roughness that real ones have. */
function drawPatches(pen: ScenePen, plan: StreetPlan): void {
  for (let index = 0; index < 160; index++) {
    const fraction = (key: number): number => seededFraction(plan.seed, 77, index, key);
    const shade = 0.8 + fraction(0) * 0.35;
    const color: Rgb = [plan.asphalt[0] * shade, plan.asphalt[1] * shade, plan.asphalt[2] * shade];
    pen.rect(
      LEFT + fraction(1) * WIDTH,
      STREET.roadTop + 2 + fraction(2) * (STREET.roadBottom - STREET.roadTop - 8),
      3 + fraction(3) * 22,
      1 + fraction(4) * 4,
      color,
    );
  }
}

function drawTree(pen: ScenePen, tree: StreetTree): void {
  const foot = STREET.roadTop - 6;
  pen.rect(tree.x - 3, foot - 50, 6, 50, [92, 70, 50]);
  const leaf = (factor: number): Rgb => [52 * factor * tree.shade, 104 * factor * tree.shade, 48 * factor * tree.shade];
  pen.disc(tree.x, foot - 66, tree.crown, leaf(0.8));
  for (const [x, y, part, factor] of [
    [-0.6, 0.3, 0.6, 1],
    [0.6, 0.2, 0.62, 0.9],
    [0, -0.5, 0.65, 1.15],
    [-0.3, -0.1, 0.35, 1.3],
    [0.4, -0.2, 0.3, 1.25],
  ] as const) {
    pen.disc(tree.x + x * tree.crown, foot - 66 + y * tree.crown, part * tree.crown, leaf(factor));
  }
}

function drawPoles(pen: ScenePen, plan: StreetPlan, light: Daylight): void {
  const [foot, top] = [STREET.roadTop + 2, 58];
  for (const [index, x] of plan.poleX.entries()) {
    pen.rect(x - 3, top, 6, foot - top, [138, 134, 128]);
    pen.rect(x - 14, top + 8, 28, 3, [110, 106, 100]);
    pen.convex([x, top + 2, x + 34, top - 10, x + 35, top - 7, x, top + 5], [120, 118, 114]);
    pen.disc(x + 36, top - 7, light.day < 0.5 ? 6 : 3, light.day < 0.5 ? LAMP_LIGHT : [200, 200, 196]);
    const next = plan.poleX[index + 1];
    for (const y of [top + 9, top + 15, top + 24]) if (next !== undefined) drawCable(pen, x, next, y);
  }
}

/** Hangs through in the middle. */
function drawCable(pen: ScenePen, from: number, to: number, y: number): void {
  const middle = (from + to) / 2;
  pen.convex([from, y, middle, y + 9, middle, y + 11, from, y + 2], [44, 42, 42]);
  pen.convex([middle, y + 9, to, y, to, y + 2, middle, y + 11], [44, 42, 42]);
}
