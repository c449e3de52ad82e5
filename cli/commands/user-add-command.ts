import { parseArgs } from 'node:util';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkName } from '../../domain/personal-data-check.ts';
import { ROLES } from '../../domain/role.ts';
import { checkRoleOfOrganisation } from '../../domain/role-organisation.ts';
import { violates } from '../../db/database-error.ts';
import { migrate } from '../../db/migrate.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { findOrganisation, insertUser } from '../../db/repositories/organisation-repository.ts';
import { createLogger } from '../../platform/logger.ts';
import { newId } from '../../platform/new-id.ts';
import { hashPassword } from '../../server/accounts/password-hash.ts';
import type { Command } from '../command.ts';
import { oneTimePassword } from '../../platform/one-time-password.ts';
import { openConfiguredDatabase } from '../service-resources.ts';

const optionsSchema = z.object({
  username: z.string().regex(/^[a-z0-9._-]{2,64}$/, 'use 2 to 64 of a-z 0-9 . _ -'),
  role: z.enum(ROLES),
  organisation: z.string().min(1),
  name: z.string().min(1).max(200).optional(),
});

function readOptions(args: readonly string[]): z.output<typeof optionsSchema> {
  const option = { type: 'string' } as const;
  try {
    const { values } = parseArgs({ args: [...args], options: { username: option, role: option, organisation: option, name: option } });
    const parsed = optionsSchema.safeParse(values);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new AppError('invalid', 'bad_option', `--${String(issue?.path[0])}: ${issue?.message}. Roles are ${ROLES.join(', ')}.`);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('invalid', 'bad_option', 'Use: matpho user add --username NAME --role ROLE --organisation NAME [--name "DISPLAY NAME"]', {
      cause: error,
    });
  }
}

/** `matpho user add`: prints a one-time password that must be changed at the first sign-in. */
export const userAddCommand: Command = async ({ args, config, stack, print }) => {
  const { username, role, organisation, name } = readOptions(args);
  checkName(username, '--username');
  checkName(name ?? '', '--name');
  const { db } = await openConfiguredDatabase(config, stack, createLogger(config.logLevel), { exclusive: false });
  await migrate(db);
  const found = await findOrganisation(db, organisation);
  if (found === undefined)
    throw new AppError('not_found', 'unknown_organisation', `There is no organisation "${organisation}". Add it with: matpho organisation add`);
  checkRoleOfOrganisation(role, found);
  const password = oneTimePassword();
  const user = {
    id: newId(),
    username,
    displayName: name ?? username,
    role,
    organisationId: found.id,
    passwordHash: await hashPassword(password),
    mustChangePassword: true,
  };
  try {
    await db.transaction(async (tx) => {
      await insertUser(tx, user);
      await appendAudit(tx, { action: 'user.create', detail: { userId: user.id, role, organisationId: found.id, by: 'command' } });
    });
  } catch (error) {
    if (!violates(error, 'app_user_username_key')) throw error;
    throw new AppError('conflict', 'username_taken', `There is a user "${username}" already. Choose another name.`, { cause: error });
  }
  print(`User ${username} (${role}, ${found.name}) was added.`);
  print(`One-time password: ${password}`);
  return 0;
};
