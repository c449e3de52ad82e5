import { permittedScope, type Action } from './permission-rule.ts';
import type { Role } from './role.ts';

/**
 * What a key for programs may be made for at all: the register of cameras, their state and what is told of it. Never pictures or media, cases, decisions, the log or accounts: those are for people, who
 * are named in the log and bound to a purpose. An action that isn't here is in no key, whatever the role.
 */
export const API_KEY_ACTIONS = [
  'camera.read',
  'camera.create',
  'camera.update',
  'camera.place',
  'camera.confirm',
  'camera.check',
  'camera.health',
  'fault.read',
  'fault.repair',
  'absence.write',
  'clock.read',
  'clock.record',
  'alarm_point.read',
  'coverage.read',
  'report.read',
  'unit.read',
  'message.read',
  'job.read',
] as const satisfies readonly Action[];
export type ApiKeyAction = (typeof API_KEY_ACTIONS)[number];

/** Of these, what an account of `role` may put into a key: no more than it may do itself. */
export function apiKeyActionsOf(role: Role): readonly ApiKeyAction[] {
  return API_KEY_ACTIONS.filter((action) => permittedScope(role, action) !== null);
}

/** Whether a key with `actions` may be used for `action`. The role is asked besides, each time: it may have changed since. */
export function isInKey(actions: readonly string[], action: Action | undefined): boolean {
  return action !== undefined && API_KEY_ACTIONS.some((one) => one === action) && actions.includes(action);
}
