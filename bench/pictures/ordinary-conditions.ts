import { blurred, drawnOver, scaled, toned, type RgbRaster } from './rgb-raster.ts';

/** A change of what a camera in good order sees; `random` gives numbers in [0, 1). */
export type Condition = (raster: RgbRaster, random: () => number) => Promise<RgbRaster>;

const numbers = (...values: number[]): string[] => values.map((value) => value.toFixed(1));

/** Two or three who pass: boxes with a darker lower edge, a little unsharp by their speed. */
export const traffic: Condition = (raster, random) => {
  const { widthPx, heightPx } = raster;
  const boxes = Array.from({ length: Math.floor(random() * 4) }, () => {
    const width = widthPx * (0.04 + 0.14 * random());
    const [x, y, w, h] = numbers(random() * widthPx - width / 2, heightPx * (0.45 + 0.35 * random()), width, width * 0.55);
    const grey = Math.floor(30 + 200 * random());
    return `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${Number(h) / 5}" fill="rgb(${grey},${Math.floor(grey * random())},${grey})"/>`;
  });
  return boxes.length === 0 ? Promise.resolve(raster) : drawnOver(raster, boxes.join(''), 'over', scaled(raster, 3));
};

/** Streaks, less contrast, and some drops on the glass. `glow` of infrared light makes the streaks white. */
export function rain(glow: boolean): Condition {
  return async (raster, random) => {
    const { widthPx, heightPx } = raster;
    const streaks = Array.from({ length: glow ? 260 : 420 }, () => {
      const length = heightPx * (0.03 + 0.07 * random());
      const [x, y, toX, toY] = numbers(random() * widthPx, random() * heightPx, length * 0.12, length);
      return `<path d="M${x} ${y}l${toX} ${toY}" stroke="white" stroke-width="${scaled(raster, glow ? 3.5 : 2.2).toFixed(1)}" opacity="${(0.15 + 0.35 * random()).toFixed(2)}"/>`;
    });
    const veiled = toned(raster, (value) => value * 0.75 + (glow ? 6 : 38));
    return drops(await drawnOver(veiled, streaks.join(''), 'over', scaled(raster, 0.8)), random, 6);
  };
}

/** Drops on the glass: what is behind them can't be made out. */
async function drops(raster: RgbRaster, random: () => number, count: number): Promise<RgbRaster> {
  const spots = Array.from({ length: count }, () => {
    const [x, y, r] = numbers(random() * raster.widthPx, random() * raster.heightPx, scaled(raster, 40 + 60 * random()));
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="rgb(150,150,150)" opacity="0.55"/>`;
  });
  return drawnOver(raster, spots.join(''), 'over', scaled(raster, 14));
}

/** Two lamps that come towards the camera; the exposure goes down with them. */
export const headlights: Condition = (raster, random) => {
  const { widthPx, heightPx } = raster;
  const radius = heightPx * (0.2 + 0.35 * random());
  const [x, y] = [widthPx * (0.2 + 0.5 * random()), heightPx * (0.45 + 0.3 * random())];
  const gap = radius * 0.5;
  const glare = `<defs><radialGradient id="g"><stop offset="0" stop-color="white"/><stop offset=".25" stop-color="white" stop-opacity=".9"/><stop offset="1" stop-color="white" stop-opacity="0"/></radialGradient></defs>`;
  const lamps = [x, x + gap].map((middle) => `<circle cx="${middle.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius.toFixed(1)}" fill="url(#g)"/>`);
  return drawnOver(
    toned(raster, (value) => value * 0.6),
    glare + lamps.join(''),
    'screen',
  );
};

/** Morning mist: what is far, here the upper half, pales. */
export const mist: Condition = async (raster) => {
  const veil = `<defs><linearGradient id="m" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="rgb(205,208,212)" stop-opacity=".72"/><stop offset="1" stop-color="rgb(205,208,212)" stop-opacity=".3"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#m)"/>`;
  return drawnOver(raster, veil);
};

/** The sun stands low and shines across the lens. */
export const lowSun: Condition = (raster, random) => {
  const [x, y] = numbers(raster.widthPx * (0.15 + 0.7 * random()), raster.heightPx * 0.15);
  const r = (raster.widthPx * 0.6).toFixed(0);
  const sun = `<defs><radialGradient id="s"><stop offset="0" stop-color="white"/><stop offset=".2" stop-color="white" stop-opacity=".8"/><stop offset="1" stop-color="white" stop-opacity=".1"/></radialGradient></defs><circle cx="${x}" cy="${y}" r="${r}" fill="url(#s)"/>`;
  return drawnOver(raster, sun, 'screen');
};

/** A house's shadow lies across the scene, as at no other hour. */
export const shadow: Condition = (raster, random) => {
  const { widthPx, heightPx } = raster;
  const [a, b, c] = numbers(widthPx * (0.2 + 0.3 * random()), widthPx * (0.5 + 0.3 * random()), heightPx);
  return drawnOver(raster, `<path d="M0 0H${a}L${b} ${c}H0Z" fill="rgb(115,120,140)"/>`, 'multiply', scaled(raster, 2));
};

/** A lorry stands close before the camera: its side, with ribs, hides most of the view. */
export const lorry: Condition = (raster, random) => {
  const { widthPx, heightPx } = raster;
  const [x, width] = [widthPx * 0.2 * random(), widthPx * 0.78];
  const grey = Math.floor(60 + 150 * random());
  const ribs = Array.from({ length: 14 }, (_, index) => {
    const [ribX, ribWidth] = numbers(x + (width * (index + 0.4)) / 14, width / 60);
    return `<rect x="${ribX}" y="0" width="${ribWidth}" height="${heightPx * 0.9}" fill="rgb(${grey - 22},${grey - 22},${grey - 18})"/>`;
  });
  const side = `<rect x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="${(heightPx * 0.92).toFixed(1)}" fill="rgb(${grey},${grey},${grey - 12})"/>`;
  return drawnOver(raster, side + ribs.join(''), 'over', scaled(raster, 2));
};

/** A spider's threads close to the lens; by night the infrared light makes them shine. The view behind stays usable. */
export function web(glow: boolean): Condition {
  return (raster, random) => {
    const { widthPx, heightPx } = raster;
    const threads = Array.from({ length: 9 }, () => {
      const ends = numbers(random() * widthPx, 0, random() * widthPx, random() * heightPx, random() * widthPx, heightPx);
      return `<path d="M${ends[0]} ${ends[1]}Q${ends[2]} ${ends[3]} ${ends[4]} ${ends[5]}" fill="none" stroke="${glow ? 'white' : 'rgb(170,170,165)'}" stroke-width="${scaled(raster, 14).toFixed(1)}" opacity="${glow ? 0.6 : 0.35}"/>`;
    });
    return drawnOver(raster, threads.join(''), 'over', scaled(raster, 7));
  };
}

/** A little unsharp, as cheap lenses become in the heat. */
export const slightlySoft: Condition = (raster) => blurred(raster, 1.5);
