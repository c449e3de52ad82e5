import type { QueryClient } from '@tanstack/react-query';
import { queryKeys } from '../api/query-keys.ts';
import { fetchCurrentSession, signOut } from '../api/session-api.ts';
import { readStored, sendStored, type StoredCall } from '../api/stored-call.ts';
import { createActionQueue } from './action-queue.ts';
import { createAnswerKeeper, PATIENCE_MS } from './answer-keeper.ts';
import type { Offline } from './offline-of.ts';
import { openStoredTables } from './stored-tables.ts';

/** What an action that was sent may have changed. */
const CHANGED = [
  queryKeys.faultLists,
  queryKeys.faults,
  queryKeys.requests,
  queryKeys.requestsWaiting,
  queryKeys.cameras,
  queryKeys.cameraLists,
  queryKeys.clocks,
];

/** Puts the parts together over the browser's store; null where it keeps nothing. */
export async function startOffline(client: QueryClient): Promise<Offline | null> {
  const tables = await openStoredTables();
  if (tables === null) return null;
  const now = (): number => Date.now();
  const keeper = createAnswerKeeper({ client, tables, now, endSession: signOut, firstPatienceMs: isKeptPage() ? 0 : PATIENCE_MS });
  const desk = {
    whoIsThere: async () => (await fetchCurrentSession())?.user.id ?? null,
    read: (path: string, forUserId: string) => readStored(path, { forUserId }),
    carryOut: (call: StoredCall, key: string, forUserId: string) => sendStored(call, { idempotencyKey: key, forUserId }),
  };
  const onSent = (): void => {
    for (const queryKey of CHANGED) void client.invalidateQueries({ queryKey });
  };
  return { keeper, queue: createActionQueue({ tables, desk, now, alone, onSent }) };
}

/** Whether the worker gave this page from what it keeps, since the network was too late for it. */
function isKeptPage(): boolean {
  return 'kept' in document.documentElement.dataset;
}

/** One page of ours at a time; where browsers have no locks (without HTTPS) two may send the same, which its key makes harmless. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return work();
  await navigator.locks.request('matpho-actions', { ifAvailable: true }, async (lock) => {
    if (lock !== null) await work();
  });
}
