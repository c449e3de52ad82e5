import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { ActionQueue } from './action-queue.ts';
import type { AnswerKeeper } from './answer-keeper.ts';

/** What makes the application work without connection. */
export interface Offline {
  readonly keeper: AnswerKeeper;
  readonly queue: ActionQueue;
}

const known = new WeakMap<QueryClient, Offline>();

/** Puts it beside the answers that it keeps, where routes and pages alike find it. @param offline null where the browser keeps nothing. */
export function setOffline(client: QueryClient, offline: Offline | null): void {
  if (offline !== null) known.set(client, offline);
}

/** Null where the browser keeps nothing: then everything needs a connection. */
export function offlineOf(client: QueryClient): Offline | null {
  return known.get(client) ?? null;
}

/** The same in a page. */
export function useOffline(): Offline | null {
  return offlineOf(useQueryClient());
}
