import type { Map as MapLibreMap } from 'maplibre-gl';
import { CAMERA_STATES } from '../../domain/camera-terms.ts';
import { STATE_SYMBOLS, stateImageName, stateMarkName, type StateSymbol } from './state-symbol.ts';

const SIZE_PX = 28;
/** As high as the numbers that it stands beside. */
const MARK_PX = 15;
const PIXEL_RATIO = 2;

/** Gives a map the pictures of all camera states, for themselves and beside numbers, drawn from the same paths as those in lists. */
export function addStateImages(map: MapLibreMap): void {
  for (const state of CAMERA_STATES) {
    addSymbol(map, stateImageName(state), STATE_SYMBOLS[state], SIZE_PX);
    addSymbol(map, stateMarkName(state), STATE_SYMBOLS[state], MARK_PX);
  }
}

function addSymbol(map: MapLibreMap, name: string, symbol: StateSymbol, widthPx: number): void {
  const image = drawSymbol(symbol, widthPx);
  if (image !== null && !map.hasImage(name)) map.addImage(name, image, { pixelRatio: PIXEL_RATIO });
}

function drawSymbol(symbol: StateSymbol, widthPx: number): ImageData | null {
  const sizePx = widthPx * PIXEL_RATIO;
  const canvas = document.createElement('canvas');
  canvas.width = sizePx;
  canvas.height = sizePx;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.scale(sizePx / 28, sizePx / 28);
  context.translate(2, 2);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const shape = new Path2D(symbol.shapePath);
  context.lineWidth = 2.4;
  context.strokeStyle = symbol.edge;
  context.stroke(shape);
  context.fillStyle = symbol.fill;
  context.fill(shape);
  context.lineWidth = 2.6;
  context.strokeStyle = symbol.mark;
  context.stroke(new Path2D(symbol.markPath));
  return context.getImageData(0, 0, sizePx, sizePx);
}
