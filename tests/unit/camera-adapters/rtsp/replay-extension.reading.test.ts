import { expect, test } from 'vitest';
import { readReplayExtension } from '../../../../camera-adapters/rtsp/replay-extension.ts';
import { clockRange, rangeStartMs } from '../../../../camera-adapters/rtsp/replay-range.ts';
import { holdsGoodbye } from '../../../../camera-adapters/rtsp/rtcp-goodbye.ts';
import { readRtpPacket } from '../../../../camera-adapters/rtsp/rtp-packet.ts';

/** A packet with one header extension and, before it, `sources` contributing sources. */
function packet(extension: string, sources = 0): Buffer {
  return Buffer.from(`${(0x90 + sources).toString(16)}600001000000010000000a${'00000000'.repeat(sources)}${extension}65ff`, 'hex');
}
const read = (bytes: Buffer) => readReplayExtension(readRtpPacket(bytes)!);
/** 2026-11-20T01:00:00.5Z in NTP: 4004182800 + 1/2. */
const NTP = (Date.parse('2026-11-20T01:00:00Z') / 1_000 + 2_208_988_800).toString(16) + '80000000';

test('reads time and marks, wherever the extension stands', () => {
  const expected = { deviceMs: Date.parse('2026-11-20T01:00:00.500Z'), isClean: true, endsSection: false, isDiscontinuous: true, isTerminal: false };
  expect(read(packet(`abac0003${NTP}a0070000`))).toEqual(expected);
  expect(read(packet(`abac0003${NTP}a0070000`, 2))).toEqual(expected);
  // a JPEG extension behind it
  expect(read(packet(`abac0004${NTP}a0070000ffd80000`))).toEqual(expected);
  expect(read(packet(`abac0003${NTP}50070000`))).toMatchObject({ isClean: false, endsSection: true, isDiscontinuous: false, isTerminal: true });
});

test('sees no time in an empty one, and none of these in other extensions', () => {
  expect(read(packet('abac0003000000000000000080000000'))?.deviceMs).toBeUndefined();
  expect(read(packet(`bede0003${NTP}a0070000`))).toBeUndefined();
  expect(read(packet(`abac0002${NTP}`))).toBeUndefined();
  expect(read(Buffer.from('80600001000000010000000a65ff', 'hex'))).toBeUndefined();
});

test('goes on after February 2036, where NTP begins anew', () => {
  expect(read(packet('abac0003000000010000000080000000'))?.deviceMs).toBe(Date.parse('2036-02-07T06:28:17Z'));
});

test('a range is written and its start is read back', () => {
  const range = clockRange({ fromMs: Date.parse('2026-11-20T01:00:00.250Z'), toMs: Date.parse('2026-11-20T01:01:00Z') });
  expect(range).toBe('clock=20261120T010000.250Z-20261120T010100.000Z');
  expect(rangeStartMs(range)).toBe(Date.parse('2026-11-20T01:00:00.250Z'));
  expect(rangeStartMs('clock=20261120T010000Z-')).toBe(Date.parse('2026-11-20T01:00:00Z'));
  for (const other of [undefined, 'npt=0-', 'clock=-20261120T010000Z', 'clock=20261320T010000Z-', 'clock=20261120T010000.9999999999Z-']) {
    expect(rangeStartMs(other)).toBeUndefined();
  }
});

test('a goodbye is found behind other reports, and not in what is none', () => {
  const report = '80c9000100000001';
  const goodbye = '81cb000100000001';
  expect(holdsGoodbye(Buffer.from(report + goodbye, 'hex'))).toBe(true);
  for (const other of ['', '81cb', report, '00cb000100000001', `${report}00000000${goodbye}`]) expect(holdsGoodbye(Buffer.from(other, 'hex'))).toBe(false);
});
