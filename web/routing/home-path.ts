import { permittedScope, type Action } from '../../domain/permission-rule.ts';
import type { Role } from '../../domain/role.ts';

/** Where somebody's work begins. */
export type HomePath = '/coverage' | '/incidents' | '/admin' | '/' | '/audit';

/** The first that a role may do says where its work begins. Cameras are the work of boards alone: the other roles that may see them have something before that. */
const HOMES: readonly (readonly [Action, HomePath])[] = [
  ['report.read', '/coverage'],
  ['incident.create', '/incidents'],
  ['service.read', '/admin'],
  ['camera.read', '/'],
  ['audit.read', '/audit'],
];

/** Where the one address leads: the figures for a commander, incidents for an officer, what is looked after for an administrator, the access log for who audits it, and its own cameras for a board. */
export function homePathOf(role: Role): HomePath {
  return HOMES.find(([action]) => permittedScope(role, action) !== null)?.[1] ?? '/';
}

/** Where the map and the list of cameras are: who begins elsewhere has them at an address of their own. */
export function camerasPathOf(role: Role): '/' | '/map' {
  return homePathOf(role) === '/' ? '/' : '/map';
}
