import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readRtpPacket } from '../../../camera-adapters/rtsp/rtp-packet.ts';
import { createRtspMessageParser } from '../../../camera-adapters/rtsp/rtsp-message-parser.ts';
import type { RtspItem } from '../../../camera-adapters/rtsp/rtsp-message.ts';
import { openRtspRelay } from '../../../camera-adapters/rtsp/rtsp-relay.ts';
import type { RtspRelay } from '../../../camera-adapters/rtsp/rtsp-relay.ts';
import type { VideoTrack } from '../../../camera-adapters/rtsp/video-track.ts';
import { rtpPacket } from '../../support/camera-adapters/rtp-bytes.ts';

const VIDEO: VideoTrack = {
  codec: 'h264',
  payloadType: 96,
  clockRateHz: 90_000,
  control: undefined,
  sessionControl: undefined,
  formatParams: { 'packetization-mode': '1' },
  framesPerSecond: undefined,
};
const KEY = '6588';
const DEPENDENT = '419a';

async function openRelay(): Promise<RtspRelay> {
  const relay = await openRtspRelay(VIDEO);
  onTestFinished(() => relay.close());
  return relay;
}

/** A reader that sends what it is told to, and tells what came. */
async function reader(
  relay: RtspRelay,
): Promise<{ socket: Socket; ask: (line: string, fields?: string) => Promise<RtspItem>; next: () => Promise<RtspItem>; closed: Promise<void> }> {
  const socket = connect(Number(new URL(relay.url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const parser = createRtspMessageParser();
  const items: RtspItem[] = [];
  const waiting: ((item: RtspItem) => void)[] = [];
  socket.on('data', (chunk) => {
    for (const item of parser.push(chunk)) {
      const take = waiting.shift();
      if (take === undefined) items.push(item);
      else take(item);
    }
  });
  socket.on('error', () => undefined);
  // `once` of node:events would reject with a reset, which may come before anybody looks
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await once(socket, 'connect');
  const next = (): Promise<RtspItem> => {
    const item = items.shift();
    return item === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(item);
  };
  const ask = (line: string, fields = ''): Promise<RtspItem> => {
    socket.write(`${line} RTSP/1.0\r\nCSeq: 4\r\n${fields}\r\n`);
    return next();
  };
  return { socket, ask, next, closed };
}

/** A reader that has got as far as PLAY. */
async function playing(relay: RtspRelay): Promise<Awaited<ReturnType<typeof reader>>> {
  const one = await reader(relay);
  await one.ask(`DESCRIBE ${relay.url}`);
  await one.ask(`SETUP ${relay.url}/video`, 'Transport: RTP/AVP/TCP;unicast;interleaved=4-5\r\n');
  await one.ask(`PLAY ${relay.url}`);
  await relay.asked;
  return one;
}

function deliver(relay: RtspRelay, ticks: number, payload: string | Buffer, arrivedAtMs = 0): void {
  const packet = readRtpPacket(
    rtpPacket({ timestamp: 4_000_000_000 + ticks, sequence: ticks, payload: typeof payload === 'string' ? Buffer.from(payload, 'hex') : payload }),
  );
  if (packet === undefined) throw new Error('the test made no packet');
  relay.deliver({ packet, ticks, arrivedAtMs });
}

async function nextPacket(one: { next: () => Promise<RtspItem> }): Promise<{ channel: number; timestamp: number; payload: string }> {
  const item = await one.next();
  if (item.kind !== 'frame') throw new Error(`expected a packet, got a ${item.kind}`);
  const packet = readRtpPacket(item.payload);
  return { channel: item.channel, timestamp: packet?.timestamp ?? -1, payload: packet?.payload.toString('hex') ?? '' };
}

describe('a relay', () => {
  test('listens on loopback alone, under a path that nobody guesses', async () => {
    const [one, other] = [await openRelay(), await openRelay()];
    expect(one.url).toMatch(/^rtsp:\/\/127\.0\.0\.1:\d+\/[\w-]{32}$/);
    expect(new URL(one.url).pathname).not.toBe(new URL(other.url).pathname);
  });

  test('answers a reader as a camera with one track would', async () => {
    const relay = await openRelay();
    const one = await reader(relay);
    expect(await one.ask(`OPTIONS ${relay.url}`)).toMatchObject({ statusCode: 200 });
    const description = await one.ask(`DESCRIBE ${relay.url}`);
    expect(description.kind === 'response' && description.body.toString()).toContain('a=rtpmap:96 H264/90000');
    expect(await one.ask(`SETUP ${relay.url}/video`, 'Transport: RTP/AVP;unicast;client_port=5000-5001\r\n')).toMatchObject({ statusCode: 461 });
    expect(await one.ask(`RECORD ${relay.url}`)).toMatchObject({ statusCode: 501 });
  });

  test('hands packets on from the first keyframe, time stamps counted from there', async () => {
    const relay = await openRelay();
    deliver(relay, 0, KEY);
    const one = await playing(relay);
    deliver(relay, 3_000, DEPENDENT, 100);
    deliver(relay, 6_000, KEY, 200);
    deliver(relay, 4_500, DEPENDENT, 201);
    deliver(relay, 9_000, DEPENDENT, 300);
    // so that the reader does not take the wait for the end
    expect(await one.next()).toMatchObject({ kind: 'frame', channel: 255, payload: Buffer.alloc(0) });
    const first = await nextPacket(one);
    expect(first).toMatchObject({ channel: 4, payload: KEY });
    expect(first.timestamp).toBeGreaterThan(0);
    expect([await nextPacket(one), await nextPacket(one)].map(({ timestamp }) => timestamp - first.timestamp)).toEqual([-1_500, 3_000]);
    expect(relay.first).toMatchObject({ ticks: 6_000, arrivedAtMs: 200 });
  });

  test('ends like a camera: what was sent is still there to read', async () => {
    const relay = await openRelay();
    const one = await playing(relay);
    deliver(relay, 0, KEY);
    relay.end();
    deliver(relay, 3_000, DEPENDENT);
    expect((await nextPacket(one)).payload).toBe(KEY);
    await one.closed;
  });

  test('leaves pictures out up to a keyframe when its reader is too slow, and never holds more than some megabytes', async () => {
    const relay = await openRelay();
    const one = await playing(relay);
    one.socket.pause();
    const large = Buffer.concat([Buffer.from(KEY, 'hex'), Buffer.alloc(60_000)]);
    for (let ticks = 0; relay.overruns === 0 && ticks < 3_000; ticks += 1) deliver(relay, ticks, large);
    expect(relay.overruns).toBe(1);
    for (let ticks = 3_000; ticks < 4_000; ticks += 1) deliver(relay, ticks, large);
    expect(relay.overruns).toBe(1);
    one.socket.resume();
    const seen: string[] = [];
    const caughtUp = (async () => {
      while (seen.at(-1) !== '6588ee') seen.push((await nextPacket(one)).payload);
    })();
    const timer = setInterval(() => {
      deliver(relay, 5_000, DEPENDENT);
      deliver(relay, 5_001, '6588ee');
    }, 5);
    await caughtUp;
    clearInterval(timer);
    expect(seen).not.toContain(DEPENDENT);
  });
});

describe('whoever is not the reader', () => {
  test.each(['rtsp://127.0.0.1/', 'rtsp://127.0.0.1/guess/video', '*'])('and asks for %s is cut off', async (uri) => {
    const relay = await openRelay();
    const stranger = await reader(relay);
    stranger.socket.write(`DESCRIBE ${uri} RTSP/1.0\r\nCSeq: 1\r\n\r\n`);
    await stranger.closed;
    expect((await playing(relay)).socket.destroyed).toBe(false);
  });

  test('and speaks something else is cut off', async () => {
    const relay = await openRelay();
    const stranger = await reader(relay);
    stranger.socket.write('GET / HTTP/1.1\r\n\r\n');
    await stranger.closed;
  });

  test('but knows the path comes too late when there is one', async () => {
    const relay = await openRelay();
    const early = await reader(relay);
    await playing(relay);
    await early.closed;
    const late = connect(Number(new URL(relay.url).port), '127.0.0.1');
    const [error] = (await once(late, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });
});
