import type { MessageChannel, MessageKind } from '../../domain/messages/message-terms.ts';

/** A message on its way out. `id` and the texts are the same at every try. */
export interface OutgoingMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly channel: MessageChannel;
  /** In the clear; never logged. */
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  readonly createdAtMs: number;
}

/**
 * Hands one message over and resolves when the other side has taken it. It ends within {@link SEND_DEADLINE_MS}, and soon when `signal` aborts.
 *
 * @throws AppError `invalid` or `too_large`: refused for good; `conflict`, `rate_limited` or `cancelled`: not now; `unavailable`, `unreachable` or `timeout`: nothing gets
 *   through here now. Messages in our own words, without anything that the other side said but its number.
 */
export type MessageSender = (message: OutgoingMessage, signal: AbortSignal) => Promise<void>;

/** The channels that are set up. */
export type MessageSenders = { readonly [C in MessageChannel]?: MessageSender };

/** Longest that handing over may take, everything included. */
export const SEND_DEADLINE_MS = 45_000;
