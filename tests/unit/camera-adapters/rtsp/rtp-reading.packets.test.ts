import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSenderReport } from '../../../../camera-adapters/rtsp/rtcp-sender-report.ts';
import { readRtpPacket } from '../../../../camera-adapters/rtsp/rtp-packet.ts';
import { startsKeyframe } from '../../../../camera-adapters/rtsp/keyframe-start.ts';
import { rtpPacket, senderReport } from '../../../support/camera-adapters/rtp-bytes.ts';

const ANY_BYTES = fc.uint8Array({ maxLength: 120 }).map((bytes) => Buffer.from(bytes));

describe('an RTP packet', () => {
  test('is read past its sources, extension and padding', () => {
    const head = Buffer.from('b2e0fffe0000ffff01020304' + 'aaaaaaaabbbbbbbb' + 'bede000100000000', 'hex');
    const packet = readRtpPacket(Buffer.concat([head, Buffer.from('hello'), Buffer.of(0, 0, 3)]));
    expect(packet).toMatchObject({ payloadType: 96, marker: true, sequence: 65_534, timestamp: 65_535, synchronisationSource: 0x01020304 });
    expect(packet?.payload.toString()).toBe('hello');
  });

  test.each([
    ['too short', Buffer.alloc(11, 0x80)],
    ['of another version', rtpPacket({ version: 1 })],
    ['with more sources than bytes', Buffer.concat([Buffer.of(0x8f), rtpPacket({}).subarray(1)])],
    ['with an extension that is longer than it', Buffer.concat([Buffer.of(0x90), rtpPacket({ payload: Buffer.of(0xbe, 0xde, 0xff, 0xff) }).subarray(1)])],
    ['with more padding than payload', Buffer.concat([Buffer.of(0xa0), rtpPacket({ payload: Buffer.of(200) }).subarray(1)])],
  ])('%s is none', (_name, bytes) => {
    expect(readRtpPacket(bytes)).toBeUndefined();
  });

  test('of any bytes has a payload within them', () => {
    fc.assert(
      fc.property(ANY_BYTES, (bytes) => {
        const packet = readRtpPacket(bytes);
        if (packet !== undefined) expect(packet.payload.length).toBeLessThanOrEqual(bytes.length - 12);
      }),
    );
  });
});

describe('a sender report', () => {
  test('gives the wall clock and the RTP time stamp that belong together', () => {
    const ntpMs = Date.UTC(2026, 10, 22, 3, 4, 5, 250);
    expect(readSenderReport(senderReport({ ntpMs, rtpTimestamp: 123_456 }))).toEqual({ synchronisationSource: 7, ntpMs, rtpTimestamp: 123_456 });
  });

  test('is found behind other parts of a compound packet', () => {
    const ntpMs = Date.UTC(2026, 0, 1);
    const receiverReport = Buffer.from('80c9000100000001', 'hex');
    expect(readSenderReport(Buffer.concat([receiverReport, senderReport({ ntpMs, rtpTimestamp: 1 })]))?.ntpMs).toBe(ntpMs);
  });

  test.each([
    ['zero: no clock at all (RFC 3550 §6.4.1)', { seconds: 0 }],
    ['seconds since the camera started', { seconds: 86_400 }],
    ['1970: a clock that was never set', { ntpMs: 0 }],
    ['the last second of 1999', { ntpMs: Date.UTC(2000, 0, 1) - 1_000 }],
  ])('with %s is none', (_name, time) => {
    expect(readSenderReport(senderReport({ ...time, rtpTimestamp: 1 }))).toBeUndefined();
  });

  test('cut short, or of any bytes, is none or a time after 2000', () => {
    expect(readSenderReport(senderReport({ ntpMs: Date.UTC(2026, 0, 1), rtpTimestamp: 1 }).subarray(0, 24))).toBeUndefined();
    fc.assert(
      fc.property(ANY_BYTES, (bytes) => {
        expect(readSenderReport(Buffer.concat([Buffer.of(0x80, 200), bytes]))?.ntpMs ?? Infinity).toBeGreaterThanOrEqual(Date.UTC(2000, 0, 1));
      }),
    );
  });
});

describe('decoding can begin', () => {
  const hex = (text: string): Buffer => Buffer.from(text, 'hex');
  test.each([
    ['h264', 'parameter set', '6742c00c', true],
    ['h264', 'picture parameter set', '68ce3c80', true],
    ['h264', 'IDR picture', '65888400', true],
    ['h264', 'dependent picture', '419a0000', false],
    ['h264', 'access unit delimiter', '09f0', false],
    ['h264', 'first fragment of an IDR picture', '7c858884', true],
    ['h264', 'later fragment of an IDR picture', '7c058884', false],
    ['h264', 'first fragment of a dependent picture', '7c819a00', false],
    ['h264', 'aggregate with a parameter set in second place', '780002' + '09f0' + '0004' + '6742c00c', true],
    ['h264', 'aggregate of dependent pictures', '780002' + '419a' + '0002' + '419a', false],
    ['h265', 'video parameter set', '40010c01', true],
    ['h265', 'IDR picture', '26010000', true],
    ['h265', 'CRA picture', '2a010000', true],
    ['h265', 'dependent picture', '02010000', false],
    ['h265', 'first fragment of an IDR picture', '620193af', true],
    ['h265', 'later fragment of an IDR picture', '620113af', false],
    ['h265', 'aggregate with a parameter set', '6001' + '0002' + '4601' + '0004' + '4201af01', true],
    ['h265', 'aggregate of dependent pictures', '6001' + '0003' + '020100' + '0003' + '020100', false],
    ['mjpeg', 'first part of a picture', '0000000001502d1eff', true],
    ['mjpeg', 'later part of a picture', '0000057801502d1eff', false],
  ] as const)('%s at: %s', (codec, _name, payload, isStart) => {
    expect(startsKeyframe(codec, hex(payload))).toBe(isStart);
  });

  test('any bytes have an answer', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('h264' as const, 'h265' as const, 'mjpeg' as const),
        ANY_BYTES,
        (codec, bytes) => typeof startsKeyframe(codec, bytes) === 'boolean',
      ),
    );
  });
});
