import { hashKey, type Query, type QueryClient } from '@tanstack/react-query';
import type { CurrentSession, User } from '../api/api-types.ts';
import { isApiProblem } from '../api/api-problem.ts';
import { queryKeys } from '../api/query-keys.ts';
import { isStillGood, keptForm, mayBeKept } from './kept-answer-rule.ts';
import { putSince, readStamp, renewStamp, type Stamp } from './stamp.ts';
import type { StoredRow, StoredTables } from './stored-tables.ts';

/** An answer that is kept for one user. */
interface KeptAnswer extends StoredRow {
  readonly userId: string;
  readonly data: unknown;
  readonly keptAtMs: number;
}

/** Who was signed in when the service last said so. No token: scripts can't read it. */
interface KeptSession extends StoredRow {
  readonly session: CurrentSession;
  readonly keptAtMs: number;
}

const SESSION_ID = 'session';
/** That a session is still to be ended, since it couldn't be when its user left. */
const LEAVING_ID = 'leaving';
/** How long a page waits for the service's word on who is signed in before it shows what is kept; as long as the worker gives the network for a page. */
export const PATIENCE_MS = 300;

/** Keeps answers of a board's lists in the browser, and gives them back where there is no connection. */
export interface AnswerKeeper {
  /** Who is signed in: what the service says or, when it says nothing, who was. `ask` is asked at once. */
  sessionOr(ask: () => Promise<CurrentSession | null>): Promise<CurrentSession | null>;
  /** Forgets everything that is kept, at once, and notes that the session has yet to be ended. */
  leaveLater(): Promise<void>;
}

interface Parts {
  readonly client: QueryClient;
  readonly tables: StoredTables;
  readonly now: () => number;
  /** Ends the session on the service. */
  readonly endSession: () => Promise<unknown>;
  /** How long a page that is opened waits for the service's word on who is signed in before it shows what is kept. */
  readonly firstPatienceMs: number;
}

/** A keeper that follows all queries of `client`. What can't be stored is not kept, without a word: it is only there for the next time. */
export function createAnswerKeeper({ client, tables, now, endSession, firstPatienceMs }: Parts): AnswerKeeper {
  /** Counts whenever somebody comes or goes here: what the service was asked before is about an earlier visit, and counts no more. */
  let visit = 0;
  let patienceMs = firstPatienceMs;
  client.getQueryCache().subscribe((event) => {
    if (event.type === 'added') void restore(event.query);
    if (event.type !== 'updated' || event.action.type !== 'success') return;
    // of what the service was asked `sessionOr` learns by itself: there it may be what was kept that is given back
    if (event.query.queryKey[0] !== queryKeys.session[0]) void learn(event.query).catch(() => undefined);
    else if (event.action.manual === true) {
      visit += 1;
      void learnSession(event.query.state.data as CurrentSession | null, visit, readStamp(tables, 'visit')).catch(() => undefined);
    }
  });
  return { sessionOr, leaveLater };

  async function sessionOr(ask: () => Promise<CurrentSession | null>): Promise<CurrentSession | null> {
    const askedIn = visit;
    const session = await keptOr(ask, askedIn);
    return visit === askedIn ? session : (client.getQueryData<CurrentSession | null>(queryKeys.session) ?? null);
  }

  async function keptOr(ask: () => Promise<CurrentSession | null>, askedIn: number): Promise<CurrentSession | null> {
    if ((await tables.get('facts', LEAVING_ID).catch(() => undefined)) !== undefined) return leave(ask);
    const [row, since] = await Promise.all([tables.get<KeptSession>('facts', SESSION_ID), readStamp(tables, 'visit')]).catch(() => [undefined, null] as const);
    // a page that was closed while it forgot may have left some
    if (row === undefined) void tables.clear('answers').catch(() => undefined);
    const asked = ask().then(async (session) => {
      await learnSession(session, askedIn, since).catch(() => undefined);
      return session;
    });
    if (row === undefined) return asked;
    // it may fail while the store is still being swept
    asked.catch(() => undefined);
    const isGood = isStillGood(row.keptAtMs, Date.parse(row.session.expiresAt), now());
    if (!isGood) await sweep();
    const kept = isGood ? row.session : null;
    try {
      return await Promise.race(isGood ? [asked, patience(row.session, asked, askedIn)] : [asked]);
    } catch (error) {
      if (isApiProblem(error) && [0, 502, 503, 504].includes(error.status)) return kept;
      throw error;
    }
  }

  /** The service is slow: what is kept is shown, until it answers after all. */
  async function patience(kept: CurrentSession, asked: Promise<CurrentSession | null>, askedIn: number): Promise<CurrentSession> {
    const inTime = Promise.race([asked.then(() => true), new Promise<boolean>((resolve) => setTimeout(resolve, patienceMs, false))]);
    patienceMs = PATIENCE_MS;
    if (await inTime) return kept;
    asked.then((session) => visit === askedIn && client.setQueryData(queryKeys.session, session)).catch(() => undefined);
    return kept;
  }

  async function leave(ask: () => Promise<CurrentSession | null>): Promise<CurrentSession | null> {
    try {
      await endSession();
    } catch (error) {
      // without connection it is still to be ended; refused, it has ended
      if (!isApiProblem(error) || error.status !== 401) return null;
    }
    await tables.remove('facts', LEAVING_ID);
    return ask();
  }

  function currentUser(): User | null {
    return client.getQueryData<CurrentSession | null>(queryKeys.session)?.user ?? null;
  }

  /** Puts what is kept on screen while the question is on its way. */
  async function restore(query: Query): Promise<void> {
    const user = currentUser();
    if (user === null || !mayBeKept(query.queryKey, user.role) || query.state.data !== undefined) return;
    const row = await tables.get<KeptAnswer>('answers', rowId(user, query)).catch(() => undefined);
    const ends = client.getQueryData<CurrentSession | null>(queryKeys.session)?.expiresAt;
    if (row === undefined || ends === undefined || row.userId !== currentUser()?.id || !isStillGood(row.keptAtMs, Date.parse(ends), now())) return;
    if (query.state.data !== undefined) return;
    client.setQueryData(query.queryKey, row.data, { updatedAt: row.keptAtMs });
    // fetched at the next chance, however long its answers count as fresh
    query.invalidate();
  }

  async function learn(query: Query): Promise<void> {
    const user = currentUser();
    if (user === null || !mayBeKept(query.queryKey, user.role) || query.state.isInvalidated) return;
    const data = keptForm(query.state.data);
    const row: KeptAnswer = { id: rowId(user, query), userId: user.id, data, keptAtMs: query.state.dataUpdatedAt };
    // the user may have left meanwhile, in another page of ours too
    await tables.putIf('answers', row, SESSION_ID, (kept) => (kept as KeptSession | undefined)?.session.user.id === user.id);
  }

  /** @param learntIn the visit that `session` is about. @param since the stamp of that time: another page of ours may have ended it. */
  async function learnSession(session: CurrentSession | null, learntIn: number, since: Stamp | Promise<Stamp>): Promise<void> {
    let stamp = await since;
    // looked at again before each change: what is written from then on is written before what a later visit writes
    const isOver = (): boolean => visit !== learntIn;
    const before = await tables.get<KeptSession>('facts', SESSION_ID);
    if (isOver()) return;
    // whoever signed in by now is not sent away for who left before
    if (session !== null) await tables.remove('facts', LEAVING_ID);
    if (isOver()) return;
    if (session === null || session.user.role !== 'board') return void (await endVisit());
    if (before !== undefined && before.session.user.id !== session.user.id) stamp = await endVisit();
    if (isOver()) return;
    const row: KeptSession = { id: SESSION_ID, session, keptAtMs: now() };
    await putSince(tables, 'visit', stamp, 'facts', row);
    await dropOld();
  }

  async function dropOld(): Promise<void> {
    const rows = await tables.all<KeptAnswer>('answers');
    for (const { id, keptAtMs } of rows) if (!isStillGood(keptAtMs, Number.POSITIVE_INFINITY, now())) await tables.remove('answers', id);
  }

  /** Forgets; what any page of ours was told before is not written after this. */
  async function endVisit(): Promise<Stamp> {
    const stamp = await renewStamp(tables, 'visit');
    await sweep();
    return stamp;
  }

  async function sweep(): Promise<void> {
    // the session first: without it no page of ours writes an answer any more
    await tables.remove('facts', SESSION_ID);
    await tables.clear('answers');
  }

  async function leaveLater(): Promise<void> {
    visit += 1;
    await tables.put('facts', { id: LEAVING_ID });
    await endVisit();
  }
}

function rowId({ id }: User, { queryKey }: Query): string {
  return `${id} ${hashKey(queryKey)}`;
}
