import { inject, it } from 'vitest';
import { runDatabaseOutage, runQueueOutage } from '../../support/workers/outages.ts';

it('gets over a database that is silent for 60 s and gone for 60 s', () => runDatabaseOutage(`${inject('redisUrl').replace(/\/\d*$/, '')}/9`, 60_000));

it('gets over a Redis that is silent for 60 s, and one that comes back empty after 60 s', () => runQueueOutage(60_000));
