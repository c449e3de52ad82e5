import { Redis } from 'ioredis';
import { inject } from 'vitest';

/**
 * The address of a database of the run's Redis that nobody else has had or will have. For what runs as the product does, in a process of its own or with all of a worker: its queues have the same names everywhere, and
 * two workers in one database would take each other's jobs.
 */
export async function ownRedisDatabase(): Promise<string> {
  const url = inject('redisUrl').replace(/\/\d*$/, '');
  const redis = new Redis(url);
  try {
    return `${url}/${await redis.incr('test-databases')}`;
  } finally {
    redis.disconnect();
  }
}
