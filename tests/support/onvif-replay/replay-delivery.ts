import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { RecordingTrack } from '../onvif-device/recording/recording.ts';
import { playbackMs } from './playback-clock.ts';
import { replayExtension } from './replay-extension.ts';
import type { ReplayOptions } from './replay-options.ts';
import type { PlannedUnit } from './replay-plan.ts';
import type { RtpStream } from './rtp-stream.ts';
import { interleaved } from './rtsp-message.ts';

/** A track that was set up, with the channels its packets go over. */
export interface TrackSetup {
  readonly track: RecordingTrack;
  readonly stream: RtpStream;
  readonly rtpChannel: number;
  readonly rtcpChannel: number;
}

/** One PLAY under way. */
export interface Delivery {
  readonly units: readonly PlannedUnit[];
  readonly setups: readonly TrackSetup[];
  /** Of the PLAY that began it. */
  readonly cseq: number;
  readonly rateControl: boolean;
  /** True time at which the media clock is 0 when there is no rate control. */
  readonly originMs: number;
  readonly socket: Socket;
  readonly signal: AbortSignal;
  /** Called after each access unit, so that a PAUSE knows where it was. */
  readonly sent: (unit: PlannedUnit) => void;
}

/** Sends a PLAY to its end: as fast as the client reads, or with rate control in real time. */
export async function deliver(delivery: Delivery, options: ReplayOptions): Promise<void> {
  const { units, socket, signal } = delivery;
  const beganMs = performance.now();
  sendReports(delivery, options);
  for (let index = 0; index < (options.endless ? Number.POSITIVE_INFINITY : units.length); index += 1) {
    if (index >= options.stallAfterUnits) return;
    if (index >= options.breakAfterUnits) return void socket.resetAndDestroy();
    const planned = atRound(units, index);
    if (delivery.rateControl) await paced(delivery, planned, beganMs, options);
    if (signal.aborted || !(await sendUnit(delivery, planned, options))) return;
    delivery.sent(planned);
  }
  if (options.atEnd === 'close') socket.end();
  if (options.atEnd === 'bye') for (const { stream, rtcpChannel } of delivery.setups) socket.write(interleaved(rtcpChannel, goodbye(stream)));
}

/** The unit of an index; an endless delivery begins again behind the last unit, at times that go on. */
function atRound(units: readonly PlannedUnit[], index: number): PlannedUnit {
  const planned = units[index % units.length];
  if (planned === undefined) throw new Error('an endless replay needs footage');
  const roundMs = (units.at(-1)?.unit.timeMs ?? 0) - (units[0]?.unit.timeMs ?? 0) + 40;
  const timeMs = planned.unit.timeMs + Math.floor(index / units.length) * roundMs;
  return { ...planned, unit: { ...planned.unit, timeMs } };
}

async function paced({ units, setups, signal }: Delivery, { unit }: PlannedUnit, beganMs: number, { pace }: ReplayOptions): Promise<void> {
  const dueMs = playbackMs(setups[0]?.track, units[0]?.unit.timeMs ?? 0, unit.timeMs) / pace;
  const waitMs = dueMs - (performance.now() - beganMs);
  if (waitMs > 0) await delay(waitMs, undefined, { signal }).catch(() => undefined);
}

/** Whether the delivery goes on. */
async function sendUnit(delivery: Delivery, planned: PlannedUnit, options: ReplayOptions): Promise<boolean> {
  const setup = delivery.setups.find(({ track }) => track === planned.track);
  if (setup === undefined) return true;
  const { unit, sectionEnd, discontinuity, terminal } = planned;
  const marks = { utcMs: unit.timeMs + options.timelineOffsetMs, clean: unit.clean, sectionEnd, discontinuity, terminal };
  const packets = setup.stream.packets({
    parts: unit.parts,
    timestamp: setup.stream.timestampOf(mediaMs(delivery, unit.timeMs)),
    extension: options.extension === 'none' ? undefined : replayExtension(marks, delivery.cseq),
    extensionOnEveryPacket: options.extension === 'every-packet',
  });
  const writable = delivery.socket.write(Buffer.concat(packets.map((packet) => interleaved(setup.rtpChannel, packet))));
  if (!writable) await once(delivery.socket, 'drain', { signal: delivery.signal }).catch(() => undefined);
  return !delivery.signal.aborted;
}

/** Without rate control the time of recording, gaps and all; with it the time of playback (ONVIF Streaming, "RTP timestamps"). */
function mediaMs({ rateControl, originMs, units, setups }: Delivery, timeMs: number): number {
  return rateControl ? playbackMs(setups[0]?.track, units[0]?.unit.timeMs ?? 0, timeMs) : timeMs - originMs;
}

function sendReports({ setups, rateControl, socket, units }: Delivery, options: ReplayOptions): void {
  if (!options.rtcp || units.length === 0) return;
  for (const { stream, rtcpChannel } of setups) {
    const report = stream.senderReport(rateControl ? { wallMs: options.now(), timestamp: stream.timestampOf(0) } : undefined);
    socket.write(interleaved(rtcpChannel, report));
  }
}

/** BYE (RFC 3550, 6.6). */
function goodbye({ ssrc }: RtpStream): Buffer {
  const bye = Buffer.alloc(8);
  bye.writeUInt32BE(0x81cb_0001, 0);
  bye.writeUInt32BE(ssrc, 4);
  return bye;
}
