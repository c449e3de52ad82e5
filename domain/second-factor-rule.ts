import type { Role } from './role.ts';

/** Roles that reach beyond the own cameras and accounts: a stolen password alone must not be enough. */
const SECOND_FACTOR_ROLES: ReadonlySet<Role> = new Set<Role>(['officer', 'commander', 'admin']);

/** Whether an account of this role needs a second factor. Others may have one. */
export function needsSecondFactor(role: Role): boolean {
  return SECOND_FACTOR_ROLES.has(role);
}
