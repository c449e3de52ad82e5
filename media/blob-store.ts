import type { Readable } from 'node:stream';

/** What is known of a blob once it lies whole in the store. */
export interface StoredBlob {
  /** SHA-256 of its bytes, 32 bytes, computed while they were written. */
  readonly sha256: Buffer;
  readonly byteLength: number;
}

/** A blob of a listing. */
export interface ListedBlob {
  readonly key: string;
  readonly byteLength: number;
}

/** Part of a blob: first and last byte, both included, as in an HTTP Range. Without `end`, to the end. */
export interface BlobRange {
  readonly start: number;
  readonly end?: number;
}

/**
 * Keeps pictures, footage and packages by key. A blob at its key is always whole, and is never changed: it is put once,
 * read, and deleted.
 *
 * Keys are made by the caller and shard by their leading parts, for example `footage/2026-11-22/<camera>/<id>.mp4`: parts of
 * letters, digits, `.`, `_` and `-` that begin with a letter or digit, joined by `/`, at most 512 characters. Another key is
 * refused with `blob_key_invalid` (invalid). Every method rejects with an `AppError` only: besides those named, `disk_full` and
 * `blob_store_failed` (unavailable).
 */
export interface BlobStore {
  /**
   * Stores bytes. Putting the same bytes at the same key again succeeds, so that a job can be run twice.
   *
   * @throws AppError `blob_exists` (conflict) when other bytes lie at the key
   */
  put(key: string, source: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredBlob>;
  /**
   * Stores a finished file and takes it away from `filePath`, without copying where both lie on one file system.
   *
   * @throws AppError `blob_exists` (conflict), as `put`; the file then stays
   */
  putFile(key: string, filePath: string): Promise<StoredBlob>;
  /** Opens a blob for reading; the caller reads the stream to its end or destroys it. @throws AppError `blob_missing` (not_found) */
  open(key: string, range?: BlobRange): Promise<Readable>;
  /**
   * Reads a part of a blob at once, from byte `start` on, and fills all of `into` with it: for short parts, where opening a stream costs more than what it carries.
   *
   * @throws AppError `blob_missing` (not_found), also when the blob ends before
   */
  read(key: string, start: number, into: Uint8Array): Promise<void>;
  /** Size of a blob; undefined when there is none. */
  stat(key: string): Promise<{ readonly byteLength: number } | undefined>;
  /** Deletes a blob; one that isn't there is as good as deleted. */
  delete(key: string): Promise<void>;
  /** Bytes that can still be stored; Infinity where the store has no such limit. */
  freeBytes(): Promise<number>;
  /** Blobs whose keys begin with `prefix` (empty for all), in no particular order. */
  list(prefix: string): AsyncIterable<ListedBlob>;
  /**
   * Runs `work` with the path of a file that holds the blob, for programs that have to move about in it. The path is good for reading only, and only until `work` ends.
   *
   * @throws AppError `blob_missing` (not_found)
   */
  withFile<T>(key: string, work: (filePath: string) => Promise<T>): Promise<T>;
  /** A folder of files that grow until {@link putFile} takes them, on the store's own file system and shared by all who share the store. Made by who first writes there. */
  readonly incomingFolder: string;
  /** Removes what interrupted writes left behind; call at start. Writes of the last hour may still go on elsewhere and are kept. @returns how many */
  sweepTemporary(): Promise<number>;
}
