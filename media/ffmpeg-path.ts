import { access, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { AppError } from '../domain/app-error.ts';
import { probeFfmpeg, type FfmpegFeatures } from './ffmpeg-probe.ts';

/** Where an ffmpeg was found, in the order of the search. */
export type FfmpegOrigin = 'configured' | 'path' | 'ffmpeg-static' | '@ffmpeg-installer/ffmpeg';

/** An ffmpeg program that answered, and what has to be known to call it. */
export interface FfmpegBinary extends FfmpegFeatures {
  /** Absolute path of the program. */
  readonly path: string;
  readonly origin: FfmpegOrigin;
  /** For the operator, to be logged at start: why this ffmpeg should be replaced. */
  readonly warning?: string;
}

/** Where to look. */
export interface FfmpegSearch {
  /** Value of MATPHO_FFMPEG: if given it must work, nothing else is tried. */
  readonly configured?: string | undefined;
  /** Value of PATH; the usual system folders when absent. */
  readonly searchPath?: string | undefined;
}

const OLD_WARNING =
  'Using the ffmpeg of December 2018 that comes with npm: its parsers are years behind on fixes and it reads what cameras send. ' +
  'Install ffmpeg 5 or newer, or set MATPHO_FFMPEG to one.';

/**
 * Finds ffmpeg: the configured one, `ffmpeg` on the search path, the optional package ffmpeg-static, and as a last resort
 * the one of @ffmpeg-installer/ffmpeg (with a `warning`). Each candidate is run once to learn its features.
 *
 * @throws AppError `ffmpeg_missing` (unavailable) when none works, or when the configured one doesn't.
 */
export async function findFfmpeg(search: FfmpegSearch = {}): Promise<FfmpegBinary> {
  if (search.configured !== undefined && search.configured !== '') {
    const found = await tryCandidate(search.configured, 'configured');
    if (found !== undefined) return found;
    throw new AppError(
      'unavailable',
      'ffmpeg_missing',
      'MATPHO_FFMPEG does not name an ffmpeg program that runs. Set it to the full path of one, or unset it.',
    );
  }
  for (const { path, origin } of candidates(search.searchPath ?? '/usr/local/bin:/usr/bin:/bin')) {
    const found = await tryCandidate(path, origin);
    if (found !== undefined) return found;
  }
  throw new AppError(
    'unavailable',
    'ffmpeg_missing',
    'No ffmpeg program was found. Install ffmpeg 5 or newer (Debian: apt-get install ffmpeg), or set MATPHO_FFMPEG to the path of one.',
  );
}

function* candidates(searchPath: string): Generator<{ path: string; origin: FfmpegOrigin }> {
  for (const folder of searchPath.split(delimiter)) {
    if (folder !== '') yield { path: join(folder, process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'), origin: 'path' };
  }
  for (const origin of ['ffmpeg-static', '@ffmpeg-installer/ffmpeg'] as const) {
    const path = pathFromPackage(origin);
    if (path !== undefined) yield { path, origin };
  }
}

/** ffmpeg-static exports the path itself or null, @ffmpeg-installer an object with it, or throws on a platform it doesn't know. */
function pathFromPackage(name: string): string | undefined {
  try {
    const exported: unknown = createRequire(import.meta.url)(name);
    if (typeof exported === 'string') return exported;
    if (typeof exported === 'object' && exported !== null && 'path' in exported && typeof exported.path === 'string') return exported.path;
    return undefined;
  } catch {
    return undefined;
  }
}

async function tryCandidate(path: string, origin: FfmpegOrigin): Promise<FfmpegBinary | undefined> {
  try {
    await access(path, constants.X_OK);
  } catch {
    return undefined;
  }
  const features = await probeFfmpeg(path);
  if (features === undefined) return undefined;
  return { path, origin, ...features, ...(origin === '@ffmpeg-installer/ffmpeg' ? { warning: OLD_WARNING } : {}) };
}
