import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../../../web/api/api-problem.ts';
import type { CurrentSession } from '../../../web/api/api-types.ts';
import { queryKeys } from '../../../web/api/query-keys.ts';
import { createAnswerKeeper, PATIENCE_MS, type AnswerKeeper } from '../../../web/offline/answer-keeper.ts';
import { memoryTables } from '../../support/web/memory-tables.ts';

/** As long as `expect.poll`: by default it is a second, in which a busy machine may do nothing at all. */
const PATIENTLY = { timeout: 30_000 };
// answers carry the time of the query library's own clock
const START_MS = Date.now();
const HOUR_MS = 3_600_000;
const NO_ANSWER = new ApiProblem('server_unreachable', { status: 0, detail: '' });
const silent = () => Promise.reject(NO_ANSWER);

const sessionOf = (id: string, role: 'board' | 'officer' = 'board') =>
  ({ expiresAt: new Date(START_MS + 12 * HOUR_MS).toISOString(), user: { id, role, displayName: id } }) as unknown as CurrentSession;

let nowMs: number;
let tables: ReturnType<typeof memoryTables>;
let clients: QueryClient[];
let ended: number;
let endSession: () => Promise<unknown>;

beforeEach(() => {
  nowMs = START_MS;
  tables = memoryTables();
  clients = [];
  ended = 0;
  endSession = async () => void (ended += 1);
});
afterEach(() => {
  for (const client of clients) client.clear();
});

/** The application as it starts: nothing in memory, the store as it was left. */
function start(firstPatienceMs = PATIENCE_MS): { client: QueryClient; keeper: AnswerKeeper; enter(session: CurrentSession | null): void } {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } });
  clients.push(client);
  const keeper = createAnswerKeeper({ client, tables, now: () => nowMs, endSession: () => endSession(), firstPatienceMs });
  return { client, keeper, enter: (session) => void client.setQueryData(queryKeys.session, session) };
}

const kept = () => tables.rows('answers').map(({ id }) => id);
/** All but the stamp of the last end of a visit, which says nothing of anybody. */
const facts = () =>
  tables
    .rows('facts')
    .map(({ id }) => id)
    .filter((id) => id !== 'visit');

/** A visit with a connection: signed in, one list fetched. */
async function visit(session: CurrentSession, list: unknown = { items: ['Ngã ba'] }): Promise<void> {
  const { client, keeper, enter } = start();
  enter(await keeper.sessionOr(async () => session));
  await client.fetchQuery({ queryKey: queryKeys.faultList({}), queryFn: async () => list });
  await vi.waitFor(() => expect(tables.rows('answers').length > 0 || session.user.role !== 'board').toBe(true), PATIENTLY);
}

describe('without connection', () => {
  it('a board sees who it is and what its list said, and from when that is', async () => {
    await visit(sessionOf('an'));
    const { client, keeper, enter } = start();
    const session = await keeper.sessionOr(silent);
    expect(session?.user.id).toBe('an');
    enter(session);
    const observer = new QueryObserver(client, { queryKey: queryKeys.faultList({}), queryFn: silent, staleTime: Number.POSITIVE_INFINITY });
    const stop = observer.subscribe(() => undefined);
    await vi.waitFor(() => expect(observer.getCurrentResult()).toMatchObject({ data: { items: ['Ngã ba'] } }), PATIENTLY);
    expect(observer.getCurrentResult().isStale).toBe(true);
    stop();
  });

  it('what the service says meanwhile is not overwritten by what was kept', async () => {
    await visit(sessionOf('an'));
    const { client, keeper, enter } = start();
    enter(await keeper.sessionOr(async () => sessionOf('an')));
    const answer = await client.fetchQuery({ queryKey: queryKeys.faultList({}), queryFn: async () => ({ items: ['new'] }) });
    await new Promise((done) => setImmediate(done));
    expect([answer, client.getQueryData(queryKeys.faultList({}))]).toEqual([{ items: ['new'] }, { items: ['new'] }]);
  });

  it('nobody is signed in any more once the session has ended by itself, and nothing is left', async () => {
    await visit(sessionOf('an'));
    nowMs += 12 * HOUR_MS;
    expect(await start().keeper.sessionOr(silent)).toBeNull();
    expect([kept(), facts()]).toEqual([[], []]);
  });

  it('a list whose answer is no plain data is not kept, and the others are', async () => {
    const { client, keeper, enter } = start();
    enter(await keeper.sessionOr(async () => sessionOf('an')));
    await client.fetchQuery({ queryKey: queryKeys.cameraList({}), queryFn: async () => new Map([['c', 'Ngã ba']]) });
    await client.fetchQuery({ queryKey: queryKeys.faultList({}), queryFn: async () => ({ items: [] }) });
    await vi.waitFor(() => expect(kept()).toEqual(['an ["faults",{}]']), PATIENTLY);
  });

  it('an officer has nothing', async () => {
    await visit(sessionOf('officer', 'officer'));
    await expect(start().keeper.sessionOr(silent)).rejects.toBe(NO_ANSWER);
    expect(kept()).toEqual([]);
  });
});

describe('nothing is left', () => {
  it('when the service says that there is no session, or refuses one', async () => {
    await visit(sessionOf('an'));
    expect(await start().keeper.sessionOr(async () => null)).toBeNull();
    expect([kept(), facts()]).toEqual([[], []]);
    await visit(sessionOf('an'));
    start().enter(null);
    await vi.waitFor(() => expect([kept(), facts()]).toEqual([[], []]), PATIENTLY);
  });

  it('of one user when another signs in', async () => {
    await visit(sessionOf('an'));
    await visit(sessionOf('binh'), { items: ['of Bình'] });
    expect(JSON.stringify(tables.rows('answers'))).not.toContain('Ngã ba');
    expect(kept()).toHaveLength(1);
  });
});

describe('in another page of ours', () => {
  /** Two pages of An; the service is asked in the second one, and answers when told to. */
  async function twoPages(): Promise<{ first: ReturnType<typeof start>; second: ReturnType<typeof start> }> {
    await visit(sessionOf('an'));
    const [first, second] = [start(), start()];
    for (const page of [first, second]) page.enter(await page.keeper.sessionOr(async () => sessionOf('an')));
    return { first, second };
  }
  function later<T>(): { readonly answered: Promise<T>; answer(value: T): void } {
    let answer: (value: T) => void = () => undefined;
    const answered = new Promise<T>((resolve) => (answer = resolve));
    return { answered, answer: (value) => answer(value) };
  }

  /** Asks of the service: the first is answered late, all after it at once. */
  function firstThen(first: Promise<CurrentSession | null>, then: CurrentSession | null): () => Promise<CurrentSession | null> {
    const answers = [first];
    return () => answers.pop() ?? Promise.resolve(then);
  }
  const settled = () => new Promise((done) => setImmediate(done));

  it('a list that was on its way when somebody signed out is not stored after it', async () => {
    const { first, second } = await twoPages();
    const { answered, answer } = later<object>();
    const fetched = second.client.fetchQuery({ queryKey: queryKeys.faultList({ state: 'open' }), queryFn: () => answered });
    first.enter(null);
    await vi.waitFor(() => expect([kept(), facts()]).toEqual([[], []]), PATIENTLY);
    answer({ items: ['Ngã ba'] });
    await fetched;
    await new Promise((done) => setImmediate(done));
    expect(kept()).toEqual([]);
  });

  it('nor is who was signed in, asked for before', async () => {
    const { first, second } = await twoPages();
    const { answered, answer } = later<CurrentSession>();
    const asked = second.keeper.sessionOr(firstThen(answered, null));
    await new Promise((done) => setImmediate(done));
    first.enter(null);
    await vi.waitFor(() => expect(facts()).toEqual([]), PATIENTLY);
    answer(sessionOf('an'));
    // it says nothing of who is here now: the service was asked once more
    expect(await asked).toBeNull();
    expect([kept(), facts()]).toEqual([[], []]);
  });

  it('nor when it comes long after the page stopped waiting for it', async () => {
    const { first, second } = await twoPages();
    const { answered, answer } = later<CurrentSession>();
    expect((await second.keeper.sessionOr(firstThen(answered, null)))?.user.id).toBe('an');
    first.enter(null);
    await vi.waitFor(() => expect(facts()).toEqual([]), PATIENTLY);
    answer(sessionOf('an'));
    await vi.waitFor(() => expect(second.client.getQueryData(queryKeys.session)).toBeNull(), PATIENTLY);
    expect([kept(), facts()]).toEqual([[], []]);
  });

  it('nor what the service says of an account that was changed before', async () => {
    const { first, second } = await twoPages();
    first.enter(null);
    await vi.waitFor(() => expect(facts()).toEqual([]), PATIENTLY);
    second.enter({ ...sessionOf('an'), absoluteExpiresAt: 'later' } as unknown as CurrentSession);
    await settled();
    expect([kept(), facts()]).toEqual([[], []]);
  });

  it.each([['an'], [null]])('nor does an answer "%s" of before send away who came since', async (late) => {
    const { first, second } = await twoPages();
    const { answered, answer } = later<CurrentSession | null>();
    const asked = second.keeper.sessionOr(firstThen(answered, sessionOf('binh')));
    await settled();
    first.enter(null);
    await vi.waitFor(() => expect(facts()).toEqual([]), PATIENTLY);
    first.enter(sessionOf('binh'));
    await vi.waitFor(() => expect(facts()).toEqual(['session']), PATIENTLY);
    await first.client.fetchQuery({ queryKey: queryKeys.faultList({}), queryFn: async () => ({ items: ['of Bình'] }) });
    await vi.waitFor(() => expect(kept()).toEqual(['binh ["faults",{}]']), PATIENTLY);
    answer(late === null ? null : sessionOf(late));
    expect((await asked)?.user.id).toBe('binh');
    expect([kept(), JSON.stringify(tables.rows('facts')).includes('"an"')]).toEqual([['binh ["faults",{}]'], false]);
  });

  it('nor does one that nobody is here, asked for before somebody came, where nobody was', async () => {
    const [first, second] = [start(), start()];
    const { answered, answer } = later<CurrentSession | null>();
    const asked = second.keeper.sessionOr(firstThen(answered, sessionOf('an')));
    await settled();
    first.enter(sessionOf('an'));
    await vi.waitFor(() => expect(facts()).toEqual(['session']), PATIENTLY);
    answer(null);
    expect((await asked)?.user.id).toBe('an');
    expect(facts()).toEqual(['session']);
  });

  it('who left without connection in one is not shown by another that got no answer', async () => {
    const { first, second } = await twoPages();
    let fail: () => void = () => undefined;
    const asked = second.keeper.sessionOr(() => new Promise((_resolve, reject) => (fail = () => reject(NO_ANSWER))));
    await settled();
    await first.keeper.leaveLater();
    endSession = silent;
    fail();
    expect(await asked).toBeNull();
    expect([kept(), facts()]).toEqual([[], ['leaving']]);
  });

  it('whoever signs in after that is kept again, and what a page left that closed while it forgot is not', async () => {
    const { first } = await twoPages();
    first.enter(null);
    await vi.waitFor(() => expect(facts()).toEqual([]), PATIENTLY);
    await tables.put('answers', { id: 'an ["faults",{}]' });
    await visit(sessionOf('binh'), { items: ['of Bình'] });
    expect(kept()).toEqual(['binh ["faults",{}]']);
  });
});

describe('leaving without connection', () => {
  it('forgets at once, and ends the session at the first start with one', async () => {
    await visit(sessionOf('an'));
    await start().keeper.leaveLater();
    expect(kept()).toEqual([]);
    endSession = silent;
    expect(await start().keeper.sessionOr(async () => sessionOf('an'))).toBeNull();
    endSession = async () => void (ended += 1);
    expect(await start().keeper.sessionOr(async () => null)).toBeNull();
    expect(ended).toBe(1);
    expect(await start().keeper.sessionOr(async () => sessionOf('binh'))).toMatchObject({ user: { id: 'binh' } });
    expect(ended).toBe(1);
  });

  it('does not send away who signed in since', async () => {
    await visit(sessionOf('an'));
    await start().keeper.leaveLater();
    start().enter(sessionOf('binh'));
    await vi.waitFor(() => expect(facts()).toEqual(['session']), PATIENTLY);
    await start().keeper.sessionOr(async () => sessionOf('binh'));
    expect(ended).toBe(0);
  });
});

describe('an answer about who is signed in that comes late', () => {
  /** The page of An is open; the service is asked again, and answers when told to. */
  async function askAgain(): Promise<ReturnType<typeof start> & { asked: Promise<CurrentSession | null>; answer(session: CurrentSession | null): void }> {
    await visit(sessionOf('an'));
    const page = start();
    page.enter(await page.keeper.sessionOr(async () => sessionOf('an')));
    let answer: (session: CurrentSession | null) => void = () => undefined;
    const answered = new Promise<CurrentSession | null>((resolve) => (answer = resolve));
    return { ...page, asked: page.keeper.sessionOr(() => answered), answer };
  }

  it('does not bring back who left without connection, nor forget that the session is yet to be ended', async () => {
    const { keeper, enter, asked, answer } = await askAgain();
    await keeper.leaveLater();
    enter(null);
    answer(sessionOf('an'));
    expect(await asked).toBeNull();
    expect([kept(), facts()]).toEqual([[], ['leaving']]);
  });

  it.each(Array.from({ length: 12 }, (_none, steps) => steps))('does not bring back who signed out %i steps after it', async (steps) => {
    const { client, enter, answer } = await askAgain();
    answer(sessionOf('an'));
    for (let step = 0; step < steps; step += 1) await Promise.resolve();
    enter(null);
    await new Promise((done) => setImmediate(done));
    expect([client.getQueryData(queryKeys.session), kept(), facts()]).toEqual([null, [], []]);
  });

  it('gives who is there now to who asked before', async () => {
    const { enter, asked, answer } = await askAgain();
    enter(null);
    answer(sessionOf('an'));
    expect(await asked).toBeNull();
  });

  it('does not send away who signed in since', async () => {
    const { enter, asked, answer } = await askAgain();
    enter(sessionOf('binh'));
    answer(null);
    expect((await asked)?.user.id).toBe('binh');
    await vi.waitFor(() => expect(JSON.stringify(tables.rows('facts'))).toContain('binh'), PATIENTLY);
  });

  describe('after the page stopped waiting for it', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
    afterEach(() => void vi.useRealTimers());

    it('is taken', async () => {
      const { client, asked, answer } = await askAgain();
      await vi.advanceTimersByTimeAsync(5000);
      expect((await asked)?.user.id).toBe('an');
      answer(null);
      await vi.waitFor(() => expect(client.getQueryData(queryKeys.session)).toBeNull(), PATIENTLY);
    });

    it('was not waited for at first, where the page itself came without the network, and is from then on', async () => {
      await visit(sessionOf('an'));
      const { keeper } = start(0);
      const first = keeper.sessionOr(() => new Promise(() => undefined));
      await vi.advanceTimersByTimeAsync(0);
      expect((await first)?.user.id).toBe('an');
      let isGiven = false;
      const second = keeper.sessionOr(() => new Promise(() => undefined)).finally(() => (isGiven = true));
      await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
      expect(isGiven).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect((await second)?.user.id).toBe('an');
    });

    it('is not taken when its user has signed out', async () => {
      const { client, enter, asked, answer } = await askAgain();
      await vi.advanceTimersByTimeAsync(5000);
      await asked;
      enter(null);
      answer(sessionOf('an'));
      await new Promise((done) => setImmediate(done));
      expect([client.getQueryData(queryKeys.session), facts()]).toEqual([null, []]);
    });

    it('is taken once: what came in time is not said again later', async () => {
      const { client, enter, asked, answer } = await askAgain();
      answer(sessionOf('an'));
      await asked;
      enter(null);
      await vi.advanceTimersByTimeAsync(5000);
      expect(client.getQueryData(queryKeys.session)).toBeNull();
    });
  });
});
