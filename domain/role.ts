/** The roles of the contract's table "Who may do what". */
export const ROLES = ['board', 'officer', 'commander', 'auditor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const ORGANISATION_KINDS = ['board', 'police_post', 'area_command', 'administration'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];
