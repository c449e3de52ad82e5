import { describe, expect, test } from 'vitest';
import { createKeyframeGate } from '../../../../camera-adapters/rtsp/keyframe-gate.ts';
import { createLiveTrack } from '../../../../camera-adapters/rtsp/live-track.ts';
import type { TrackPacket } from '../../../../camera-adapters/rtsp/live-track.ts';
import { readRtpPacket } from '../../../../camera-adapters/rtsp/rtp-packet.ts';
import type { VideoTrack } from '../../../../camera-adapters/rtsp/video-track.ts';
import { rtpPacket, senderReport } from '../../../support/camera-adapters/rtp-bytes.ts';

const VIDEO: VideoTrack = {
  codec: 'h264',
  payloadType: 96,
  clockRateHz: 90_000,
  control: undefined,
  sessionControl: undefined,
  formatParams: {},
  framesPerSecond: undefined,
};
const BEGIN_MS = Date.UTC(2026, 10, 22, 3, 0, 0);

function track(isOrdered = true) {
  const packets: TrackPacket[] = [];
  const broken: string[] = [];
  let reports = 0;
  const live = createLiveTrack({
    video: VIDEO,
    isOrdered,
    onPacket: (packet) => packets.push(packet),
    onReport: () => {
      reports += 1;
    },
    onBroken: (error) => broken.push(error.code),
  });
  return { live, packets, broken, reportCount: () => reports };
}

describe('a live track', () => {
  test('counts the ticks of its own payload type and drops all else', () => {
    const { live, packets } = track();
    live.rtp(rtpPacket({ timestamp: 1_000 }), BEGIN_MS);
    live.rtp(rtpPacket({ timestamp: 5_000, payloadType: 97 }), BEGIN_MS + 1);
    live.rtp(Buffer.from('junk'), BEGIN_MS + 2);
    live.rtp(rtpPacket({ timestamp: 4_000, sequence: 1 }), BEGIN_MS + 40);
    expect(packets.map(({ ticks, arrivedAtMs }) => [ticks, arrivedAtMs - BEGIN_MS])).toEqual([
      [0, 0],
      [3_000, 40],
    ]);
    expect(live.packetCount).toBe(2);
  });

  test('knows the time of the first packet of each picture, not of its last', () => {
    const { live } = track();
    live.rtp(rtpPacket({ timestamp: 0 }), BEGIN_MS + 10);
    live.rtp(rtpPacket({ timestamp: 0, sequence: 1, marker: true }), BEGIN_MS + 300);
    expect(live.timeline.at(0)?.trueTimeMs).toBe(BEGIN_MS + 10);
  });

  test('puts packets over UDP in order, and notes their arrival before', () => {
    const { live, packets } = track(false);
    live.rtp(rtpPacket({ timestamp: 0, sequence: 5 }), BEGIN_MS);
    live.rtp(rtpPacket({ timestamp: 9_000, sequence: 7 }), BEGIN_MS + 100);
    live.rtp(rtpPacket({ timestamp: 0, sequence: 6 }), BEGIN_MS + 150);
    expect(packets.map(({ packet, ticks }) => [packet.sequence, ticks])).toEqual([
      [5, 0],
      [6, 0],
      [7, 9_000],
    ]);
    expect(live.timeline.at(100)?.trueTimeMs).toBe(BEGIN_MS + 100);
  });

  test("maps its time stamps to the device's clock by sender reports", () => {
    const { live, reportCount } = track();
    live.rtcp(senderReport({ ntpMs: BEGIN_MS, rtpTimestamp: 0 }), BEGIN_MS);
    expect(live.deviceClock.at(0)).toBeUndefined();
    live.rtp(rtpPacket({ timestamp: 2 ** 32 - 9_000 }), BEGIN_MS);
    live.rtcp(senderReport({ ntpMs: BEGIN_MS + 61_500, rtpTimestamp: 81_000 }), BEGIN_MS + 1_000);
    live.rtcp(senderReport({ seconds: 12, rtpTimestamp: 81_000 }), BEGIN_MS + 1_000);
    expect(live.deviceClock.at(0)).toBe(BEGIN_MS + 60_500);
    expect(reportCount()).toBe(1);
  });

  /** Plays pictures at the given times and tells which of them broke the track. */
  function breaksAt(sent: readonly (readonly [mediaMs: number, arrivedMs: number])[]): number[] {
    const { live, broken } = track();
    return sent.flatMap(([mediaMs, arrivedMs], sequence) => {
      const before = broken.length;
      live.rtp(rtpPacket({ timestamp: mediaMs * 90, sequence }), BEGIN_MS + arrivedMs);
      return broken.length > before ? [sequence] : [];
    });
  }
  const steady = Array.from({ length: 40 }, (_, second) => [100_000 + second * 1_000, second * 1_000] as const);

  test.each([
    ['ahead', 200_000],
    ['back', 20_000],
  ])('is broken when its time stamps jump %s', (_name, mediaMs) => {
    expect(breaksAt([...steady, [mediaMs, 40_000], [mediaMs + 1_000, 41_000]])).toEqual([40]);
  });

  test('says why', () => {
    const { live, broken } = track();
    live.rtp(rtpPacket({ timestamp: 900_000 }), BEGIN_MS);
    live.rtp(rtpPacket({ timestamp: 0, sequence: 1 }), BEGIN_MS + 40);
    expect(broken).toEqual(['timestamps_jumped']);
  });

  test.each([
    [
      'a pause and the burst after it',
      [
        [140_000, 48_000],
        [140_040, 48_001],
        [148_000, 48_040],
      ],
    ],
    [
      'a pause after which pictures are left out',
      [
        [140_000, 48_000],
        [147_900, 48_001],
      ],
    ],
    [
      'pictures that are sent before those they follow',
      [
        [140_400, 40_000],
        [140_080, 40_001],
        [140_160, 40_002],
      ],
    ],
  ] as const)('is not broken by %s', (_name, sent) => {
    expect(breaksAt([...steady, ...sent])).toEqual([]);
  });

  test('is not broken by a kept picture that whoever joins gets first', () => {
    expect(
      breaksAt([
        [0, 0],
        [9_000, 1],
        [9_040, 40],
      ]),
    ).toEqual([]);
  });
});

describe('a keyframe gate', () => {
  const packet = (timestamp: number, payload: string) => {
    const read = readRtpPacket(rtpPacket({ timestamp, payload: Buffer.from(payload, 'hex') }));
    if (read === undefined) throw new Error('the test made no packet');
    return read;
  };

  test('opens at a keyframe and stays open until it is shut', () => {
    const gate = createKeyframeGate('h264');
    expect([packet(0, '419a'), packet(1, '6742'), packet(1, '6588'), packet(2, '419a')].map((one) => gate.admit(one, 0))).toEqual([false, true, true, true]);
    gate.shut();
    expect([packet(3, '419a'), packet(4, '6588')].map((one) => gate.admit(one, 0))).toEqual([false, true]);
  });

  test('opens at the next picture when there is no keyframe for half a minute', () => {
    const gate = createKeyframeGate('h264');
    expect(gate.admit(packet(0, '419a'), 0)).toBe(false);
    expect(gate.admit(packet(1, '419a'), 29_000)).toBe(false);
    expect(gate.admit(packet(1, '419a'), 31_000)).toBe(false);
    expect(gate.admit(packet(2, '419a'), 31_001)).toBe(true);
  });
});
