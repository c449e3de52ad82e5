import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRtpReorderBuffer } from '../../../../camera-adapters/rtsp/rtp-reorder-buffer.ts';
import { readRtpPacket } from '../../../../camera-adapters/rtsp/rtp-packet.ts';
import type { RtpPacket } from '../../../../camera-adapters/rtsp/rtp-packet.ts';
import { rtpPacket } from '../../../support/camera-adapters/rtp-bytes.ts';

function packet(sequence: number): RtpPacket {
  const read = readRtpPacket(rtpPacket({ sequence }));
  if (read === undefined) throw new Error('the test made no packet');
  return read;
}

/** Sequence numbers that come out when packets go in one millisecond apart. */
function pass(sequences: readonly number[], everyMs = 1): number[] {
  const buffer = createRtpReorderBuffer();
  return sequences.flatMap((sequence, index) => buffer.push(packet(sequence), index * everyMs).map((due) => due.sequence));
}

describe('packets over UDP', () => {
  test('that come in order are handed on at once, past the end of 16 bits', () => {
    expect(pass([65_534, 65_535, 0, 1])).toEqual([65_534, 65_535, 0, 1]);
  });

  test('that overtook each other are put in order', () => {
    expect(pass([10, 12, 11, 14, 15, 13, 16])).toEqual([10, 11, 12, 13, 14, 15, 16]);
  });

  test('that come twice, or too late, are left out', () => {
    expect(pass([10, 11, 11, 10, 12])).toEqual([10, 11, 12]);
  });

  test('do not wait for a lost one longer than 200 ms', () => {
    expect(pass([10, 12, 13, 14], 150)).toEqual([10, 12, 13, 14]);
  });

  test('do not wait for a lost one beyond 64 others', () => {
    const after = Array.from({ length: 65 }, (_, index) => 12 + index);
    expect(pass([10, ...after])).toEqual([10, ...after]);
  });

  test('that begin anew with other numbers are taken as they come', () => {
    expect(pass([10, 11, 40_000, 40_001])).toEqual([10, 11, 40_000, 40_001]);
  });

  test('never come out in wrong order, whatever the network does to a short stretch of them', () => {
    fc.assert(
      fc.property(fc.nat(65_535), fc.shuffledSubarray(Array.from({ length: 40 }, (_, index) => index + 1)), (first, rest) => {
        const out = pass([0, ...rest, ...Array.from({ length: 70 }, (_, index) => 41 + index)].map((offset) => (first + offset) & 0xffff)).map(
          (sequence) => (sequence - first) & 0xffff,
        );
        expect(out).toEqual([...out].sort((a, b) => a - b));
        expect(new Set(out).size).toBe(out.length);
        expect(out.length).toBe(1 + rest.length + 70);
      }),
    );
  });
});
