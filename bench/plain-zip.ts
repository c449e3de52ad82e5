import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** What is to be zipped: one file, so many times. */
export interface PlainZipOrder {
  readonly filePath: string;
  readonly count: number;
  readonly outputPath: string;
}

/** What packing a package is compared with: the same bytes streamed into a ZIP file, and nothing else. In a process of its own, whose memory is looked at. */
async function zip({ filePath, count, outputPath }: PlainZipOrder): Promise<void> {
  const file = new ZipFile();
  const written = pipeline(file.outputStream as Readable, createWriteStream(outputPath));
  for (let n = 0; n < count; n++) file.addReadStreamLazy(`${n}.mp4`, { compress: false }, (give) => give(null, createReadStream(filePath)));
  file.end();
  await written;
}

process.on('message', (order: PlainZipOrder) => void zip(order).then(() => process.send!('done')));
process.send!('ready');
