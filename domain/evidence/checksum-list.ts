import { CHECKSUMS_PATH } from './package-path.ts';

/** The files of a package as `sha256sum -c` reads them, in order of their paths: for whoever has nothing else at hand. */
export function checksumList(files: readonly { readonly path: string; readonly sha256: string }[]): string {
  return files
    .filter(({ path }) => path !== CHECKSUMS_PATH)
    .map(({ path, sha256 }) => `${sha256}  ${path}\n`)
    .toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1))
    .join('');
}
