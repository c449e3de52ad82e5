import { migrate } from '../../db/migrate.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { createLogger } from '../../platform/logger.ts';
import { onlyArgument } from '../backup/only-argument.ts';
import type { Command, CommandContext } from '../command.ts';
import { storeUnitRecords } from '../reference/store-unit-records.ts';
import { readUnitCodes, readUnitFeatures, type UnitRecord } from '../reference/unit-record.ts';
import { openConfiguredDatabase } from '../service-resources.ts';

async function importUnits({ config, stack, print }: CommandContext, path: string, records: readonly UnitRecord[]): Promise<number> {
  const { db } = await openConfiguredDatabase(config, stack, createLogger(config.logLevel), { exclusive: false });
  await migrate(db);
  const counts = await db.transaction(async (tx) => {
    const stored = await storeUnitRecords(tx, path, records);
    await appendAudit(tx, { action: 'unit.import', detail: { ...stored, by: 'command' } });
    return stored;
  });
  print(`${counts.added} units added, ${counts.changed} changed, ${counts.unchanged} as they were.`);
  return 0;
}

/** `matpho import units`: units with their boundaries, all or nothing. */
export const importUnitsCommand: Command = async (context) => {
  const path = onlyArgument(context.args, 'matpho import units FILE.geojson');
  return importUnits(context, path, await readUnitFeatures(path));
};

/** `matpho import units-codes`: the official list of units, without boundaries, all or nothing. */
export const importUnitCodesCommand: Command = async (context) => {
  const path = onlyArgument(context.args, 'matpho import units-codes FILE.csv');
  return importUnits(context, path, await readUnitCodes(path));
};
