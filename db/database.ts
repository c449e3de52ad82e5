import pg from 'pg';
import { AppError, isAppError } from '../domain/app-error.ts';
import { isUuid } from '../domain/uuid.ts';
import { toDatabaseError } from './database-error.ts';
import type { Statement } from './prepared-statement.ts';

/** Runs statements: the pool, or one transaction. Every failure is an `AppError` (see `toDatabaseError`). */
export interface Queryable {
  /** All rows. The caller states the row's shape; the tests run every statement on a real database. */
  rows<Row>(statement: Statement): Promise<Row[]>;
  /** The only row, or undefined. More than one is a defect and throws. */
  maybeRow<Row>(statement: Statement): Promise<Row | undefined>;
  /** The only row. None throws `not_found`. */
  row<Row>(statement: Statement): Promise<Row>;
  /** How many rows the statement touched. */
  run(statement: Statement): Promise<number>;
}

/** Whom a read is for. */
export interface Person {
  readonly userId: string;
  readonly sessionId: string;
}

/** The database: a pool of connections and transactions. */
export interface Database extends Queryable {
  readonly embedded: boolean;
  /** Runs `work` in one transaction; it is rolled back when `work` throws. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /**
   * Reads for a person, in one transaction that can't write, as the role whose policies show what that person may see (docs/design/second-wall.md): besides the conditions of the statement, the database asks for
   * itself. Never within a transaction: it takes a connection of its own. Whatever the server answers of requests, grants, pictures, copies, packages and the access log it reads so.
   */
  asPerson<T>(person: Person, work: (db: Queryable) => Promise<T>): Promise<T>;
  /** Runs a script of several statements as it stands (migrations only). */
  script(text: string): Promise<void>;
  close(): Promise<void>;
}

const TIMESTAMPTZ = 1184;
const INT8 = 20;
const NUMERIC = 1700;

/** Instants become epoch milliseconds, counts become numbers (all of ours stay below 2^53). */
function typeParsers(): pg.CustomTypesConfig {
  const own = new Map<number, (text: string) => unknown>([
    [TIMESTAMPTZ, parseInstant],
    [INT8, Number],
    [NUMERIC, Number],
  ]);
  const getTypeParser = ((oid: number, format?: string) =>
    (format === 'binary' ? undefined : own.get(oid)) ?? pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'];
  return { getTypeParser };
}

function parseInstant(text: string): number {
  if (text === 'infinity') return Infinity;
  if (text === '-infinity') return -Infinity;
  // PostgreSQL writes "2026-11-22 08:00:00.123+07"; ECMAScript wants a T and minutes in the offset
  const iso = text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
  return Date.parse(iso);
}

type Runner = (statement: Statement) => Promise<pg.QueryResult>;

function queryable(execute: Runner): Queryable {
  const run: Runner = async (statement) => {
    try {
      return await execute(statement);
    } catch (error) {
      throw toDatabaseError(error);
    }
  };
  const maybeRow = async <Row>(statement: Statement): Promise<Row | undefined> => {
    const { rows } = await run(statement);
    if (rows.length > 1) throw new AppError('internal', 'too_many_rows', 'The database answered more than was asked for. Give the operator the request id.');
    return rows[0] as Row | undefined;
  };
  return {
    rows: async <Row>(statement: Statement) => (await run(statement)).rows as Row[],
    maybeRow,
    async row<Row>(statement: Statement) {
      const row = await maybeRow<Row>(statement);
      if (row === undefined) throw new AppError('not_found', 'not_found', 'There is no such record, or you may not see it. Check the id.');
      return row;
    },
    run: async (statement) => (await run(statement)).rowCount ?? 0,
  };
}

/**
 * An answer that takes longer never comes: the machine of the database is gone, or the way to it, and nothing says so. Longer than any statement of ours but
 * migrations, which have no limit.
 */
const ANSWER_WITHIN_MS = 120_000;
const NO_LIMIT_MS = 2_147_483_647;

/**
 * How long a connection may be idle before it is closed. A fresh one has PostGIS to load and its searches to plan, 0.2 s and more in front of somebody's answer: it is kept through a quiet hour of the night shift.
 */
const IDLE_FOR_MS = 3_600_000;

/** Size of the pool. All clients of the embedded database share one session, so more connections would only wait. */
const POOL_SIZE = { embedded: 4, production: 10 };

/**
 * No statement is compiled: the spatial functions count as dear, so the planner thinks each search worth it, and compiling the search of candidates takes three seconds where running it takes ten milliseconds.
 * Said while connecting, not by a statement afterwards: that would be one more answer that a silent database owes.
 */
const SESSION_SETTINGS = '-c jit=off';

/** Role and person end with the transaction: the embedded database has one session for everybody. One message, so that it costs one answer. */
function beginAs({ userId, sessionId }: Person): string {
  if (!isUuid(userId) || !isUuid(sessionId))
    throw new AppError('internal', 'person_without_id', 'This account can not be told. Give the operator the request id.');
  return `BEGIN READ ONLY; SET LOCAL ROLE matpho_person; SET LOCAL matpho.person = '${userId}'; SET LOCAL matpho.session = '${sessionId}'`;
}

/**
 * Opens a pool on `url`. Connections are made when first needed. `onIdleError` hears of connections that broke while idle (a database that was restarted):
 * the pool replaces them by itself.
 */
export function openDatabase(
  url: string,
  options: { embedded: boolean; poolSize?: number; answerWithinMs?: number; onIdleError?: (error: Error) => void },
): Database {
  const max = options.poolSize ?? (options.embedded ? POOL_SIZE.embedded : POOL_SIZE.production);
  const pool = new pg.Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: IDLE_FOR_MS,
    types: typeParsers(),
    connectionTimeoutMillis: 15_000,
    query_timeout: options.answerWithinMs ?? ANSWER_WITHIN_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'matpho',
    options: SESSION_SETTINGS,
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  const send =
    (client: pg.Pool | pg.PoolClient): Runner =>
    ({ name, text, values }) =>
      client.query({ text, values: values as unknown[], ...(name === undefined || options.embedded ? {} : { name }) });

  const within = async <T>(begin: string, work: (tx: Queryable) => Promise<T>): Promise<T> => {
    const client = await pool.connect().catch((error: unknown) => {
      throw toDatabaseError(error);
    });
    const control = (text: string) =>
      client.query(text).catch((error: unknown) => {
        throw toDatabaseError(error);
      });
    let broken: Error | undefined;
    // while it is lent the pool does not listen: a connection that breaks between two statements would end the process
    const onBroken = (error: Error): void => {
      broken = error;
    };
    client.on('error', onBroken);
    try {
      await control(begin);
      const result = await work(queryable(send(client)));
      await control('COMMIT');
      return result;
    } catch (error) {
      // nobody answers on a connection that is gone: the server rolls back by itself when it ends
      if (isAppError(error, 'database_unavailable')) broken = error;
      else
        await client.query('ROLLBACK').catch((rollbackError: Error) => {
          broken = rollbackError;
        });
      throw error;
    } finally {
      client.release(broken);
      // a connection that is given up may still report its end
      if (broken === undefined) client.off('error', onBroken);
    }
  };

  return {
    ...queryable(send(pool)),
    embedded: options.embedded,
    transaction: (work) => within('BEGIN', work),
    asPerson: async (person, work) => within(beginAs(person), work),
    async script(text) {
      await pool.query({ text, query_timeout: NO_LIMIT_MS } as pg.QueryConfig).catch((error: unknown) => {
        throw toDatabaseError(error);
      });
    },
    close: () => pool.end(),
  };
}
