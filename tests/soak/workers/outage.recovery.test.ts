import { it } from 'vitest';
import { ownRedisDatabase } from '../../support/own-redis-database.ts';
import { runDatabaseKills, runDatabaseOutage, runQueueOutage } from '../../support/workers/outages.ts';

it('gets over a database that is silent for 60 s and gone for 60 s', async () => runDatabaseOutage(await ownRedisDatabase(), 60_000));

it('gets over a Redis that is silent for 60 s, and one that comes back empty after 60 s', () => runQueueOutage(60_000));

it('gets over a PostgreSQL that is killed ten times and stays away for 10 s each time, and once for 60 s', async () => {
  const redisUrl = await ownRedisDatabase();
  await runDatabaseKills(redisUrl, 10, 10_000);
  await runDatabaseKills(redisUrl, 1, 60_000);
});
