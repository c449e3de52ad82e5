import { createContext } from 'react';
import type { ActionQueue } from './action-queue.ts';
import type { AnswerKeeper } from './answer-keeper.ts';

/** What makes the application work without connection. */
export interface Offline {
  readonly keeper: AnswerKeeper;
  readonly queue: ActionQueue;
}

/** Null where the browser keeps nothing: then everything needs a connection. */
export const OfflineContext = createContext<Offline | null>(null);
