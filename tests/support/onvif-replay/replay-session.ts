import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { footageRange, type Recording, type RecordingTrack } from '../onvif-device/recording/recording.ts';
import { PlayRefusal, readPlayRequest } from './play-request.ts';
import { playableTracks } from './replay-description.ts';
import { deliver, type TrackSetup } from './replay-delivery.ts';
import type { ReplayOptions } from './replay-options.ts';
import { planReplay } from './replay-plan.ts';
import { RtpStream } from './rtp-stream.ts';
import type { RtspRequest } from './rtsp-message.ts';

/** A response without its CSeq and Session. */
interface SessionAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What begins when the response is on its way. */
  readonly after?: () => void;
}

/** One RTSP session: its tracks and the PLAY under way (RFC 2326, appendix A). */
export class ReplaySession {
  readonly id = randomBytes(8).toString('hex');
  readonly #recording: Recording;
  readonly #socket: Socket;
  readonly #setups: TrackSetup[] = [];
  #playing: AbortController | undefined;
  /** True time behind the last access unit that was sent, for a PLAY without a range after a PAUSE. */
  #positionMs: number | undefined;
  readonly #failed: (error: unknown) => void;

  /** @param failed gets what goes wrong while footage is sent. */
  constructor(recording: Recording, socket: Socket, failed: (error: unknown) => void) {
    this.#recording = recording;
    this.#socket = socket;
    this.#failed = failed;
  }

  setUp(track: RecordingTrack, request: RtspRequest): SessionAnswer {
    // Only RTP interleaved in RTSP: what ONVIF Streaming tells clients of replay to use.
    const offers = (request.headers.get('transport') ?? '').split(',');
    const offer = offers.map((transport) => /^RTP\/AVP\/TCP(?=;|$).*?(?:;interleaved=(\d+)-(\d+))?(?:;|$)/.exec(transport.trim())).find(Boolean);
    if (offer === undefined || offer === null) return { status: 461 };
    const interleaving = /interleaved=(\d+)-(\d+)/.exec(offer.input);
    const free = this.#setups.length * 2;
    const [rtpChannel, rtcpChannel] = [Number(interleaving?.[1] ?? free), Number(interleaving?.[2] ?? free + 1)];
    const stream = new RtpStream(track.type);
    this.#setups.push({ track, stream, rtpChannel, rtcpChannel });
    const ssrc = stream.ssrc.toString(16).toUpperCase().padStart(8, '0');
    return { status: 200, headers: { Transport: `RTP/AVP/TCP;unicast;interleaved=${rtpChannel}-${rtcpChannel};ssrc=${ssrc}` } };
  }

  /** @throws PlayRefusal for what is asked wrongly. */
  play(request: RtspRequest, options: ReplayOptions): SessionAnswer {
    if (this.#setups.length === 0) return { status: 455 };
    const origin = footageRange(playableTracks(this.#recording)) ?? { startMs: 0, endMs: 0 };
    const asked = readPlayRequest(request.headers, origin.startMs + options.timelineOffsetMs);
    const startMs = asked.startMs === undefined ? (this.#positionMs ?? origin.startMs) : asked.startMs - options.timelineOffsetMs;
    const endMs = asked.endMs === undefined ? Number.POSITIVE_INFINITY : asked.endMs - options.timelineOffsetMs;
    if (startMs >= origin.endMs && !options.ignoreRange) throw new PlayRefusal(457, 'behind all footage');
    const wish = {
      tracks: this.#setups.map(({ track }) => track),
      growing: this.#recording.status === 'Recording',
      startMs,
      endMs,
      frames: asked.frames,
      jumps: asked.immediate && this.#playing !== undefined,
    };
    const units = planReplay(wish, options);
    this.stop();
    const playing = new AbortController();
    const delivery = {
      units,
      setups: this.#setups,
      cseq: Number(request.headers.get('cseq') ?? 0),
      rateControl: asked.rateControl,
      originMs: origin.startMs,
      socket: this.#socket,
      signal: playing.signal,
      sent: ({ unit }: { unit: { timeMs: number } }) => {
        this.#positionMs = unit.timeMs + 1;
      },
    };
    const begin = () => {
      this.#playing = playing;
      deliver(delivery, options).catch(this.#failed);
    };
    const shown = units[0]?.unit.timeMs ?? startMs;
    return { status: 200, headers: { Range: this.#rangeText(shown, endMs, options), 'RTP-Info': this.#rtpInfo(request.uri) }, after: begin };
  }

  pause(): SessionAnswer {
    this.stop();
    return { status: 200 };
  }

  /** Ends the PLAY under way. */
  stop(): void {
    this.#playing?.abort();
    this.#playing = undefined;
  }

  #rangeText(startMs: number, endMs: number, { timelineOffsetMs }: ReplayOptions): string {
    const text = (timeMs: number) => new Date(timeMs + timelineOffsetMs).toISOString().replaceAll(/[-:]/g, '');
    return `clock=${text(startMs)}-${Number.isFinite(endMs) ? text(endMs) : ''}`;
  }

  #rtpInfo(uri: string): string {
    return this.#setups.map(({ track, stream }) => `url=${uri}/${track.token};seq=${stream.nextSequence}`).join(',');
  }
}
