import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../domain/app-error.ts';

/** A box of an ISO base media file (ISO/IEC 14496-12, section 4.2): four-letter type and what follows the header. */
export interface Mp4Box {
  readonly type: string;
  readonly body: Buffer;
}

/** A box, and where in its file it lies. */
export interface PlacedMp4Box extends Mp4Box {
  readonly atByte: number;
  /** The first byte that isn't of it any more. */
  readonly endByte: number;
}

const MAX_HEADER_BOX_BYTES = 8 * 1024 * 1024;
const UNREAD = Buffer.alloc(0);

/**
 * All top-level boxes in file order; the bodies of other types than the wanted ones are left unread and empty. Every box has to lie whole in the file, those that aren't read too.
 *
 * @throws AppError `segment_broken` (unavailable)
 */
export async function* walkTopLevelBoxes(file: FileHandle, fileBytes: number, wanted: readonly string[]): AsyncGenerator<PlacedMp4Box, void> {
  const header = Buffer.alloc(16);
  for (let at = 0; at < fileBytes;) {
    const { bytesRead } = await file.read(header, 0, 16, at);
    if (bytesRead < 8) throw brokenFile();
    const { type, headerBytes, boxBytes } = parseHeader(header.subarray(0, bytesRead), fileBytes - at);
    const endByte = at + boxBytes;
    if (endByte > fileBytes) throw brokenFile();
    yield { type, atByte: at, endByte, body: wanted.includes(type) ? await readBody(file, at + headerBytes, boxBytes - headerBytes) : UNREAD };
    at = endByte;
  }
}

/** The top-level boxes of the wanted types alone. Errors: those of {@link walkTopLevelBoxes}. */
export async function readTopLevelBoxes(file: FileHandle, fileBytes: number, wanted: readonly string[]): Promise<PlacedMp4Box[]> {
  const boxes: PlacedMp4Box[] = [];
  for await (const box of walkTopLevelBoxes(file, fileBytes, wanted)) if (wanted.includes(box.type)) boxes.push(box);
  return boxes;
}

/** The boxes inside a container box. @throws AppError `segment_broken` (unavailable) when they don't fill it exactly */
export function childBoxes(parent: Mp4Box): Mp4Box[] {
  const boxes: Mp4Box[] = [];
  for (let at = 0; at < parent.body.length;) {
    const rest = parent.body.subarray(at);
    if (rest.length < 8) throw brokenFile();
    const { type, headerBytes, boxBytes } = parseHeader(rest, rest.length);
    if (boxBytes > rest.length) throw brokenFile();
    boxes.push({ type, body: rest.subarray(headerBytes, boxBytes) });
    at += boxBytes;
  }
  return boxes;
}

/** The first box of a type, if any. */
export function findBox(boxes: readonly Mp4Box[], type: string): Mp4Box | undefined {
  return boxes.find((box) => box.type === type);
}

/** The first box of a type. @throws AppError `segment_broken` (unavailable) when there is none */
export function requireBox(boxes: readonly Mp4Box[], type: string): Mp4Box {
  const box = findBox(boxes, type);
  if (box === undefined) throw brokenFile();
  return box;
}

/**
 * Reads the header of a box from its first 8 to 16 bytes. Size 1 stands for a 64-bit size behind the type, size 0 for "to the end", which is `restBytes` away.
 *
 * @throws AppError `segment_broken` (unavailable)
 */
export function parseHeader(bytes: Buffer, restBytes: number): { type: string; headerBytes: number; boxBytes: number } {
  const size = bytes.readUInt32BE(0);
  const type = bytes.toString('latin1', 4, 8);
  if (size === 1 && bytes.length < 16) throw brokenFile();
  const headerBytes = size === 1 ? 16 : 8;
  const boxBytes = size === 1 ? Number(bytes.readBigUInt64BE(8)) : size === 0 ? restBytes : size;
  if (boxBytes < headerBytes) throw brokenFile();
  return { type, headerBytes, boxBytes };
}

async function readBody(file: FileHandle, at: number, length: number): Promise<Buffer> {
  if (length > MAX_HEADER_BOX_BYTES) throw brokenFile();
  const body = Buffer.alloc(length);
  const { bytesRead } = await file.read(body, 0, length, at);
  if (bytesRead < length) throw brokenFile();
  return body;
}

function brokenFile(): AppError {
  return new AppError('unavailable', 'segment_broken', "A recorded file is cut short or damaged. Check the disk and the camera's stream.");
}
