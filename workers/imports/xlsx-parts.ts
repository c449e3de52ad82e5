import type { Readable } from 'node:stream';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { AppError } from '../../domain/app-error.ts';
import { fileError } from './file-error.ts';

/** What may come out of one workbook in all, unpacked: many times what 50,000 rows need, and little enough for a zip bomb. */
const MOST_UNPACKED_BYTES = 256 * 1024 * 1024;
const MOST_ENTRIES = 2000;

/** The parts of a workbook by name. */
export interface XlsxParts {
  has(name: string): boolean;
  /** The bytes of a part, unpacked as they are read. Errors: `xlsx_malformed`, `file_unpacks_too_large` (invalid). */
  read(name: string): AsyncGenerator<Uint8Array, void, undefined>;
}

export function xlsxMalformed(cause?: unknown): AppError {
  return fileError('xlsx_malformed', 'The Excel file is damaged, or protected by a password. Open it in Excel and save it again as .xlsx.', { cause });
}

async function listEntries(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    entries.set(entry.fileName, entry);
    if (entries.size > MOST_ENTRIES) throw xlsxMalformed();
  }
  return entries;
}

/** Opens a workbook that lies in memory. Errors: `xlsx_malformed` (invalid). */
export async function openXlsx(file: Buffer): Promise<XlsxParts> {
  let zip: ZipFile;
  let entries: ReadonlyMap<string, Entry>;
  try {
    zip = await fromBufferPromise(file, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true });
    entries = await listEntries(zip);
  } catch (cause) {
    throw xlsxMalformed(cause);
  }
  let unpacked = 0;
  return {
    has: (name) => entries.has(name),
    async *read(name) {
      const entry = entries.get(name);
      if (entry === undefined || entry.isEncrypted()) throw xlsxMalformed();
      try {
        for await (const chunk of (await zip.openReadStreamPromise(entry)) as Readable & AsyncIterable<Buffer>) {
          unpacked += chunk.length;
          if (unpacked > MOST_UNPACKED_BYTES) throw fileError('file_unpacks_too_large', 'Unpacked, the Excel file is far too large for a list of cameras.');
          yield chunk;
        }
      } catch (error) {
        throw error instanceof AppError ? error : xlsxMalformed(error);
      }
    },
  };
}
