import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordedSegment } from '../../../domain/camera-contact.ts';

/** A finished segment as an adapter yields it; its bytes are random, since nothing behind the adapter looks into them. */
export async function makeRecordedFile(folder: string, trueFromMs: number, lengthMs = 10_000): Promise<RecordedSegment> {
  await mkdir(folder, { recursive: true });
  const content = randomBytes(4096);
  const filePath = join(folder, `${trueFromMs}.mp4`);
  await writeFile(filePath, content);
  return { filePath, byteLength: content.length, codec: 'h264', trueFromMs, trueToMs: trueFromMs + lengthMs, uncertaintyMs: 40, deviceTimeSource: 'none' };
}
