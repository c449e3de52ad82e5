import { isApiProblem } from '../api/api-problem.ts';
import type { StoredCall } from '../api/stored-call.ts';
import { isUndecided, tooLate, verdictOn } from './sending-rule.ts';
import { putSince, readStamp, renewStamp, type Stamp } from './stamp.ts';
import type { StoredTables } from './stored-tables.ts';
import type { ActionInput, ActionProblem, WaitingAction } from './waiting-action.ts';

/** What was done without a connection, kept until it was sent or refused and somebody read so. */
export interface ActionQueue {
  /** What the user entered, in order; the same array until something changes. */
  list(): readonly WaitingAction[];
  subscribe(listener: () => void): () => void;
  /** What {@link add} is told: taken when somebody begins to send something. */
  stamp(): Promise<Stamp>;
  /**
   * Stores an action. Rejects when the browser doesn't keep it: then nothing waits.
   *
   * @param wasTried it was sent already, and no answer came.
   * @param since when it was begun. False: all that waits was thrown away since then, by somebody who left, and this isn't stored.
   */
  add(userId: string, action: ActionInput, wasTried: boolean, since: Stamp): Promise<boolean>;
  /** Takes back what waits, or puts away what was sent or refused. What is on its way just now stays. */
  remove(id: string): Promise<void>;
  /** Shows the actions of another user from now on; null shows none. */
  showFor(userId: string | null): Promise<void>;
  /** Throws away all that a user entered. */
  discard(userId: string): Promise<void>;
  /** Sends what waits, in order, as long as the service answers; a second call while one runs does nothing. */
  send(): Promise<void>;
}

/** What sending needs of the service. */
export interface ActionDesk {
  /** Who is signed in, from the service itself; null for nobody. */
  whoIsThere(): Promise<string | null>;
  /** Reads for `userId`; the service refuses it for anybody else. */
  read(path: string, userId: string): Promise<Readonly<Record<string, unknown>>>;
  /** Sends for `userId`; the service refuses it for anybody else. */
  carryOut(call: StoredCall, key: string, userId: string): Promise<unknown>;
}

interface Parts {
  readonly tables: StoredTables;
  readonly desk: ActionDesk;
  readonly now: () => number;
  /** Runs `work` unless another page of ours sends just now. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
  /** Something was carried out: what is on screen may be old. */
  readonly onSent: () => void;
}

/** A queue over a browser's store. See docs/design/offline.md, "Actions that wait". */
export function createActionQueue({ tables, desk, now, alone, onSent }: Parts): ActionQueue {
  const listeners = new Set<() => void>();
  let shownFor: string | null = null;
  let shown: readonly WaitingAction[] = [];
  let underWay: string | null = null;
  let isSending = false;

  return {
    list: () => shown,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stamp: () => readStamp(tables, 'discarded'),
    add: async (userId, action, wasTried, since) => {
      const enteredAtMs = now();
      const open = { state: 'waiting', settledAtMs: null, problem: null } as const;
      const entered: WaitingAction = {
        ...action,
        id: action.key,
        userId,
        enteredAtMs,
        sentFirstAtMs: wasTried ? enteredAtMs : null,
        ...open,
      };
      const isKept = await putSince(tables, 'discarded', since, 'actions', entered);
      await look();
      return isKept;
    },
    remove: async (id) => {
      if (id !== underWay) await tables.remove('actions', id);
      await look();
    },
    showFor: async (userId) => {
      if (userId !== shownFor) shown = [];
      shownFor = userId;
      await look();
    },
    discard: async (userId) => {
      // what is on its way elsewhere, in other pages too, must not be stored after this
      await renewStamp(tables, 'discarded');
      for (const { id } of await actionsOf(userId)) await tables.remove('actions', id);
      await look();
    },
    send: async () => {
      if (isSending || shownFor === null) return;
      isSending = true;
      try {
        await alone(() => sendAll(shownFor));
        // another page of ours may have sent or taken back
        await look();
      } finally {
        isSending = false;
      }
    },
  };

  async function actionsOf(userId: string | null): Promise<readonly WaitingAction[]> {
    const all = await tables.all<WaitingAction>('actions');
    return all.filter((action) => action.userId === userId).sort((a, b) => a.enteredAtMs - b.enteredAtMs);
  }

  async function look(): Promise<void> {
    const userId = shownFor;
    const found = userId === null ? [] : await actionsOf(userId).catch(() => shown);
    // whoever is shown by now has looked as well
    if (userId !== shownFor) return;
    shown = found;
    for (const listener of listeners) listener();
  }

  async function sendAll(userId: string | null): Promise<void> {
    const waiting = (await actionsOf(userId)).filter(({ state }) => state === 'waiting');
    if (userId === null || waiting.length === 0) return;
    // somebody else may have signed in, in another tab as well
    if ((await desk.whoIsThere().catch(() => null)) !== userId) return;
    for (const { id } of waiting) if (!(await sendOne(id, userId))) return;
  }

  /** False: nothing was decided, and what comes behind has to wait as well. */
  async function sendOne(id: string, userId: string): Promise<boolean> {
    // read anew: it may have been taken back meanwhile
    const action = await tables.get<WaitingAction>('actions', id);
    if (action?.state !== 'waiting' || shownFor !== userId) return true;
    try {
      const late = tooLate(action, now());
      if (late !== null) await settle(action, late);
      else await carryOut(action);
      return true;
    } catch (error) {
      if (isUndecided(error)) return false;
      await settle(action, problemOf(error));
      return true;
    } finally {
      underWay = null;
      await look();
    }
  }

  async function carryOut(action: WaitingAction): Promise<void> {
    const { ground, call, key, userId } = action;
    const verdict = ground === undefined ? 'send' : verdictOn(action, ground, await desk.read(ground.path, userId));
    if (verdict === 'done') return finish(action);
    if (verdict !== 'send') return settle(action, { code: verdict, kind: 'conflict', detail: DETAILS[verdict] });
    // from here on it can't be taken back; whoever was quicker has it thrown away
    underWay = action.id;
    const tried = { ...action, sentFirstAtMs: action.sentFirstAtMs ?? now() };
    if (!(await tables.replace('actions', tried))) return;
    if (shownFor !== userId) {
      await tables.replace('actions', action);
      return;
    }
    await desk.carryOut(call, key, userId);
    await finish(tried);
  }

  async function finish(action: WaitingAction): Promise<void> {
    await settle(action, null);
    onSent();
  }

  async function settle(action: WaitingAction, problem: ActionProblem | null): Promise<void> {
    // what the service has needn't lie here any longer
    const { files: _photos, ...words } = action.call;
    const call = problem === null ? { ...words, body: null } : action.call;
    const settled: WaitingAction = { ...action, call, state: problem === null ? 'sent' : 'refused', settledAtMs: now(), problem };
    // it may have been taken back or thrown away meanwhile: then it isn't put back
    await tables.replace('actions', settled);
  }
}

const DETAILS = { ground_changed: 'What it rests on has changed.', outcome_unknown: 'It may have arrived.' } as const;

function problemOf(error: unknown): ActionProblem {
  if (!isApiProblem(error)) return { code: 'internal', kind: 'internal', detail: '' };
  return { code: error.code, kind: error.kind, detail: error.detail };
}
