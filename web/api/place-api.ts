import type { LonLat } from '../../domain/geojson.ts';
import type { Place } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Places by what was typed, best first; nearer ones to `near` first. */
export async function findPlaces(q: string, near: LonLat | undefined, signal?: AbortSignal): Promise<readonly Place[]> {
  const { items } = await callApi('GET /places', { query: { q, near: near?.map((degrees) => degrees.toFixed(5)).join(',') }, signal });
  return items;
}
