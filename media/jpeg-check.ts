import { AppError } from '../domain/app-error.ts';
import { MAX_PICTURE_PX } from './picture-limits.ts';

/** Size of a picture in pixels, as its frame header says. */
export interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Largest JPEG that is taken from a camera. */
export const MAX_JPEG_BYTES = 20 * 1024 * 1024;
const MAX_SIDE_PX = 65_500;

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const TEM = 0x01;

/**
 * Walks the markers of a JPEG (ITU-T T.81, annex B) and returns its size. The bytes are looked at, never changed: they are
 * the camera's original. Bytes behind the end of the image are allowed, some cameras pad.
 *
 * @throws AppError `picture_too_large` (too_large) above 20 MB, `bad_answer` (camera) for what is no JPEG or has a senseless size,
 * `snapshot_broken` (camera) for a JPEG that is cut short or damaged
 */
export function checkJpeg(bytes: Uint8Array): PictureSize {
  refuseLargeJpeg(bytes.length);
  if (bytes[0] !== 0xff || bytes[1] !== SOI) throw notAJpeg();
  let size: PictureSize | undefined;
  let at = 2;
  for (;;) {
    const marker = nextMarker(bytes, at);
    at = marker.end;
    if (marker.code === EOI) {
      if (size === undefined) throw brokenJpeg();
      return size;
    }
    if (isStandalone(marker.code)) continue;
    const segmentEnd = at + segmentLength(bytes, at);
    if (isFrameHeader(marker.code)) size = frameSize(bytes, at, segmentEnd);
    at = segmentEnd;
    if (marker.code === SOS) at = endOfScan(bytes, at);
  }
}

/**
 * Refuses a picture by its announced or counted length, so that a download can stop early.
 *
 * @throws AppError `picture_too_large` (too_large)
 */
export function refuseLargeJpeg(byteLength: number): void {
  if (byteLength <= MAX_JPEG_BYTES) return;
  throw new AppError('too_large', 'picture_too_large', `The camera sent a picture larger than ${MAX_JPEG_BYTES} bytes. Lower its resolution or quality.`);
}

function nextMarker(bytes: Uint8Array, start: number): { code: number; end: number } {
  if (start >= bytes.length) throw cutShort();
  if (bytes[start] !== 0xff) throw brokenJpeg();
  let at = start;
  // Any number of fill bytes may stand before a marker (B.1.1.2).
  while (bytes[at] === 0xff) at++;
  const code = bytes[at];
  if (code === undefined) throw cutShort();
  if (code === 0 || code === SOI) throw brokenJpeg();
  return { code, end: at + 1 };
}

function segmentLength(bytes: Uint8Array, at: number): number {
  const length = uint16(bytes, at);
  if (length < 2) throw brokenJpeg();
  if (at + length > bytes.length) throw cutShort();
  return length;
}

/** Entropy-coded data ends at the first marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) throw cutShort();
    const next = bytes[at + 1];
    if (next === undefined) throw cutShort();
    if (next !== 0 && !isRestart(next) && next !== 0xff) return at;
    at += next === 0xff ? 1 : 2;
  }
}

function frameSize(bytes: Uint8Array, at: number, end: number): PictureSize {
  if (end - at < 8) throw brokenJpeg();
  const heightPx = uint16(bytes, at + 3);
  const widthPx = uint16(bytes, at + 5);
  if (widthPx === 0 || heightPx === 0 || widthPx > MAX_SIDE_PX || heightPx > MAX_SIDE_PX || widthPx * heightPx > MAX_PICTURE_PX) {
    throw new AppError(
      'camera',
      'bad_answer',
      `The camera's picture claims ${widthPx} by ${heightPx} pixels, which is not taken. Choose another resolution on the camera.`,
    );
  }
  return { widthPx, heightPx };
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which lie between them (table B.1). */
function isFrameHeader(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc;
}

function isStandalone(code: number): boolean {
  return code === TEM || isRestart(code);
}

function isRestart(code: number): boolean {
  return code >= 0xd0 && code <= 0xd7;
}

function uint16(bytes: Uint8Array, at: number): number {
  const high = bytes[at];
  const low = bytes[at + 1];
  if (high === undefined || low === undefined) throw cutShort();
  return high * 256 + low;
}

function notAJpeg(): AppError {
  return new AppError('camera', 'bad_answer', 'The camera answered with something that is no JPEG picture. Check its snapshot address in a browser.');
}

function cutShort(): AppError {
  return new AppError('camera', 'snapshot_broken', 'The picture ends too early: the camera cut it short. Check its network and try again.');
}

function brokenJpeg(): AppError {
  return new AppError('camera', 'snapshot_broken', 'The picture is damaged. Try again; if it persists, restart the camera.');
}
