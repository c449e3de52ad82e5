import type { AppError } from '../../domain/app-error.ts';
import { startHeardDeadline } from '../../platform/heard-deadline.ts';
import type { MediaListener } from './media-transport.ts';
import { holdsGoodbye } from './rtcp-goodbye.ts';
import { readRtpPacket } from './rtp-packet.ts';
import type { RtpPacket } from './rtp-packet.ts';

/** What comes of a replay, in order. */
export type ReplayEvent =
  | { readonly kind: 'packet'; readonly packet: RtpPacket }
  /** The device says that it sends no more (RTCP BYE). */
  | { readonly kind: 'goodbye' }
  /** The connection is gone. */
  | { readonly kind: 'ended'; readonly error: AppError };

/** Packets that were read from the device and not yet taken. Nothing is ever dropped: when there are too many, the device has to wait. */
export interface ReplayQueue extends MediaListener {
  /** The next event, or `silence` when none came for `waitMs` of being waited for. To be called by one at a time. */
  next(waitMs: number): Promise<ReplayEvent | { readonly kind: 'silence' }>;
  /** The connection has ended; what came before is still given. */
  end(error: AppError): void;
}

const HOLD_ABOVE_BYTES = 1024 * 1024;
const GO_ON_BELOW_BYTES = 256 * 1024;

/**
 * @param dependencies.payloadType of the track that is wanted; other packets are left out.
 * @param dependencies.hold stops reading from the device, so that TCP stops it; `goOn` reads again. Called in turns.
 */
export function createReplayQueue(dependencies: { readonly payloadType: number; readonly hold: () => void; readonly goOn: () => void }): ReplayQueue {
  const { payloadType, hold, goOn } = dependencies;
  const waiting = createEventList();
  let isHeld = false;
  let onEvent: (() => void) | undefined;

  const add = (event: ReplayEvent): void => {
    waiting.push(event);
    if (!isHeld && waiting.bytes > HOLD_ABOVE_BYTES) {
      isHeld = true;
      hold();
    }
    onEvent?.();
  };
  const take = (): ReplayEvent | undefined => {
    const event = waiting.shift();
    if (isHeld && waiting.bytes < GO_ON_BELOW_BYTES) {
      isHeld = false;
      goOn();
    }
    return event;
  };

  return {
    rtp(bytes) {
      const packet = readRtpPacket(bytes);
      if (packet?.payloadType === payloadType) add({ kind: 'packet', packet });
    },
    rtcp(bytes) {
      if (holdsGoodbye(bytes)) add({ kind: 'goodbye' });
    },
    end: (error) => add({ kind: 'ended', error }),
    async next(waitMs) {
      const event = take();
      if (event !== undefined) return event;
      await new Promise<void>((resolve) => {
        const endWait = startHeardDeadline(waitMs, resolve);
        onEvent = () => {
          endWait();
          resolve();
        };
      });
      onEvent = undefined;
      return take() ?? { kind: 'silence' };
    },
  };
}

/** A list that is cheap at both ends and knows how many bytes it holds. */
function createEventList(): { push(event: ReplayEvent): void; shift(): ReplayEvent | undefined; readonly bytes: number } {
  let events: ReplayEvent[] = [];
  let taken = 0;
  let bytes = 0;
  const sizeOf = (event: ReplayEvent): number => (event.kind === 'packet' ? event.packet.bytes.length : 0);
  return {
    push(event) {
      events.push(event);
      bytes += sizeOf(event);
    },
    shift() {
      const event = events[taken];
      if (event === undefined) return undefined;
      taken += 1;
      bytes -= sizeOf(event);
      if (taken > 1_024 && taken * 2 > events.length) {
        events = events.slice(taken);
        taken = 0;
      }
      return event;
    },
    get bytes() {
      return bytes;
    },
  };
}
