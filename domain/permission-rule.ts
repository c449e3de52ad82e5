import type { Role } from './role.ts';

/**
 * How far a permission reaches. `own`: what belongs to the caller's organisation (its cameras and what concerns them). `units`: what lies
 * in the units of the caller's organisation, with all units below them. `any`: no limit by place or owner.
 */
export const SCOPES = ['own', 'units', 'any'] as const;
export type Scope = (typeof SCOPES)[number];

/** Everything that can be permitted. An action that is not here can't be done by anyone. */
export const ACTIONS = [
  'camera.read',
  'camera.create', // by hand, by import or from a discovery
  'camera.update', // maintenance, purpose and notice included
  'camera.retire',
  'camera.check', // "test now"; its picture is measured and thrown away
  'camera.place',
  'camera.confirm', // that a camera which can't be dialled is still there
  'camera.picture', // take or open a picture without a grant
  'camera.health',
  'camera.discover',
  'fault.read', // repair ledger and alerts
  'fault.repair', // notes with their photographs, who sees to it
  'fault.photo', // look at photographs of repairs, and remove them
  'absence.write', // when a camera is away on purpose
  'sign.report', // that one is missing or unreadable
  'sign.read', // the signs that tell people of cameras, with their photographs
  'mask.read',
  'mask.write', // draw, and ask for lifting
  'mask.review', // whether a camera needs masks
  'mask.lift', // as another person than who asked
  'clock.read',
  'clock.record',
  'footage.index', // that segments and snapshots exist, no media
  'footage.upload',
  'footage.pull', // bring what a device keeps into the store, for an incident; opens nothing
  'media.open', // pictures and footage; besides this permission only under a live grant
  'moment.read', // seconds that somebody marked while watching
  'moment.mark', // besides this permission only under a live grant
  'incident.read', // its links and approvals included
  'incident.create',
  'incident.update',
  'incident.candidates',
  'incident.approve', // extent and route; by another person than who entered it
  'incident.link',
  'route.search', // besides this permission only with an approval
  'hold.read',
  'hold.create',
  'hold.release',
  'request.read',
  'request.create',
  'request.cancel',
  'request.decide', // as the board of the camera
  'request.second', // as the second officer of a disorderly gathering
  'request.revoke', // take back what was opened
  'emergency.read', // whose right to open footage in an emergency is suspended
  'emergency.lift',
  'package.read',
  'package.create',
  'package.open', // the file with its media; besides this permission only under a live grant
  'alarm_point.read',
  'alarm_point.write',
  'alarm.read',
  'alarm.acknowledge', // "I take it"
  'duty.read', // who is on duty when
  'duty.write',
  'coverage.read',
  'report.read',
  'audit.read',
  'audit.proofs',
  'privacy.export', // who could have seen what in a period: the log and the accounts, for the notice of a breach
  'erasure.read', // clear text of the log that went, or is asked to go
  'erasure.ask',
  'erasure.decide', // as another person than who asked
  'unit.read',
  'unit.write',
  'user.read',
  'user.write',
  'organisation.read',
  'organisation.write', // its camera networks included
  'policy.read',
  'policy.write',
  'subscription.read', // who is told of alerts
  'subscription.write',
  'message.read', // what was told, and whether it arrived
  'subject_request.read', // what people asked about data of their own, with who asked
  'subject_request.write',
  'job.read', // what the caller's own 202 answers became
  'service.read', // queues, workers, database and disk: how the service itself fares
] as const;
export type Action = (typeof ACTIONS)[number];

/** What one role may do, and how far. What is not listed is denied. */
export type RolePermissions = Readonly<Partial<Record<Action, Scope>>>;

const BOARD: RolePermissions = {
  'camera.read': 'own',
  'camera.confirm': 'own',
  'camera.create': 'own',
  'camera.update': 'own',
  'camera.retire': 'own',
  'camera.check': 'own',
  'camera.place': 'own',
  'camera.picture': 'own',
  'camera.health': 'own',
  'camera.discover': 'own',
  'fault.read': 'own',
  'fault.photo': 'own',
  'fault.repair': 'own',
  'absence.write': 'own',
  'sign.read': 'own',
  'sign.report': 'own',
  'mask.read': 'own',
  'mask.write': 'own',
  'mask.lift': 'own',
  'mask.review': 'own',
  'clock.read': 'own',
  'clock.record': 'own',
  'footage.index': 'own',
  'footage.upload': 'own',
  'hold.read': 'own',
  'request.read': 'own',
  'request.decide': 'own',
  'request.revoke': 'own',
  'coverage.read': 'own',
  'audit.read': 'own',
  'audit.proofs': 'any',
  'unit.read': 'any',
  'subscription.read': 'own',
  'subscription.write': 'own',
  'message.read': 'own',
  'subject_request.read': 'own',
  'subject_request.write': 'own',
  'job.read': 'own',
};

const OFFICER: RolePermissions = {
  'camera.read': 'units',
  'camera.health': 'units',
  'fault.read': 'units',
  'sign.read': 'units',
  'sign.report': 'units',
  'clock.read': 'units',
  'footage.index': 'units',
  'footage.pull': 'units',
  'media.open': 'units',
  'moment.read': 'units',
  'moment.mark': 'units',
  'incident.read': 'units',
  'incident.create': 'units',
  'incident.update': 'units',
  'incident.candidates': 'units',
  'incident.link': 'units',
  'route.search': 'units',
  'hold.read': 'units',
  'hold.create': 'units',
  'hold.release': 'units',
  'request.read': 'units',
  'request.create': 'units',
  'request.cancel': 'units',
  'request.second': 'units',
  'package.read': 'units',
  'package.create': 'units',
  'package.open': 'units',
  'alarm_point.read': 'units',
  'alarm.read': 'units',
  'alarm.acknowledge': 'units',
  'duty.read': 'own',
  'coverage.read': 'units',
  'unit.read': 'any',
  'subscription.read': 'own',
  'subscription.write': 'own',
  'message.read': 'own',
  'job.read': 'own',
};

const COMMANDER: RolePermissions = {
  'camera.read': 'units',
  'camera.health': 'units',
  'fault.read': 'units',
  'sign.report': 'units',
  'mask.read': 'units',
  'mask.review': 'units',
  'mask.lift': 'units',
  'clock.read': 'units',
  'footage.index': 'units',
  'media.open': 'units',
  'moment.read': 'units',
  'incident.read': 'units',
  'incident.candidates': 'units',
  'incident.approve': 'units',
  'hold.read': 'units',
  'request.read': 'units',
  'request.second': 'units',
  'request.revoke': 'units',
  'emergency.read': 'units',
  'emergency.lift': 'units',
  'package.read': 'units',
  'package.open': 'units',
  'alarm_point.read': 'units',
  'alarm.read': 'units',
  'duty.read': 'units',
  'duty.write': 'units',
  'coverage.read': 'units',
  'report.read': 'units',
  'unit.read': 'any',
  'subscription.read': 'own',
  'subscription.write': 'own',
  'message.read': 'own',
  'job.read': 'own',
};

const AUDITOR: RolePermissions = {
  'audit.read': 'any',
  'audit.proofs': 'any',
  'privacy.export': 'any',
  'erasure.read': 'any',
  'erasure.decide': 'any',
  'unit.read': 'any',
};

const ADMIN: RolePermissions = {
  'camera.read': 'any',
  'camera.create': 'any',
  'camera.update': 'any',
  'camera.retire': 'any',
  'camera.check': 'any',
  'camera.place': 'any',
  'camera.health': 'any',
  'camera.discover': 'any',
  'fault.read': 'any',
  'sign.read': 'any',
  'sign.report': 'any',
  'fault.repair': 'any',
  'absence.write': 'any',
  'clock.read': 'any',
  'clock.record': 'any',
  'alarm_point.read': 'any',
  'alarm_point.write': 'any',
  'duty.read': 'any',
  'duty.write': 'any',
  'coverage.read': 'any',
  'privacy.export': 'any',
  'erasure.read': 'any',
  'erasure.ask': 'any',
  'unit.read': 'any',
  'unit.write': 'any',
  'user.read': 'any',
  'user.write': 'any',
  'organisation.read': 'any',
  'organisation.write': 'any',
  'policy.read': 'any',
  'policy.write': 'any',
  'subscription.read': 'any',
  'subscription.write': 'any',
  'message.read': 'any',
  'subject_request.read': 'any',
  'subject_request.write': 'any',
  'job.read': 'any',
  'service.read': 'any',
};

/** The one table of permissions, by role. Deny by default: an action that a role doesn't list is denied to it. */
export const PERMISSIONS: Readonly<Record<Role, RolePermissions>> = {
  board: BOARD,
  officer: OFFICER,
  commander: COMMANDER,
  auditor: AUDITOR,
  admin: ADMIN,
};

/** How far `role` may do `action`; null when it may not. Never true for names that are not in the table. */
export function permittedScope(role: Role, action: Action): Scope | null {
  if (!Object.hasOwn(PERMISSIONS, role)) return null;
  const permissions = PERMISSIONS[role];
  return Object.hasOwn(permissions, action) ? (permissions[action] ?? null) : null;
}
