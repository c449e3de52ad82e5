import { parseArgs } from 'node:util';
import { AppError } from '../../domain/app-error.ts';
import { migrate } from '../../db/migrate.ts';
import { findAccount } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { endSessions } from '../../db/repositories/session-repository.ts';
import { givePassword, lockUser } from '../../db/repositories/user-repository.ts';
import { systemClock } from '../../platform/clock.ts';
import { createLogger } from '../../platform/logger.ts';
import { oneTimePassword } from '../../platform/one-time-password.ts';
import { endWaysIn } from '../../server/accounts/end-ways-in.ts';
import { hashPassword } from '../../server/accounts/password-hash.ts';
import type { Command } from '../command.ts';
import { openConfiguredDatabase } from '../service-resources.ts';

function readUsername(args: readonly string[]): string {
  try {
    const { username } = parseArgs({ args: [...args], options: { username: { type: 'string' } } }).values;
    if (username !== undefined) return username.trim().toLowerCase();
  } catch {
    // said below
  }
  throw new AppError('invalid', 'bad_option', 'Use: matpho user reset --username NAME');
}

function unknown(username: string): AppError {
  return new AppError('not_found', 'unknown_user', `There is no user "${username}", or the account is closed. Users are listed on the page "Người dùng".`);
}

/** `matpho user reset`: for who lost password, phone and paper when no administrator can sign in. Prints a one-time password; second factor, invitations and codes on paper are gone, and every session ends. */
export const userResetCommand: Command = async ({ args, config, stack, print }) => {
  const username = readUsername(args);
  const { db } = await openConfiguredDatabase(config, stack, createLogger(config.logLevel), { exclusive: false });
  await migrate(db);
  const account = await findAccount(db, username);
  if (account === undefined) throw unknown(username);
  const { userId } = account;
  const password = oneTimePassword();
  const passwordHash = await hashPassword(password);
  await db.transaction(async (tx) => {
    const nowMs = systemClock.now();
    await lockUser(tx, userId);
    if (!(await givePassword(tx, userId, passwordHash))) throw unknown(username);
    const secondFactorRemoved = await endWaysIn(tx, userId, nowMs);
    const sessionsEnded = await endSessions(tx, { userId }, nowMs);
    await appendAudit(tx, { action: 'user.reset', detail: { userId, secondFactorRemoved, sessionsEnded, by: 'command' } });
  });
  print(`The password of ${username} was replaced; they are signed out everywhere, and the second factor is gone.`);
  print(`One-time password: ${password}`);
  return 0;
};
