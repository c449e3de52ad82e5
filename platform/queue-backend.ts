import { createPostgresBackend, type BackendFactory, type ConnectionOptions } from 'bullmq';
import { Redis } from 'ioredis';

/** Where jobs live; one object serves any number of queues and workers. */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  /** Connection of a BullMQ class: a Redis client of its own, or settings of a PostgreSQL pool. */
  connection(purpose: 'producer' | 'worker'): ConnectionOptions;
  /** Last argument of BullMQ's constructors; absent on Redis. */
  readonly factory?: BackendFactory;
  /** Closes the connections that `connection` made. */
  close(): Promise<void>;
}

function redisBackend(url: string, onError: (error: Error) => void): QueueBackend {
  const clients = new Set<Redis>();
  return {
    kind: 'redis',
    connection(purpose) {
      // a worker waits through an outage, a request fails fast and says so
      const client = new Redis(url, { maxRetriesPerRequest: purpose === 'worker' ? null : 1, enableOfflineQueue: purpose === 'worker', lazyConnect: false });
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
    connection: () => ({ connectionString: url, max: 3, migrate: true }) as unknown as ConnectionOptions,
    factory: createPostgresBackend as unknown as BackendFactory,
    close: async () => undefined,
  };
}

/** BullMQ on Redis when there is one, else on the product's own PostgreSQL. `onError` hears of lost connections; they are made again by themselves. */
export function openQueueBackend(options: { redisUrl?: string | undefined; databaseUrl: string; onError: (error: Error) => void }): QueueBackend {
  return options.redisUrl === undefined ? postgresBackend(options.databaseUrl) : redisBackend(options.redisUrl, options.onError);
}
