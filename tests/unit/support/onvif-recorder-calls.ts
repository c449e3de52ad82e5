import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import type { OnvifDeviceOverrides } from '../../support/onvif-device/device-options.ts';
import type { Recording } from '../../support/onvif-device/recording/recording.ts';
import type { ReplayOptions } from '../../support/onvif-replay/replay-options.ts';
import { type Recorder, startRecorder } from '../../support/onvif-replay/start-recorder.ts';
import { credentials, digestAuthorization } from './onvif-device-calls.ts';

const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((started) => started.stop()));
});

/** Starts a recorder that is stopped after the test. */
export async function recorder(recordings: readonly Recording[], device: OnvifDeviceOverrides = {}, replay: Partial<ReplayOptions> = {}): Promise<Recorder> {
  const started = await startRecorder(recordings, { credentials, ...device }, replay);
  running.push(started);
  return started;
}

export interface RtspAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** A packet off the wire, taken apart by RFC 3550, 5.1 and 5.3.1. */
export interface WirePacket {
  readonly channel: number;
  readonly marker: boolean;
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly extension: Buffer | undefined;
  readonly payload: Buffer;
}

/** A viewer made of a plain socket: it asks, and takes in answers and packets as they come. */
export class PlainViewer {
  readonly packets: WirePacket[] = [];
  readonly reports: Buffer[] = [];
  readonly socket: Socket;
  readonly #url: string;
  #pending: Buffer = Buffer.alloc(0);
  #answers: ((answer: RtspAnswer) => void)[] = [];
  #watchers = new Set<() => void>();
  #cseq = 0;
  #challenge: string | undefined;
  #session: string | undefined;

  private constructor(url: string, socket: Socket) {
    this.#url = url;
    this.socket = socket;
    socket.on('data', (bytes) => {
      this.#pending = Buffer.concat([this.#pending, bytes]);
      while (this.#takeOne());
      for (const watcher of this.#watchers) watcher();
    });
    socket.on('error', () => socket.destroy());
  }

  static async open(url: string): Promise<PlainViewer> {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    running.push({
      stop: () => {
        socket.destroy();
        return Promise.resolve();
      },
    });
    await once(socket, 'connect');
    return new PlainViewer(url, socket);
  }

  /** The CSeq of the last request. */
  get cseq(): number {
    return this.#cseq;
  }

  /** Sends a request; signs in when it is challenged. */
  async ask(method: string, headers: Readonly<Record<string, string>> = {}, path = ''): Promise<RtspAnswer> {
    const answer = await this.#send(method, headers, path);
    const challenge = answer.headers.get('www-authenticate');
    if (answer.status !== 401 || challenge === undefined || this.#challenge !== undefined) return answer;
    this.#challenge = challenge;
    return this.#send(method, headers, path);
  }

  /** DESCRIBE and SETUP of some tracks. */
  async prepare(...tracks: readonly string[]): Promise<void> {
    await this.ask('DESCRIBE');
    for (const [index, track] of tracks.entries()) {
      const answer = await this.ask(
        'SETUP',
        { Transport: `RTP/AVP/TCP;unicast;interleaved=${2 * index}-${2 * index + 1}`, Require: 'onvif-replay' },
        `/${track}`,
      );
      this.#session = answer.headers.get('session')?.split(';')[0];
    }
  }

  async play(range: string, headers: Readonly<Record<string, string>> = {}): Promise<RtspAnswer> {
    return this.ask('PLAY', { Require: 'onvif-replay', 'Rate-Control': 'no', Range: range, ...headers });
  }

  /** Resolves when what came is enough. */
  async until(enough: (viewer: PlainViewer) => boolean): Promise<void> {
    while (!enough(this)) {
      await new Promise<void>((resolve) => {
        const watcher = () => {
          this.#watchers.delete(watcher);
          resolve();
        };
        this.#watchers.add(watcher);
      });
    }
  }

  #send(method: string, headers: Readonly<Record<string, string>>, path: string): Promise<RtspAnswer> {
    this.#cseq += 1;
    const uri = this.#url + path;
    const nc = this.#cseq.toString(16).padStart(8, '0');
    const authorization = this.#challenge === undefined ? {} : { Authorization: digestAuthorization(this.#challenge, uri, { method, uri, nc }) };
    const session = this.#session === undefined ? {} : { Session: this.#session };
    const fields = Object.entries({ CSeq: String(this.#cseq), ...session, ...authorization, ...headers }).map(([name, value]) => `${name}: ${value}`);
    this.socket.write([`${method} ${uri} RTSP/1.0`, ...fields, '', ''].join('\r\n'));
    return new Promise((resolve) => this.#answers.push(resolve));
  }

  #takeOne(): boolean {
    const pending = this.#pending;
    if (pending[0] === 0x24) {
      if (pending.length < 4 || pending.length < 4 + pending.readUInt16BE(2)) return false;
      this.#takePacket(pending.readUInt8(1), pending.subarray(4, 4 + pending.readUInt16BE(2)));
      this.#pending = pending.subarray(4 + pending.readUInt16BE(2));
      return true;
    }
    const end = pending.indexOf('\r\n\r\n');
    if (end === -1) return false;
    const [first = '', ...lines] = pending.subarray(0, end).toString('latin1').split('\r\n');
    const headers = new Map(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]));
    const length = Number(headers.get('content-length') ?? 0);
    if (pending.length < end + 4 + length) return false;
    const body = pending.subarray(end + 4, end + 4 + length).toString();
    this.#pending = pending.subarray(end + 4 + length);
    this.#answers.shift()?.({ status: Number(first.split(' ')[1]), headers, body });
    return true;
  }

  #takePacket(channel: number, packet: Buffer): void {
    if (channel % 2 === 1) return void this.reports.push(packet);
    const extended = (packet.readUInt8(0) & 0x10) !== 0;
    const payloadAt = extended ? 16 + 4 * packet.readUInt16BE(14) : 12;
    this.packets.push({
      channel,
      marker: (packet.readUInt8(1) & 0x80) !== 0,
      payloadType: packet.readUInt8(1) & 0x7f,
      sequence: packet.readUInt16BE(2),
      timestamp: packet.readUInt32BE(4),
      extension: extended ? packet.subarray(12, payloadAt) : undefined,
      payload: packet.subarray(payloadAt),
    });
  }
}
