import 'maplibre-gl/dist/maplibre-gl.css';
import { setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { fetchPart } from '../ui/lazy-part.ts';

// Bundled, MapLibre doesn't find its worker by itself and then never loads anything.
setWorkerUrl(workerUrl);

/**
 * Settles when maps can be drawn, also when something can't be had. Labels are drawn with the page's font: it has to be there before the first one. A map whose worker is cut off on its way never draws anything, so that is in
 * the browser's cache before, and is waited for while there is no connection.
 */
export async function mapPartsReady(): Promise<void> {
  await Promise.allSettled([document.fonts.load("400 16px 'Be Vietnam Pro'", 'aắ'), fetchPart(fetchWorker)]);
}

async function fetchWorker(): Promise<void> {
  const answer = await fetch(workerUrl);
  await answer.arrayBuffer();
}
