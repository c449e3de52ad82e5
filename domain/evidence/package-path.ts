import { idEnding } from '../id-ending.ts';

const PATH = /^(?:[a-z0-9][a-z0-9-]{0,63}\/){0,3}[a-z0-9][a-z0-9-]{0,95}\.[a-z0-9]{1,8}$/;
/** Names that Windows gives to devices, whatever ending follows. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/;

/**
 * Whether a file of a package may have this path: lower case letters, digits and `-`, one dot before the ending, at most three folders deep. So it leads nowhere else, and means the same file on every
 * system: no `..`, no drive, no backslash, no two names that differ in case or in how an accent is written.
 */
export function isPackagePath(path: string): boolean {
  return PATH.test(path) && !path.split('/').some((part) => DEVICE.test(part));
}

/** Files that every package has, and that only say what the others are. */
export const MANIFEST_PATH = 'manifest.json';
export const SIGNATURE_PATH = 'manifest.sig';
export const CHECKPOINT_PATH = 'log/checkpoint.txt';
export const PUBLIC_KEY_PATH = 'public-key.pem';
export const CHECKSUMS_PATH = 'sha256sums.txt';

/** What a package may have besides: a timestamp on its signature, which came too late for any signed list. */
export const TIMESTAMP_PATH = 'timestamp.tsr';

/** An instant as part of a name: `20261122t010203004z`. */
export function instantInPath(iso: string): string {
  return iso.toLowerCase().replaceAll(/[^0-9tz]/g, '');
}

/** Where copies for watching lie, apart from what was stored. */
const COPIES = 'copies/';

/** Whether a file lies where copies for watching lie. */
export function isCopyPath(path: string): boolean {
  return path.startsWith(COPIES);
}

/** Path of a file of a camera (`camera-1`): when it begins, whose file of ours it is, and what. */
export function mediaPathOf(folder: string, fromMs: number, id: string, what: string, ending: string): string {
  return `${folder}/${instantInPath(new Date(fromMs).toISOString())}-${idEnding(id)}-${what}.${ending}`;
}
