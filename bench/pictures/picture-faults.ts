import type { Condition } from './ordinary-conditions.ts';
import { blurred, drawnOver, scaled, smeared, toned } from './rgb-raster.ts';

const rgbOf = (red: number, green: number, blue: number, light: number): string =>
  `rgb(${[red, green, blue].map((value) => Math.round(Math.min(255, value * light))).join(',')})`;

/** Cloth over the housing: one colour with soft folds. `light` is that of the scene, 1 by day; infrared light on near cloth is bright. */
export function cloth(light: number): Condition {
  return (raster, random) => {
    const { widthPx, heightPx } = raster;
    const folds = Array.from({ length: 5 }, () => {
      const x = random() * widthPx;
      return `<path d="M${x.toFixed(0)} 0Q${(x + widthPx * 0.1 * random()).toFixed(0)} ${(heightPx / 2).toFixed(0)} ${(x - widthPx * 0.05).toFixed(0)} ${heightPx}" stroke="black" stroke-width="${(widthPx * 0.05).toFixed(0)}" fill="none" opacity="0.18"/>`;
    });
    const colour = rgbOf(60 + 90 * random(), 60 + 90 * random(), 60 + 90 * random(), light);
    return drawnOver(raster, `<rect width="100%" height="100%" fill="${colour}"/>${folds.join('')}`, 'over', scaled(raster, 28));
  };
}

/** A thin white plastic bag: light comes through, shapes hardly. */
export const plasticBag: Condition = async (raster, random) => {
  const behind = toned(await blurred(raster, 34), (value) => 150 + value * 0.22);
  const wrinkles = Array.from({ length: 9 }, () => {
    const [x, y] = [random() * raster.widthPx, random() * raster.heightPx];
    return `<path d="M${x.toFixed(0)} ${y.toFixed(0)}l${((random() - 0.5) * raster.widthPx * 0.4).toFixed(0)} ${((random() - 0.5) * raster.heightPx * 0.4).toFixed(0)}" stroke="white" stroke-width="${scaled(raster, 20).toFixed(0)}" opacity="0.35"/>`;
  });
  return drawnOver(behind, wrinkles.join(''), 'over', scaled(raster, 16));
};

/** A hand before the lens: four fingers and a palm, out of focus, over two thirds of the view. */
export const hand: Condition = (raster, random) => {
  const { widthPx, heightPx } = raster;
  const skin = rgbOf(150 + 40 * random(), 110, 85, 1);
  const fingers = [0.02, 0.22, 0.42, 0.62].map(
    (x) =>
      `<rect x="${(x * widthPx).toFixed(0)}" y="${(-0.1 * heightPx).toFixed(0)}" width="${(widthPx * 0.17).toFixed(0)}" height="${(heightPx * (0.75 + 0.2 * random())).toFixed(0)}" rx="${(widthPx * 0.08).toFixed(0)}" fill="${skin}"/>`,
  );
  const palm = `<rect x="0" y="0" width="${(widthPx * 0.8).toFixed(0)}" height="${(heightPx * 0.45).toFixed(0)}" fill="${skin}"/>`;
  return drawnOver(raster, palm + fingers.join(''), 'over', scaled(raster, 26));
};

/** Spray paint on the glass: blobs that leave gaps, about four fifths are hidden. `light` as for {@link cloth}. */
export function sprayPaint(light: number): Condition {
  return (raster, random) => {
    const colour = rgbOf(200 * random(), 200 * random(), 200 * random(), light);
    const blobs = Array.from(
      { length: 46 },
      () =>
        `<ellipse cx="${(random() * raster.widthPx).toFixed(0)}" cy="${(random() * raster.heightPx).toFixed(0)}" rx="${(raster.widthPx * (0.08 + 0.08 * random())).toFixed(0)}" ry="${(raster.heightPx * (0.1 + 0.1 * random())).toFixed(0)}" fill="${colour}" opacity="0.93"/>`,
    );
    return drawnOver(raster, blobs.join(''), 'over', scaled(raster, 24));
  };
}

/** The lens has lost its focus. `sigmaPx` in pixels of 1920. */
export function defocus(sigmaPx: number): Condition {
  return (raster) => blurred(raster, sigmaPx);
}

/** Water has condensed on the glass: pale and unsharp all over. */
export const foggedGlass: Condition = async (raster) => toned(await blurred(raster, 10), (value) => 95 + value * 0.5);

/** Grease on the dome, wiped sideways: a smear along the rows, a little unsharp across. */
export const grease: Condition = async (raster) => smeared(await blurred(raster, 4), scaled(raster, 34));

/** No light reaches the sensor: a cap, or a dead lamp by night. The amplifier's own noise stays. */
export const noLight: Condition = (raster) => Promise.resolve(toned(raster, (value) => 6 + value * 0.03));
