import { createHash } from 'node:crypto';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { AppError } from '../../domain/app-error.ts';
import { isPackagePath } from '../../domain/evidence/package-path.ts';

/** What was packed. */
export interface PackedBytes {
  readonly path: string;
  readonly sha256: Buffer;
  readonly byteLength: number;
}

/** Writes an evidence package as it goes: nothing is held but the list of files. */
export interface PackageWriter {
  /** The archive; read it while files are added. It fails when {@link abort} is called. */
  readonly archive: Readable;
  /**
   * Adds a file of known length, one after the other, hashed on the way. Settles when its last byte was taken.
   *
   * @throws AppError `package_path_invalid` (internal); `packed_file_changed` (unavailable) when the source has another length; whatever the source fails with
   */
  add(path: string, byteLength: number, source: AsyncIterable<Uint8Array> | Uint8Array): Promise<PackedBytes>;
  /** Writes the directory; the archive ends behind it. */
  end(): void;
  /** Gives up: whoever reads the archive gets this error. */
  abort(error: Error): void;
}

/** The first instant that a ZIP can name, so that the same files make the same bytes; the manifest has the true times. */
const FIXED_TIME = new Date(1980, 0, 1);
/** Stored, not packed: video is packed already, and what isn't packed can't be a bomb. */
const ENTRY = { compress: false, mtime: FIXED_TIME, mode: 0o100644, forceDosTimestamp: true };

function hashing(expectedBytes: number): Transform & { readonly packed: () => Omit<PackedBytes, 'path'> } {
  const hash = createHash('sha256');
  let byteLength = 0;
  const changed = (): AppError =>
    new AppError('unavailable', 'packed_file_changed', 'A stored file has another length than was written down. Check the disk of the blob store.');
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      hash.update(chunk);
      byteLength += chunk.length;
      done(byteLength > expectedBytes ? changed() : null, chunk);
    },
    flush: (done) => done(byteLength < expectedBytes ? changed() : null),
  });
  return Object.assign(stream, { packed: () => ({ sha256: hash.digest(), byteLength }) });
}

function refusalOf(path: string, archive: Readable): Error | undefined {
  if (!isPackagePath(path)) return new AppError('internal', 'package_path_invalid', 'A file of the package has a name that packages may not have.');
  if (!archive.destroyed) return undefined;
  return archive.errored ?? new AppError('cancelled', 'package_given_up', 'The package was given up.');
}

/** Nobody will read it: what it has open is closed, and what it still fails with (its file may be gone by now) would end the process if nobody listened. */
function letGo(source: AsyncIterable<Uint8Array> | Uint8Array): void {
  if (source instanceof Readable) source.on('error', () => undefined).destroy();
}

/** A new package. The form of its archive is fixed, see docs/design/evidence-package.md; ZIP64 where the sizes ask for it. */
export function createPackageWriter(): PackageWriter {
  const zip = new ZipFile();
  const archive = zip.outputStream as Readable;
  zip.on('error', (error: Error) => archive.destroy(error));
  return {
    archive,
    async add(path, byteLength, source) {
      const refusal = refusalOf(path, archive);
      if (refusal !== undefined) {
        letGo(source);
        throw refusal;
      }
      const through = hashing(byteLength);
      const giveUp = (): void => void through.destroy(archive.errored ?? undefined);
      archive.once('close', giveUp);
      try {
        zip.addReadStream(through, path, { ...ENTRY, size: byteLength });
        // until it was read as well: else many small files would pile up
        await Promise.all([pipeline(source instanceof Uint8Array ? Readable.from([source], { objectMode: false }) : source, through), finished(through)]);
      } catch (error) {
        // half a file is in it: nothing more may be added
        archive.destroy(error as Error);
        letGo(source);
        throw error;
      } finally {
        archive.off('close', giveUp);
      }
      return { path, ...through.packed() };
    },
    end: () => zip.end(),
    abort: (error) => void archive.destroy(error),
  };
}
