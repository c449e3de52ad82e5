import { AppError } from './app-error.ts';
import type { OrganisationKind, Role } from './role.ts';

/** A role makes sense only in its kind of organisation. */
export const KINDS_OF_ROLE: Readonly<Record<Role, readonly OrganisationKind[]>> = {
  board: ['board'],
  officer: ['police_post'],
  commander: ['area_command', 'police_post'],
  auditor: ['administration', 'area_command'],
  admin: ['administration'],
};

/** Errors: invalid `role_not_in_organisation`. */
export function checkRoleOfOrganisation(role: Role, { name, kind }: { readonly name: string; readonly kind: OrganisationKind }): void {
  if (KINDS_OF_ROLE[role].includes(kind)) return;
  const kinds = KINDS_OF_ROLE[role].join(' or ');
  throw new AppError('invalid', 'role_not_in_organisation', `A ${role} belongs to an organisation of the kind ${kinds}; "${name}" is a ${kind}.`);
}
