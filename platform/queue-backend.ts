import { createPostgresBackend, type BackendFactory, type ConnectionOptions } from 'bullmq';
import { Redis } from 'ioredis';

/** Where jobs live; one object serves any number of queues and workers. */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  /** First part of every key on Redis, so that several installations may share one. */
  readonly prefix: string;
  /** Connection of a BullMQ class: a Redis client of its own, or settings of a PostgreSQL pool. */
  connection(purpose: 'producer' | 'worker'): ConnectionOptions;
  /** Last argument of BullMQ's constructors; absent on Redis. */
  readonly factory?: BackendFactory;
  /** Closes the connections that `connection` made. */
  close(): Promise<void>;
}

const DEFAULT_PREFIX = 'matpho';
/** A person waits for the answer to a request. */
const PRODUCER_PATIENCE_MS = 8_000;

function redisBackend(url: string, prefix: string, onError: (error: Error) => void): QueueBackend {
  const clients = new Set<Redis>();
  return {
    kind: 'redis',
    prefix,
    connection(purpose) {
      // a worker waits through an outage, a request fails fast and says so
      const client = new Redis(url, {
        maxRetriesPerRequest: purpose === 'worker' ? null : 1,
        enableOfflineQueue: purpose === 'worker',
        lazyConnect: false,
        keepAlive: 10_000,
        // a Redis whose machine is gone says nothing: the connection is given up and made again. A worker waits up to 5 s for a job
        ...(purpose === 'worker' ? { socketTimeout: 30_000 } : { socketTimeout: PRODUCER_PATIENCE_MS, commandTimeout: PRODUCER_PATIENCE_MS }),
      });
      client.on('error', onError);
      clients.add(client);
      return client as unknown as ConnectionOptions;
    },
    async close() {
      for (const client of clients) client.disconnect();
    },
  };
}

function postgresBackend(url: string): QueueBackend {
  return {
    kind: 'postgres',
    prefix: DEFAULT_PREFIX,
    connection: () => ({ connectionString: url, max: 3, migrate: true }) as unknown as ConnectionOptions,
    factory: createPostgresBackend as unknown as BackendFactory,
    close: async () => undefined,
  };
}

/** BullMQ on Redis when there is one, else on the product's own PostgreSQL. `onError` hears of lost connections; they are made again by themselves. */
export function openQueueBackend(options: {
  redisUrl?: string | undefined;
  databaseUrl: string;
  prefix?: string;
  onError: (error: Error) => void;
}): QueueBackend {
  return options.redisUrl === undefined
    ? postgresBackend(options.databaseUrl)
    : redisBackend(options.redisUrl, options.prefix ?? DEFAULT_PREFIX, options.onError);
}
