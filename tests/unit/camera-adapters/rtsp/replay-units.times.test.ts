import { expect, test } from 'vitest';
import { createReplayUnits } from '../../../../camera-adapters/rtsp/replay-units.ts';
import type { ReplayUnit } from '../../../../camera-adapters/rtsp/replay-units.ts';
import { readRtpPacket } from '../../../../camera-adapters/rtsp/rtp-packet.ts';
import type { RtpPacket } from '../../../../camera-adapters/rtsp/rtp-packet.ts';
import type { VideoTrack } from '../../../../camera-adapters/rtsp/video-track.ts';

const VIDEO: VideoTrack = {
  ...{ codec: 'h264', payloadType: 96, clockRateHz: 90_000, formatParams: {} },
  ...{ control: undefined, sessionControl: undefined, framesPerSecond: undefined },
};
const FROM_MS = Date.parse('2026-11-20T01:00:00Z');

/** @param deviceMs of its header extension. */
function packet(timestamp: number, payload: string, deviceMs?: number): RtpPacket {
  const head = Buffer.from(`${deviceMs === undefined ? '80' : '90'}60000100000000000000ff`, 'hex');
  head.writeUInt32BE(timestamp >>> 0, 4);
  const extension = Buffer.alloc(deviceMs === undefined ? 0 : 16);
  if (deviceMs !== undefined) {
    extension.writeUInt32BE(0xabac_0003, 0);
    extension.writeUInt32BE(Math.floor(deviceMs / 1_000) + 2_208_988_800, 4);
    extension.writeUInt32BE(Math.round(((deviceMs % 1_000) / 1_000) * 2 ** 32), 8);
  }
  return readRtpPacket(Buffer.concat([head, extension, Buffer.from(payload, 'hex')]))!;
}
const seen = ({ packets, deviceMs, isClean, isRest }: ReplayUnit) => [packets.length, Math.round(deviceMs - FROM_MS), isClean, isRest];
function unitsOf(packets: readonly RtpPacket[]): (readonly (number | boolean)[])[] {
  const units = createReplayUnits(VIDEO, FROM_MS);
  return [...packets.map(units.push), units.flush()].flatMap((unit) => (unit === undefined ? [] : [seen(unit)]));
}

test('packets of one time stamp are a picture, clean when any of them begins a key frame', () => {
  expect(unitsOf([packet(0, '09f0', FROM_MS), packet(0, '6742'), packet(0, '6588'), packet(9_000, '4188', FROM_MS + 100)])).toEqual([
    [3, 0, true, false],
    [1, 100, false, false],
  ]);
});

test('a time is that of the header extension, whatever the time stamps say; where it is missing it is counted from the one before', () => {
  expect(unitsOf([packet(0, '65', FROM_MS), packet(5, '41', FROM_MS + 7_000), packet(9_005, '41'), packet(4_000_000, '41', FROM_MS + 7_200)])).toEqual([
    [1, 0, true, false],
    [1, 7_000, false, false],
    [1, 7_100, false, false],
    [1, 7_200, false, false],
  ]);
});

test('without any, times are counted from the start, across the end of the 32 bits', () => {
  const packets = [packet(-9_000, '65'), packet(0, '41'), packet(9_000, '41')];
  expect(unitsOf(packets).map(([, atMs]) => atMs)).toEqual([0, 100, 200]);
  const units = createReplayUnits(VIDEO, FROM_MS);
  for (const each of packets) units.push(each);
  expect(units.isTimed).toBe(false);
});

test('what comes of a picture after it was given up is its rest', () => {
  const units = createReplayUnits(VIDEO, FROM_MS);
  units.push(packet(0, '65', FROM_MS));
  expect(seen(units.flush()!)).toEqual([1, 0, true, false]);
  units.push(packet(0, '41'));
  expect(seen(units.push(packet(9_000, '41', FROM_MS + 100))!)).toEqual([1, 0, true, true]);
  expect(units.hasPending).toBe(true);
});

test('a picture without end is refused', () => {
  const units = createReplayUnits(VIDEO, FROM_MS);
  const large = packet(0, '41'.repeat(65_000));
  expect(() => {
    for (let count = 0; count < 1_000; count += 1) units.push(large);
  }).toThrow(expect.objectContaining({ code: 'bad_answer' }));
});
