import { hash, verify } from '@node-rs/argon2';
import { normalPassword } from '../../domain/password-rule.ts';

/** Verified in place of a missing account's, so that an unknown name takes as long as a wrong password. */
const decoyHash = hash('no account has this password');

/** argon2id of a password, with the package's parameters (those of OWASP's first choice). */
export async function hashPassword(password: string): Promise<string> {
  return hash(normalPassword(password));
}

/** Whether `password` is that of `passwordHash`; without one (no such account, or none set yet) it takes as long and is wrong. */
export async function isPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await decoyHash), normalPassword(password));
  return matches && passwordHash !== null && passwordHash !== undefined;
}
