import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

interface FeatureCollection {
  readonly features: readonly {
    readonly geometry: { readonly type: string; readonly coordinates: unknown };
    readonly properties: Readonly<Record<string, unknown>>;
  }[];
}

const FOLDER = new URL('../../../shared/data/', import.meta.url);

/** Where a file of the reference data lies. */
export function sharedPath(name: string): string {
  return fileURLToPath(new URL(name, FOLDER));
}

/** Text of a file of the reference data that stands beside the project, not in it. Fails naming the file when it is missing. */
export async function readSharedText(name: string): Promise<string> {
  return readFile(new URL(name, FOLDER), 'utf8').catch((cause: unknown) => {
    throw new Error(`test:data needs the file shared/data/${name} beside the project. Put it there, or run npm test alone.`, { cause });
  });
}

/** The same as GeoJSON. */
export async function readSharedGeoJson(name: string): Promise<FeatureCollection> {
  return JSON.parse(await readSharedText(name)) as FeatureCollection;
}
