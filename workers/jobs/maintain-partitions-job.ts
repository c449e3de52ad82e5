import type { Database } from '../../db/database.ts';
import { createPartition, hasPartition, PARTITIONED_TABLES } from '../../db/repositories/partition-repository.ts';
import { monthPartitions } from '../../domain/month-partition.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { Logger } from '../../platform/logger.ts';

/** This month and the next two: a service that stood still for weeks still finds its partition. */
const MONTHS_AHEAD = 3;

/** Makes the partitions that will be needed. Run twice it makes nothing. */
export function createMaintainPartitionsJob({
  database,
  clock,
  logger,
}: {
  database: Database;
  clock: Clock;
  logger: Logger;
}): JobHandler<'maintain-partitions'> {
  return async () => {
    const months = monthPartitions(clock.now(), MONTHS_AHEAD);
    for (const range of PARTITIONED_TABLES.flatMap((table) => months.map((month) => ({ table, ...month })))) {
      if (await hasPartition(database, range)) continue;
      const movedRows = await database.transaction((tx) => createPartition(tx, range));
      if (movedRows !== undefined) logger.info({ table: range.table, month: range.suffix, movedRows }, 'made a partition');
    }
  };
}
