import { channelRestMs } from '../../domain/messages/delivery-rule.ts';
import type { MessageChannel } from '../../domain/messages/message-terms.ts';

/** Which channels rest because nothing gets through on them, in this worker. */
export interface ChannelRest {
  isResting(channel: MessageChannel, nowMs: number): boolean;
  /** Something got through: the next failure counts as the first. */
  worked(channel: MessageChannel): void;
  /** Nothing gets through: leave it alone for a while that grows with each failure in a row. Failures of what was under way while it already rests don't count. */
  failed(channel: MessageChannel, nowMs: number): void;
}

/** Kept in memory: a worker that starts anew tries at once. @param random from 0 to below 1. */
export function createChannelRest(random: () => number): ChannelRest {
  const resting = new Map<MessageChannel, { readonly failures: number; readonly untilMs: number }>();
  return {
    isResting: (channel, nowMs) => nowMs < (resting.get(channel)?.untilMs ?? 0),
    worked: (channel) => void resting.delete(channel),
    failed(channel, nowMs) {
      if (nowMs < (resting.get(channel)?.untilMs ?? 0)) return;
      const failures = (resting.get(channel)?.failures ?? 0) + 1;
      resting.set(channel, { failures, untilMs: nowMs + channelRestMs(failures, random()) });
    },
  };
}
