import { parseArgs } from 'node:util';
import { AppError } from '../../domain/app-error.ts';
import { parseAllowedNetworks } from '../../domain/allowed-networks.ts';
import { migrate } from '../../db/migrate.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { cameraNetworksOf, findOrganisation, setCameraNetworks } from '../../db/repositories/organisation-repository.ts';
import { createLogger } from '../../platform/logger.ts';
import type { Command } from '../command.ts';
import { openConfiguredDatabase } from '../service-resources.ts';

const HELP = 'Use: matpho organisation networks --organisation NAME_OR_ID [--networks CIDR[:PORT],… | --networks any]';

function readOptions(args: readonly string[]): { organisation: string; networks: readonly string[] | undefined } {
  try {
    const { values } = parseArgs({ args: [...args], options: { organisation: { type: 'string' }, networks: { type: 'string' } } });
    if (values.organisation !== undefined) return { organisation: values.organisation, networks: splitNetworks(values.networks) };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('invalid', 'bad_option', HELP, { cause });
  }
  throw new AppError('invalid', 'bad_option', HELP);
}

/** undefined: only shown; none: not narrowed. Errors: `networks_malformed`. */
function splitNetworks(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  if (text === 'any') return [];
  parseAllowedNetworks(text);
  return text.split(',').map((entry) => entry.trim());
}

/** `matpho organisation networks`: shows or sets the networks and ports in which an organisation's cameras may be. */
export const organisationNetworksCommand: Command = async ({ args, config, stack, print }) => {
  const { organisation, networks } = readOptions(args);
  const { db } = await openConfiguredDatabase(config, stack, createLogger(config.logLevel), { exclusive: false });
  await migrate(db);
  const found = await findOrganisation(db, organisation);
  if (found === undefined) throw new AppError('not_found', 'unknown_organisation', 'There is no such organisation. Give its exact name or its id.');
  if (networks !== undefined)
    await db.transaction(async (tx) => {
      await setCameraNetworks(tx, found.id, networks.length === 0 ? null : networks);
      await appendAudit(tx, { action: 'organisation.update', detail: { organisationId: found.id, cameraNetworks: networks, by: 'command' } });
    });
  const now = (await cameraNetworksOf(db, found.id)) ?? [];
  print(now.length === 0 ? `${found.name}: cameras at any allowed address` : `${found.name}: cameras in ${now.join(', ')} only`);
  return 0;
};
