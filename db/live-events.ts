import pg from 'pg';
import sql from 'sql-template-tag';
import type { LiveEvent, SessionsEndedEvent } from '../domain/live-event.ts';
import type { Queryable } from './database.ts';

const CHANNEL = 'matpho_events';
const RECONNECT_MS = { first: 250, most: 10_000 };
/** A connection that only listens never notices that the other end is gone: so it is asked now and then. */
const ASK_MS = { every: 20_000, answerWithin: 10_000 };

/** Tells every server of the product about `event` once the surrounding transaction commits (NOTIFY; works between processes and in the embedded database). */
export async function publishEvent(db: Queryable, event: LiveEvent | SessionsEndedEvent): Promise<void> {
  await db.run(sql`SELECT pg_notify(${CHANNEL}, ${JSON.stringify(event)})`);
}

/** The same for several events, in one statement. */
export async function publishEvents(db: Queryable, events: readonly LiveEvent[]): Promise<void> {
  if (events.length === 0) return;
  await db.run(sql`SELECT pg_notify(${CHANNEL}, event) FROM unnest(${events.map((event) => JSON.stringify(event))}::text[]) AS event`);
}

/** Listens until it is closed. */
export interface EventListener {
  /** Settles once events are heard, or the first try to connect has failed. */
  readonly begun: Promise<void>;
  close(): Promise<void>;
}

/**
 * Hears of every published event on a connection of its own and comes back after an outage with growing pauses. `onGap` is called after a reconnect, and when the first try had failed: events may have been
 * missed, so clients should load again.
 */
export function listenForEvents(
  url: string,
  handlers: {
    onEvent: (event: LiveEvent) => void;
    onGap: () => void;
    onError: (error: Error) => void;
    /** Sessions of this user ended. */
    onSessionsEnded?: (userId: string) => void;
  },
  askMs: { readonly every: number; readonly answerWithin: number } = ASK_MS,
): EventListener {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let waitMs = RECONNECT_MS.first;
  let mayHaveMissed = false;
  let asking: NodeJS.Timeout | undefined;

  const again = (): void => {
    if (closed || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, waitMs);
    waitMs = Math.min(RECONNECT_MS.most, waitMs * 2);
  };

  const drop = (failed: pg.Client, error: Error): void => {
    if (client !== failed) return;
    client = undefined;
    clearTimeout(asking);
    handlers.onError(error);
    failed.end().catch(() => undefined);
    again();
  };

  const askLater = (asked: pg.Client): void => {
    if (client !== asked) return;
    asking = setTimeout(() => {
      asked.query('SELECT 1').then(
        () => askLater(asked),
        (error: Error) => drop(asked, error),
      );
    }, askMs.every);
  };

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: 15_000,
      query_timeout: askMs.answerWithin,
      application_name: 'matpho events',
    });
    client = fresh;
    fresh.on('error', (error) => drop(fresh, error));
    fresh.on('end', () => drop(fresh, new Error('the connection for events ended')));
    fresh.on('notification', ({ payload }) => {
      const event = JSON.parse(payload ?? '') as LiveEvent | SessionsEndedEvent;
      if (event.topic === 'sessions') handlers.onSessionsEnded?.(event.data.userId);
      else handlers.onEvent(event);
    });
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${CHANNEL}`);
      waitMs = RECONNECT_MS.first;
      askLater(fresh);
      if (mayHaveMissed) handlers.onGap();
    } catch (error) {
      drop(fresh, error as Error);
    }
    mayHaveMissed = true;
  };

  const begun = connect();
  return {
    begun,
    async close() {
      closed = true;
      clearTimeout(timer);
      clearTimeout(asking);
      const last = client;
      client = undefined;
      await last?.end().catch(() => undefined);
    },
  };
}
