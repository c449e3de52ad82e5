import { createReadStream } from 'node:fs';
import { writeHashed } from '../../media/hashed-write.ts';
import { backupFileError } from './backup-error.ts';

/** A file of a backup, as its manifest lists it. */
export interface WrittenFile {
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
  readonly byteLength: number;
}

/** A file of lines that was written. */
export interface WrittenLines extends WrittenFile {
  readonly lines: number;
}

const MOST_LINES = 2000;
const BATCH_CHARACTERS = 2_000_000;

/** Writes lines (none holds a line feed) to a new file and waits until they are on the disk. */
export async function writeLines(path: string, batches: AsyncIterable<readonly string[]>): Promise<WrittenLines> {
  let lines = 0;
  async function* bytes(): AsyncGenerator<Buffer, void, undefined> {
    for await (const batch of batches) {
      lines += batch.length;
      if (batch.length > 0) yield Buffer.from(`${batch.join('\n')}\n`);
    }
  }
  try {
    const { sha256, byteLength } = await writeHashed(path, bytes());
    return { sha256: sha256.toString('hex'), byteLength, lines };
  } catch (error) {
    throw backupFileError(error);
  }
}

/**
 * Reads the lines of a file again, in batches that fit into memory. `readline` won't do: it also breaks lines at U+2028 and U+2029, which JSON may hold.
 */
export async function* readLineBatches(path: string): AsyncGenerator<readonly string[], void, undefined> {
  let batch: string[] = [];
  let characters = 0;
  for await (const line of linesOf(path)) {
    batch.push(line);
    characters += line.length;
    if (batch.length < MOST_LINES && characters < BATCH_CHARACTERS) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

async function* linesOf(path: string): AsyncGenerator<string, void, undefined> {
  // parts of a line that is longer than a chunk; joined once, when its end comes
  let parts: string[] = [];
  try {
    for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 }) as AsyncIterable<string>) {
      const pieces = chunk.split('\n');
      parts.push(pieces[0]!);
      for (const piece of pieces.slice(1)) {
        yield parts.join('');
        parts = [piece];
      }
    }
  } catch (error) {
    throw backupFileError(error);
  }
  const rest = parts.join('');
  if (rest !== '') yield rest;
}
