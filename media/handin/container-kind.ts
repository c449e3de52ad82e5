import { AppError } from '../../domain/app-error.ts';

/** Containers that are taken, each with the one demuxer that may read it and the ending of its stored file. */
export const CONTAINERS = {
  mp4: { demuxer: 'mov', ending: 'mp4' },
  matroska: { demuxer: 'matroska', ending: 'mkv' },
  avi: { demuxer: 'avi', ending: 'avi' },
  mpegts: { demuxer: 'mpegts', ending: 'ts' },
  mpegps: { demuxer: 'mpeg', ending: 'mpg' },
} as const;
export type ContainerKind = keyof typeof CONTAINERS;

/** The container of a stored file, by the ending of its key. */
export function containerOfKey(key: string): ContainerKind {
  const ending = key.slice(key.lastIndexOf('.') + 1);
  return (Object.keys(CONTAINERS) as ContainerKind[]).find((kind) => CONTAINERS[kind].ending === ending) ?? 'mp4';
}

/** How much of a file's beginning decides what it is. */
export const SIGNATURE_BYTES = 64 * 1024;

const ADVICE = 'On the recorder, export the same time again and choose MP4 or AVI as the format.';

/**
 * Tells by its beginning what a file is; its name says nothing. Errors (invalid), each with what to do:
 * `file_archived`, `file_proprietary`, `file_raw_stream`, `file_not_video`.
 */
export function containerOf(beginning: Buffer): ContainerKind {
  if (isMp4(beginning)) return 'mp4';
  if (beginning.readUInt32BE(0) === 0x1a45dfa3) return 'matroska';
  if (ascii(beginning, 0, 4) === 'RIFF' && ascii(beginning, 8, 12) === 'AVI ') return 'avi';
  if (isTransportStream(beginning)) return 'mpegts';
  if (beginning.indexOf(PACK_HEADER) === 0 || (ascii(beginning, 0, 4) === 'IMKH' && beginning.includes(PACK_HEADER))) return 'mpegps';
  throw refusalOf(beginning);
}

const PACK_HEADER = Buffer.from([0, 0, 1, 0xba]);
/** Types of top-level boxes with which MP4 and QuickTime files begin. */
const FIRST_BOXES = ['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp'];

function isMp4(beginning: Buffer): boolean {
  return FIRST_BOXES.includes(ascii(beginning, 4, 8));
}

/** Packets of 188 bytes, or of 192 with a time stamp before each; five in a row are no chance. */
function isTransportStream(beginning: Buffer): boolean {
  return [
    [188, 0],
    [192, 4],
  ].some(([size, first]) => beginning.length > size! * 4 + first! && [0, 1, 2, 3, 4].every((n) => beginning[first! + n * size!] === 0x47));
}

function ascii(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('latin1', start, end);
}

function refusalOf(beginning: Buffer): AppError {
  const four = beginning.readUInt32BE(0);
  // ZIP, RAR, 7z, gzip
  if ([0x504b0304, 0x504b0506, 0x52617221, 0x377abcaf].includes(four) || four >>> 16 === 0x1f8b)
    return new AppError(
      'invalid',
      'file_archived',
      `This is a packed file (ZIP, RAR, 7z), not video. Unpack it and hand in the video files one by one. ${ADVICE}`,
    );
  if (['DHAV', 'IMKH', 'HKMI'].includes(ascii(beginning, 0, 4)) || ascii(beginning, 0, 8) === 'DAHUA\0\0\0')
    return new AppError('invalid', 'file_proprietary', `This is a recorder's own format (such as .dav), which others can't read or check. ${ADVICE}`);
  if (isRawStream(beginning)) return new AppError('invalid', 'file_raw_stream', `This is a bare H.264 or H.265 stream without times. ${ADVICE}`);
  return new AppError(
    'invalid',
    'file_not_video',
    `This is not a video in a known format (MP4, MOV, MKV, AVI, MPEG-TS, MPEG-PS). It may be encrypted. ${ADVICE}`,
  );
}

/** A start code and what streams begin with: H.264 SEI (6), SPS (7) or delimiter (9), H.265 VPS (32), delimiter (35) or SEI (39). */
function isRawStream(beginning: Buffer): boolean {
  const at = beginning.subarray(0, 3).equals(Buffer.from([0, 0, 1])) ? 3 : beginning.subarray(0, 4).equals(Buffer.from([0, 0, 0, 1])) ? 4 : 0;
  const unit = beginning[at] ?? 0;
  return at > 0 && ([6, 7, 9].includes(unit & 0x1f) || [32, 35, 39].includes((unit >> 1) & 0x3f));
}
