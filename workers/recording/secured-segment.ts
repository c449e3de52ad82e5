import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { CLOCK_METHODS } from '../../domain/clock-reading.ts';
import { DEVICE_TIME_SOURCES, type RecordedSegment } from '../../domain/camera-contact.ts';
import { timedId } from '../../domain/uuid.ts';
import type { ContactTarget } from '../../db/repositories/contact-target-repository.ts';

const readingShape = z.object({ trueTimeMs: z.number(), deviceTimeMs: z.number(), uncertaintyMs: z.number(), method: z.enum(CLOCK_METHODS) });

/** The note beside a finished file: all that its row will say. */
const noteShape = z.object({
  segmentId: z.string(),
  cameraId: z.string(),
  fileName: z.string(),
  byteLength: z.number(),
  sha256: z.string(),
  codec: z.string(),
  trueFromMs: z.number(),
  trueToMs: z.number(),
  uncertaintyMs: z.number(),
  deviceFromMs: z.number().optional(),
  deviceToMs: z.number().optional(),
  deviceTimeSource: z.enum(DEVICE_TIME_SOURCES),
  clock: readingShape.optional(),
  retentionHours: z.number(),
});

/** A finished file whose times and hash are on the disk beside it: it survives the worker. */
export interface SecuredSegment extends z.infer<typeof noteShape> {
  readonly folder: string;
}

/** Ends of the names of notes; everything else in a recording folder is media. */
export const NOTE_SUFFIX = '.note.json';

/** Path of the note of a segment. */
export function notePath({ folder, segmentId }: Pick<SecuredSegment, 'folder' | 'segmentId'>): string {
  return join(folder, `${segmentId}${NOTE_SUFFIX}`);
}

/**
 * Brings a finished file and its note to the disk, the file first: a note never speaks of a file that isn't whole. The segment's id follows from camera and beginning, so the same
 * segment has the same id whoever stores it.
 */
export async function secureSegment(target: ContactTarget, segment: RecordedSegment): Promise<SecuredSegment> {
  const { filePath, trueFromMs, trueToMs, clock = target.lastReading, ...rest } = segment;
  const { sha256, byteLength } = await hashAndSync(filePath);
  const { cameraId, retentionHours } = target;
  const fromMs = Math.round(trueFromMs);
  const segmentId = timedId(fromMs, createHash('sha256').update(`segment ${cameraId} ${fromMs}`).digest());
  const times = { trueFromMs: fromMs, trueToMs: Math.max(fromMs + 1, Math.round(trueToMs)), uncertaintyMs: Math.ceil(rest.uncertaintyMs) };
  const note = noteShape.parse({
    ...rest,
    ...times,
    ...(clock && { clock }),
    segmentId,
    cameraId,
    retentionHours,
    fileName: basename(filePath),
    sha256,
    byteLength,
  });
  const secured = { ...note, folder: dirname(filePath) };
  await writeWhole(notePath(secured), JSON.stringify(note));
  return secured;
}

/** Reads a note again. Undefined for one that is cut short or not ours. */
export async function readNote(path: string): Promise<SecuredSegment | undefined> {
  try {
    return { ...noteShape.parse(JSON.parse(await readFile(path, 'utf8'))), folder: dirname(path) };
  } catch {
    return undefined;
  }
}

async function hashAndSync(path: string): Promise<{ sha256: string; byteLength: number }> {
  const file = await open(path, 'r+');
  try {
    const hash = createHash('sha256');
    let byteLength = 0;
    for await (const chunk of createReadStream(path, { fd: file.fd, autoClose: false, start: 0 }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      byteLength += chunk.length;
    }
    await file.sync();
    return { sha256: hash.digest('hex'), byteLength };
  } finally {
    await file.close();
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const growing = `${path}.part`;
  const file = await open(growing, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(growing, path);
}
