import { Redis } from 'ioredis';
import { expect, inject, it } from 'vitest';
import { createTestDatabase } from '../../support/services/test-database.ts';

it('provides a PostgreSQL cluster and a Redis to every test file', async () => {
  const database = await createTestDatabase(inject('postgresAdminUrl'));
  await database.drop();
  const redis = new Redis(inject('redisUrl'));
  expect(await redis.ping()).toBe('PONG');
  redis.disconnect();
});
