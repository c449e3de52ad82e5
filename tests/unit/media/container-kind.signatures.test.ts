import { expect, test } from 'vitest';
import { containerOf, SIGNATURE_BYTES } from '../../../media/handin/container-kind.ts';

const beginning = (bytes: Buffer | string): Buffer => {
  const all = Buffer.alloc(SIGNATURE_BYTES);
  Buffer.from(bytes as string, 'latin1').copy(all);
  return all;
};
const packets = (size: number, first: number): Buffer => {
  const all = Buffer.alloc(SIGNATURE_BYTES);
  for (let at = first; at < all.length; at += size) all[at] = 0x47;
  return all;
};

test.each([
  ['MP4', beginning('\0\0\0\x20ftypisom'), 'mp4'],
  ['QuickTime with its data first', beginning('\0\0\0\x08wide\0\0\0\0mdat'), 'mp4'],
  ['Matroska', beginning('\x1a\x45\xdf\xa3'), 'matroska'],
  ['AVI', beginning('RIFF\0\0\0\0AVI LIST'), 'avi'],
  ['transport stream', packets(188, 0), 'mpegts'],
  ['transport stream of a camcorder', packets(192, 4), 'mpegts'],
  ['program stream', beginning('\0\0\x01\xba'), 'mpegps'],
  ["a recorder's header before a program stream", beginning(`IMKH${'\0'.repeat(36)}\0\0\x01\xba`), 'mpegps'],
])('%s', (_name, bytes, kind) => expect(containerOf(bytes)).toBe(kind));

test.each([
  ['ZIP', 'PK\x03\x04', 'file_archived'],
  ['RAR', 'Rar!\x1a\x07', 'file_archived'],
  ['7z', '7z\xbc\xaf\x27\x1c', 'file_archived'],
  ['gzip', '\x1f\x8b\x08', 'file_archived'],
  ['Dahua', 'DHAV\xfd', 'file_proprietary'],
  ['Hikvision', 'IMKH\x01', 'file_proprietary'],
  ['H.264', '\0\0\0\x01\x67', 'file_raw_stream'],
  ['H.265', '\0\0\x01\x40\x01', 'file_raw_stream'],
  ['WAV', 'RIFF\0\0\0\0WAVE', 'file_not_video'],
  ['a sync byte alone', '\x47\x40\x11', 'file_not_video'],
  ['a playlist', '#EXTM3U', 'file_not_video'],
  ['nothing', '', 'file_not_video'],
])('%s is refused as %s', (_name, text, code) => expect(() => containerOf(beginning(text))).toThrow(expect.objectContaining({ code })));
