import { parseArgs } from 'node:util';
import sql from 'sql-template-tag';
import { AppError } from '../../domain/app-error.ts';
import { checkName } from '../../domain/personal-data-check.ts';
import { ORGANISATION_KINDS, type OrganisationKind } from '../../domain/role.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { Queryable } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { insertOrganisation } from '../../db/repositories/organisation-repository.ts';
import { createLogger } from '../../platform/logger.ts';
import { newId } from '../../platform/new-id.ts';
import type { Command } from '../command.ts';
import { openConfiguredDatabase } from '../service-resources.ts';

const HELP = `Use: matpho organisation add --name NAME --kind ${ORGANISATION_KINDS.join('|')} --unit CODE_OR_ID [--unit …]`;

function readOptions(args: readonly string[]): { name: string; kind: OrganisationKind; units: string[] } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { name: { type: 'string' }, kind: { type: 'string' }, unit: { type: 'string', multiple: true } },
    });
    const kind = ORGANISATION_KINDS.find((known) => known === values.kind);
    if (values.name !== undefined && kind !== undefined) return { name: values.name, kind, units: values.unit ?? [] };
  } catch (cause) {
    throw new AppError('invalid', 'bad_option', HELP, { cause });
  }
  throw new AppError('invalid', 'bad_option', HELP);
}

async function findUnits(db: Queryable, codesOrIds: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ id: string; code: string | null }>(
    sql`SELECT id, code FROM unit WHERE code = ANY(${codesOrIds}::text[]) OR id = ANY(${codesOrIds.filter(isUuid)}::uuid[])`,
  );
  const missing = codesOrIds.filter((wanted) => !rows.some(({ id, code }) => id === wanted || code === wanted));
  if (missing.length > 0)
    throw new AppError('not_found', 'unknown_unit', `There is no unit ${missing.join(', ')}. Use the codes that were imported, or ids from GET /api/v1/units.`);
  return rows.map(({ id }) => id);
}

/** `matpho organisation add`: a board, police post, area command or administration, and the units it answers for. */
export const organisationAddCommand: Command = async ({ args, config, stack, print }) => {
  const { name, kind, units } = readOptions(args);
  checkName(name, '--name');
  const { db } = await openConfiguredDatabase(config, stack, createLogger(config.logLevel), { exclusive: false });
  await migrate(db);
  const id = newId();
  await db.transaction(async (tx) => {
    await insertOrganisation(tx, { id, kind, name, unitIds: await findUnits(tx, units) });
    await appendAudit(tx, { action: 'organisation.create', detail: { organisationId: id, kind, by: 'command' } });
  });
  print(`Organisation ${name} (${kind}) was added: ${id}`);
  return 0;
};
