import type { EvidenceManifest } from './manifest-shape.ts';

/** What a package has of one camera. */
export interface CameraContents {
  readonly cameraId: string;
  readonly name: string;
  /** Stored files as they are, whole fragments of such, pictures, and copies for watching. */
  readonly originals: number;
  readonly parts: number;
  readonly pictures: number;
  readonly copies: number;
  /** Stored files and pictures that no copy could be made of. */
  readonly uncopied: number;
  readonly byteLength: number;
  /** Milliseconds of the opened seconds that are not there, over all requests. */
  readonly absentMs: number;
}

/** What is in a package, for people who ask before they open it. */
export interface PackageContents {
  readonly cameras: readonly CameraContents[];
  readonly documents: number;
}

/** Counts what a manifest lists. */
export function packageContents({ cameras, files, absent, uncopied }: EvidenceManifest): PackageContents {
  return {
    cameras: cameras.map(({ id, name }) => {
      const own = files.filter((file) => file.kind !== 'document' && file.cameraId === id);
      const count = (kind: (typeof own)[number]['kind']): number => own.filter((file) => file.kind === kind).length;
      return {
        cameraId: id,
        name,
        originals: count('original'),
        parts: count('part'),
        pictures: count('snapshot'),
        copies: count('copy'),
        uncopied: uncopied.filter(({ cameraId }) => cameraId === id).length,
        byteLength: own.reduce((sum, { byteLength }) => sum + byteLength, 0),
        absentMs: absent.filter(({ cameraId }) => cameraId === id).reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0),
      };
    }),
    documents: files.filter(({ kind }) => kind === 'document').length,
  };
}
