import { hashKey, type Query, type QueryClient } from '@tanstack/react-query';
import type { CurrentSession, User } from '../api/api-types.ts';
import { isApiProblem } from '../api/api-problem.ts';
import { queryKeys } from '../api/query-keys.ts';
import { isStillGood, keptForm, mayBeKept } from './kept-answer-rule.ts';
import { putSince, readStamp, renewStamp, renewStampSince, type Stamp } from './stamp.ts';
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
/** No stamp is like it. */
const NO_VISIT = 'none';
/** How long a page waits for the service's word on who is signed in before it shows what is kept; as long as the worker gives the network for a page. */
export const PATIENCE_MS = 300;

/** Something that was heard of who is signed in. */
interface Word {
  readonly session: CurrentSession | null;
  /** The visit in this page that it is about. */
  readonly visit: number;
  /** The stamp of the time when it was asked for: another page of ours may have ended that visit. */
  readonly since: Stamp | Promise<Stamp>;
  /** Somebody signed in here, rather than that the service was asked who is there. */
  readonly isComing?: boolean;
}

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
  /** Who is here, and the stamp of their visit; undefined where it couldn't be learnt. */
  let here: { readonly userId: string; readonly stamp: Stamp | Promise<Stamp | undefined> } | null = null;
  let isTelling = false;
  let patienceMs = firstPatienceMs;
  client.getQueryCache().subscribe((event) => {
    if (event.type === 'added') void restore(event.query);
    if (event.type !== 'updated' || event.action.type !== 'success') return;
    // of what the service was asked `sessionOr` learns by itself: there it may be what was kept that is given back
    if (event.query.queryKey[0] !== queryKeys.session[0]) void learn(event.query).catch(() => undefined);
    else if (event.action.manual === true && !isTelling) enterVisit(event.query.state.data as CurrentSession | null);
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
      const stamp = await learnSession({ session, visit: askedIn, since }).catch(() => since);
      // in another page of ours somebody left or came meanwhile: it says nothing of who is here now
      if (stamp === undefined && visit === askedIn) return sessionOr(ask);
      if (stamp !== undefined && visit === askedIn) here = session === null ? null : { userId: session.user.id, stamp };
      return session;
    });
    if (row === undefined) return asked;
    here ??= { userId: row.session.user.id, stamp: since };
    // it may fail while the store is still being swept
    asked.catch(() => undefined);
    const isGood = isStillGood(row.keptAtMs, Date.parse(row.session.expiresAt), now());
    if (!isGood) await sweep();
    const kept = isGood ? row.session : null;
    try {
      return await Promise.race(isGood ? [asked, patience({ kept: row.session, since }, asked, askedIn)] : [asked]);
    } catch (error) {
      if (!isApiProblem(error) || ![0, 502, 503, 504].includes(error.status)) throw error;
      return (await isSameVisit(since)) ? kept : sessionOr(ask);
    }
  }

  /** The service is slow: what is kept is shown, until it answers after all. */
  async function patience(
    { kept, since }: { readonly kept: CurrentSession; readonly since: Stamp },
    asked: Promise<CurrentSession | null>,
    askedIn: number,
  ): Promise<CurrentSession | null> {
    const inTime = Promise.race([asked.then(() => true), new Promise<boolean>((resolve) => setTimeout(resolve, patienceMs, false))]);
    patienceMs = PATIENCE_MS;
    // who is kept has left in another page of ours
    if ((await inTime) || !(await isSameVisit(since))) return asked;
    asked.then((session) => visit === askedIn && tell(session)).catch(() => undefined);
    return kept;
  }

  /** Whether nobody left or came since, in whichever page of ours; a store that can't be read says nothing of it. */
  async function isSameVisit(since: Stamp): Promise<boolean> {
    return (await readStamp(tables, 'visit').catch(() => since)) === since;
  }

  /** Puts on screen what was learnt already, by the stamp of the time when it was asked for: nobody comes or leaves by it. */
  function tell(session: CurrentSession | null): void {
    isTelling = true;
    client.setQueryData(queryKeys.session, session);
    isTelling = false;
  }

  /** Somebody came or left in this page, or who is here has another name by now. */
  function enterVisit(session: CurrentSession | null): void {
    visit += 1;
    const known = session !== null && here?.userId === session.user.id ? here.stamp : undefined;
    const since = known === undefined ? readStamp(tables, 'visit') : Promise.resolve(known).then((stamp) => (stamp === undefined ? NO_VISIT : stamp));
    const stamp = learnSession({ session, visit, since, isComing: session !== null && known === undefined }).catch(() => undefined);
    here = session === null ? null : { userId: session.user.id, stamp: known ?? stamp };
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

  /** Keeps or forgets by what was heard. Returns the stamp of the visit from then on; undefined when somebody left or came meanwhile, here or in another page of ours: then it counts no more, and all stays as it is. */
  async function learnSession({ session, visit: learntIn, since, isComing = false }: Word): Promise<Stamp | undefined> {
    const begun = await since;
    // looked at again before each change: what is written from then on is written before what a later visit writes
    const isOver = (): boolean => visit !== learntIn;
    const [before, current] = await Promise.all([tables.get<KeptSession>('facts', SESSION_ID), readStamp(tables, 'visit')]);
    if (isOver() || current !== begun) return undefined;
    // whoever signed in by now is not sent away for who left before
    if (isComing) await tables.remove('facts', LEAVING_ID);
    if (isOver()) return undefined;
    if (session === null || session.user.role !== 'board') return endVisit(begun);
    const isOther = before !== undefined && before.session.user.id !== session.user.id;
    const stamp = isOther ? await endVisit(begun) : isComing ? await renewStampSince(tables, 'visit', begun) : begun;
    if (stamp === undefined || isOver()) return undefined;
    const row: KeptSession = { id: SESSION_ID, session, keptAtMs: now() };
    const isPut = await putSince(tables, 'visit', stamp, 'facts', row);
    await dropOld();
    return isPut ? stamp : undefined;
  }

  async function dropOld(): Promise<void> {
    const rows = await tables.all<KeptAnswer>('answers');
    for (const { id, keptAtMs } of rows) if (!isStillGood(keptAtMs, Number.POSITIVE_INFINITY, now())) await tables.remove('answers', id);
  }

  /** Forgets, unless somebody left or came since `begun`; what any page of ours was told before is not written after this. */
  async function endVisit(begun: Stamp): Promise<Stamp | undefined> {
    const stamp = await renewStampSince(tables, 'visit', begun);
    if (stamp !== undefined) await sweep();
    return stamp;
  }

  async function sweep(): Promise<void> {
    // the session first: without it no page of ours writes an answer any more
    await tables.remove('facts', SESSION_ID);
    await tables.clear('answers');
  }

  async function leaveLater(): Promise<void> {
    visit += 1;
    here = null;
    await renewStamp(tables, 'visit');
    await tables.put('facts', { id: LEAVING_ID });
    await sweep();
  }
}

function rowId({ id }: User, { queryKey }: Query): string {
  return `${id} ${hashKey(queryKey)}`;
}
