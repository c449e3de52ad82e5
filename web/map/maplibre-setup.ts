import 'maplibre-gl/dist/maplibre-gl.css';
import { setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

// Bundled, MapLibre doesn't find its worker by itself and then never loads anything.
setWorkerUrl(workerUrl);

/** Labels are drawn with the page's font: it has to be there before the first one. Settles also when it can't be had. */
export async function mapFontReady(): Promise<void> {
  await Promise.allSettled([document.fonts.load("400 16px 'Be Vietnam Pro'", 'aắ')]);
}
