import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { AppError } from '../../domain/app-error.ts';
import * as handIns from '../../db/repositories/hand-in-repository.ts';
import { hashBeginning, openIncomingFile, type IncomingFile } from '../../media/handin/incoming-file.ts';
import { newId } from '../../platform/new-id.ts';
import type { ServerContext } from '../server-context.ts';
import { requireRoom } from './hand-in-entry.ts';
import { gone, isGone } from './gone-upload.ts';
import type { PieceChecksum } from './tus-headers.ts';

/** One piece of a file. */
export interface Piece {
  readonly id: string;
  /** Where the file stands, as the sender believes. */
  readonly offset: number;
  /** Length of the whole file. */
  readonly byteLength: number;
  readonly body: Readable;
  readonly checksum?: PieceChecksum | undefined;
}

/** What came of a piece. */
export interface WrittenPiece {
  readonly receivedBytes: number;
  readonly isComplete: boolean;
}

/** Appends pieces to files. */
export interface UploadWriter {
  /**
   * Writes one piece at the end of its file. What it acknowledges is on the disk; of a piece that breaks off, all that came is kept, but of one with a checksum nothing.
   *
   * Errors: `offset_mismatch`, `upload_busy`, `upload_over` (conflict), `upload_lost` (not_found), `file_too_large` (too_large), `checksum_mismatch` (invalid), `upload_interrupted` (cancelled), `disk_full` (unavailable)
   */
  write(piece: Piece): Promise<WrittenPiece>;
}

/** How often what came is brought to the disk and noted. */
const CHECKPOINT = { bytes: 8 * 1024 * 1024, ms: 2000 };
/** A connection on which nothing comes for so long is taken for dead; the note of who writes outlives it a little, and a killed server by as much. */
const USUAL_TIMING = { silentMs: 10_000, leaseMs: 15_000 };
/** Running hashes that are kept; of older ones the beginning of the file is read again. */
const MOST_HASHES = 50;

interface Running {
  readonly offset: number;
  readonly hash: Hash;
}

/** Wiring for one server: running hashes live in its memory; a file whose hash isn't there (another server, a restart) is read again up to its offset. */
export function createUploadWriter(context: Pick<ServerContext, 'db' | 'clock' | 'blobs'>, timing = USUAL_TIMING): UploadWriter {
  const { db, clock, blobs } = context;
  const hashes = new Map<string, Running>();

  return {
    async write(piece) {
      const { id, offset } = piece;
      const writerId = newId(clock.now());
      const nowMs = clock.now();
      if ((await handIns.takeForWriting(db, id, { offset, writerId, nowMs, untilMs: nowMs + timing.leaseMs })) === undefined) throw await refusal(piece);
      let file: IncomingFile | undefined;
      try {
        file = await openIncomingFile(blobs.incomingFolder, id, offset);
        const hash = await hashUpTo(id, offset);
        return await receive(piece, file, hash, writerId);
      } finally {
        await file?.close();
        await handIns.releaseWriting(db, id, writerId);
      }
    },
  };

  async function hashUpTo(id: string, offset: number): Promise<Hash> {
    const running = hashes.get(id);
    hashes.delete(id);
    return running?.offset === offset ? running.hash : hashBeginning(blobs.incomingFolder, id, offset);
  }

  /** The reason why nothing may be written. */
  async function refusal({ id, offset }: Piece): Promise<AppError> {
    const row = await handIns.findHandIn(db, id);
    if (row !== undefined && isGone(row)) return gone();
    if (row?.state !== 'receiving') return new AppError('conflict', 'upload_over', 'This file takes no more pieces. Look at its state.');
    if (row.receivedBytes !== offset)
      return new AppError('conflict', 'offset_mismatch', `The file stands at ${row.receivedBytes} bytes. Ask with HEAD and go on from there.`, {
        details: { offset: row.receivedBytes },
      });
    return new AppError('conflict', 'upload_busy', 'Another request is writing this file. Wait until it has ended, ask with HEAD and go on.', {
      details: { retryAfterS: 5 },
    });
  }

  async function receive(piece: Piece, file: IncomingFile, hash: Hash, writerId: string): Promise<WrittenPiece> {
    const { id, byteLength, checksum } = piece;
    const sum = checksum && createHash(checksum.algorithm);
    let position = piece.offset;
    let noted = { bytes: position, atMs: performance.now() };
    const note = async (untilMs: number): Promise<void> => {
      await file.sync();
      if (!(await handIns.noteReceived(db, id, { writerId, receivedBytes: position, nowMs: clock.now(), untilMs }))) throw lostIt();
      noted = { bytes: position, atMs: performance.now() };
    };
    const isDue = (): boolean => position - noted.bytes >= CHECKPOINT.bytes || performance.now() - noted.atMs >= CHECKPOINT.ms;
    try {
      for await (const chunk of untilSilent(piece.body, timing.silentMs)) {
        if (position + chunk.length > byteLength) throw tooLong(byteLength);
        await file.append(chunk);
        sum?.update(chunk);
        hash.update(chunk);
        position += chunk.length;
        if (checksum === undefined && isDue()) {
          await requireRoom(context, 0);
          await note(clock.now() + timing.leaseMs);
        }
      }
    } catch (error) {
      if (checksum === undefined && position > noted.bytes && !isHopeless(error)) {
        await note(clock.now());
        remember(id, { offset: position, hash });
      }
      throw error;
    }
    if (sum && !sum.digest().equals(checksum.digest)) throw wrongSum();
    await file.sync();
    return finish({ id, byteLength, position, hash, writerId });
  }

  async function finish(at: { id: string; byteLength: number; position: number; hash: Hash; writerId: string }): Promise<WrittenPiece> {
    const { id, byteLength, position, hash, writerId } = at;
    const nowMs = clock.now();
    const isComplete = position === byteLength;
    const kept = isComplete
      ? await handIns.noteComplete(db, id, { writerId, sha256: hash.digest(), nowMs })
      : await handIns.noteReceived(db, id, { writerId, receivedBytes: position, nowMs, untilMs: nowMs });
    if (!kept) throw lostIt();
    if (!isComplete) remember(id, { offset: position, hash });
    return { receivedBytes: position, isComplete };
  }

  function remember(id: string, running: Running): void {
    hashes.set(id, running);
    if (hashes.size > MOST_HASHES) hashes.delete(hashes.keys().next().value!);
  }
}

/** The chunks of a body, which is left open when the reader stops: its sender is to hear why. Errors: `upload_interrupted` (cancelled) when the connection breaks, or when nothing came for a while. */
async function* untilSilent(body: Readable, silentMs: number): AsyncGenerator<Buffer, void, undefined> {
  const timer = setTimeout(() => body.destroy(new Error('silent')), silentMs);
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      yield chunk;
      timer.refresh();
    }
  } catch (cause) {
    throw cause instanceof AppError
      ? cause
      : new AppError('cancelled', 'upload_interrupted', 'The connection broke off. What arrived is kept: ask with HEAD and go on.', { cause });
  } finally {
    clearTimeout(timer);
  }
}

const LOST_CODE = 'upload_taken_over';

function lostIt(): AppError {
  return new AppError('conflict', LOST_CODE, 'This file was taken over or given up meanwhile. Ask with HEAD and go on from there.');
}

/** Nothing more can be noted: the file is another's, or the disk or database failed. */
function isHopeless(error: unknown): boolean {
  return error instanceof AppError && (error.code === LOST_CODE || error.kind === 'unavailable');
}

function tooLong(byteLength: number): AppError {
  return new AppError('too_large', 'file_too_large', `More bytes came than the file was said to have (${byteLength}). Begin anew with its right length.`);
}

function wrongSum(): AppError {
  return new AppError('invalid', 'checksum_mismatch', 'The piece did not arrive as it was sent. Send it again from the same offset.');
}
