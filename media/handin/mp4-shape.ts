import { open } from 'node:fs/promises';
import { blobError } from '../blob-error.ts';
import { childBoxes, findBox, readTopLevelBoxes, type Mp4Box } from '../mp4-box.ts';

/** What the boxes of an MP4 say. */
export interface Mp4Shape {
  /** A sample entry is `encv` (ISO/IEC 23001-7): whoever has no key sees nothing. */
  readonly isEncrypted: boolean;
  /** The last box is longer than what is left of the file. */
  readonly endsEarly: boolean;
}

/** Looks at the boxes of an MP4 or QuickTime file; what isn't well-formed is left to the demuxer to judge. */
export async function readMp4Shape(filePath: string): Promise<Mp4Shape> {
  const file = await open(filePath, 'r').catch((error: unknown) => {
    throw blobError(error);
  });
  try {
    const { size } = await file.stat();
    const boxes = await readTopLevelBoxes(file, size, ['moov']).catch(() => undefined);
    // cut off: only what is at the beginning can still be looked at, and the decoder sees the rest
    return { isEncrypted: boxes?.some((moov) => trackEntries(moov).includes('encv')) ?? false, endsEarly: boxes === undefined };
  } finally {
    await file.close();
  }
}

/** Types of the sample entries of all tracks. */
function trackEntries(moov: Mp4Box): string[] {
  try {
    return childBoxes(moov)
      .filter((box) => box.type === 'trak')
      .flatMap((trak) => {
        const stsd = ['mdia', 'minf', 'stbl', 'stsd'].reduce<Mp4Box | undefined>((box, type) => box && findBox(childBoxes(box), type), trak);
        return stsd === undefined ? [] : childBoxes({ type: 'stsd', body: stsd.body.subarray(8) }).map((entry) => entry.type);
      });
  } catch {
    return [];
  }
}
