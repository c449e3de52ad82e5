import { fillConvex, fillDisc, fillRect, packRgb, type Raster, type Rgb } from './raster.ts';

/** The scene's own measure: what an unmoved camera shows is `SCENE_WIDTH` by `SCENE_HEIGHT`; shapes reach beyond it on all sides. */
export const SCENE_WIDTH = 640;
export const SCENE_HEIGHT = 360;

/** Where the camera points. */
export interface SceneView {
  /** Scene units that the picture is shifted to the right and down. */
  readonly shiftX: number;
  readonly shiftY: number;
  /** Turn about the middle of the picture. */
  readonly rotateRad: number;
}

/** As the camera was mounted. */
export const MOUNTED_VIEW: SceneView = { shiftX: 0, shiftY: 0, rotateRad: 0 };

/** Draws shapes given in scene units, as the camera sees them in a given light. */
export interface ScenePen {
  rect(x: number, y: number, width: number, height: number, color: Rgb): void;
  convex(corners: readonly number[], color: Rgb): void;
  disc(x: number, y: number, radius: number, color: Rgb): void;
}

/** @param brightness - what every colour is multiplied by, per channel */
export function createScenePen(raster: Raster, view: SceneView, brightness: Rgb): ScenePen {
  const scale = raster.widthPx / SCENE_WIDTH;
  const cos = Math.cos(view.rotateRad) * scale;
  const sin = Math.sin(view.rotateRad) * scale;
  const [middleX, middleY] = [SCENE_WIDTH / 2, SCENE_HEIGHT / 2];
  const toX = (x: number, y: number): number => (x - middleX + view.shiftX) * cos - (y - middleY + view.shiftY) * sin + middleX * scale;
  const toY = (x: number, y: number): number => (x - middleX + view.shiftX) * sin + (y - middleY + view.shiftY) * cos + middleY * scale;
  const light = (color: Rgb): number => packRgb([color[0] * brightness[0], color[1] * brightness[1], color[2] * brightness[2]]);

  const convex = (corners: readonly number[], color: Rgb): void => {
    const placed = corners.map((value, index) => (index % 2 === 0 ? toX(value, corners[index + 1] ?? 0) : toY(corners[index - 1] ?? 0, value)));
    fillConvex(raster, placed, light(color));
  };
  return {
    convex,
    disc: (x, y, radius, color) => fillDisc(raster, toX(x, y), toY(x, y), radius * scale, light(color)),
    rect(x, y, width, height, color) {
      if (view.rotateRad === 0) fillRect(raster, toX(x, y), toY(x, y), toX(x + width, y), toY(x, y + height), light(color));
      else convex([x, y, x + width, y, x + width, y + height, x, y + height], color);
    },
  };
}
