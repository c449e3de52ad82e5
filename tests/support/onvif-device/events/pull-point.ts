import type { Notification } from './notification-element.ts';
import type { TopicFilter } from './topic-filter.ts';

interface Waiter {
  readonly limit: number;
  readonly release: (notifications: readonly Notification[]) => void;
}

/**
 * One pull point (ONVIF Core 9.1.2 and 9.1.6). It holds notifications until they are pulled; a pull on an empty one
 * waits for the next notification or its timeout, whichever comes first.
 */
export class PullPoint {
  readonly id: string;
  /** The address handed out for it. */
  readonly address: string;
  readonly #filter: TopicFilter;
  #queue: Notification[] = [];
  #waiter: Waiter | undefined;
  /** True time at which it ends. */
  endsAtMs: number;

  constructor(id: string, address: string, filter: TopicFilter, endsAtMs: number) {
    this.id = id;
    this.address = address;
    this.#filter = filter;
    this.endsAtMs = endsAtMs;
  }

  /** Whether a pull is waiting; Core 9.1.2 allows only one at a time. */
  get busy(): boolean {
    return this.#waiter !== undefined;
  }

  push(notification: Notification): void {
    if (!this.#filter(notification.event.topic)) return;
    this.#queue.push(notification);
    const waiter = this.#waiter;
    if (waiter !== undefined) waiter.release(this.#take(waiter.limit));
  }

  /** Ends a waiting pull with nothing, as an Unsubscribe does. */
  close(): void {
    this.#waiter?.release([]);
  }

  /** At most `limit` notifications; none only after `timeoutMs`, or when the signal is aborted. */
  async pull(limit: number, timeoutMs: number, signal: AbortSignal): Promise<readonly Notification[]> {
    if (this.#queue.length > 0 || signal.aborted) return this.#take(limit);
    return new Promise((resolve) => {
      const release = (notifications: readonly Notification[]) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        this.#waiter = undefined;
        resolve(notifications);
      };
      const giveUp = () => release([]);
      const timer = setTimeout(giveUp, timeoutMs);
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiter = { limit, release };
    });
  }

  #take(limit: number): readonly Notification[] {
    const taken = this.#queue.slice(0, limit);
    this.#queue = this.#queue.slice(taken.length);
    return taken;
  }
}
