import { addProtocol } from 'maplibre-gl';
import { PMTiles, Protocol } from 'pmtiles';
import { archiveContent } from '../../domain/map/archive-content.ts';
import type { DrawableArchive } from './archive-style.ts';

/** Why a base map can't be used: nothing answered, its host sends whole files only, it is no archive of tiles, or one that we can't draw. */
export type ArchiveProblem = 'unreachable' | 'no_ranges' | 'not_an_archive' | 'unknown_tiles' | 'unknown_layers';

/** An archive as it was found. */
export type OpenedArchive = DrawableArchive | { readonly problem: ArchiveProblem };

const ARCHIVES = new Protocol();
addProtocol('pmtiles', ARCHIVES.tile);

/** The first seven bytes of every archive, and its version. */
const BEGINNING = 'PMTiles\u0003';

/**
 * Looks into an archive of tiles, and lets maps load from it by `pmtiles://` and the same address. Never throws: what is wrong is an answer.
 *
 * @param address with scheme and host.
 */
export async function openArchive(address: string, signal: AbortSignal): Promise<OpenedArchive> {
  const problem = await firstProblem(address, signal);
  if (problem !== undefined) return { problem };
  const archive = new PMTiles(address);
  try {
    const header = await archive.getHeader();
    const metadata = await archive.getMetadata();
    const content = archiveContent({ ...header, metadata });
    if (content.kind === 'unknown_tiles' || content.kind === 'unknown_layers') return { problem: content.kind };
    ARCHIVES.add(archive);
    return { address, content, attribution: attributionOf(metadata) };
  } catch {
    return { problem: 'not_an_archive' };
  }
}

/** A host that says nothing is one that is not there. */
const PATIENCE_MS = 10_000;

async function firstProblem(address: string, signal: AbortSignal): Promise<ArchiveProblem | undefined> {
  try {
    const answer = await fetch(address, {
      headers: { range: `bytes=0-${BEGINNING.length - 1}` },
      // the owner may have put another in its place since, and parts of two don't go together
      cache: 'no-cache',
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    });
    if (answer.status !== 206) {
      void answer.body?.cancel();
      return answer.ok ? 'no_ranges' : 'unreachable';
    }
    return new TextDecoder('latin1').decode(await answer.arrayBuffer()) === BEGINNING ? undefined : 'not_an_archive';
  } catch {
    return 'unreachable';
  }
}

/** Who made the map, as text: the archive's own markup is nothing that we show. */
function attributionOf(metadata: unknown): string {
  const { attribution } = metadata as { readonly attribution?: unknown };
  return typeof attribution === 'string' ? (new DOMParser().parseFromString(attribution, 'text/html').body.textContent ?? '').replaceAll(/[<>&]/g, ' ') : '';
}
