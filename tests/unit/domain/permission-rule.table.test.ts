import { describe, expect, it } from 'vitest';
import { ACTIONS, PERMISSIONS, permittedScope, type Action, type Scope } from '../../../domain/permission-rule.ts';
import { ROLES, type Role } from '../../../domain/role.ts';

/** The table once more, told by role as the contract tells it. */
const EXPECTED: Record<Role, Partial<Record<Scope, readonly Action[]>>> = {
  board: {
    own: [
      'sign.report',
      'mask.review',
      'camera.read',
      'camera.create',
      'camera.update',
      'camera.retire',
      'camera.check',
      'camera.confirm',
      'camera.place',
      'camera.picture',
      'camera.health',
      'fault.read',
      'fault.photo',
      'fault.repair',
      'absence.write',
      'camera.discover',
      'sign.read',
      'mask.read',
      'mask.write',
      'mask.lift',
      'clock.read',
      'clock.record',
      'footage.index',
      'footage.upload',
      'hold.read',
      'request.read',
      'request.decide',
      'request.revoke',
      'coverage.read',
      'audit.read',
      'subscription.read',
      'subscription.write',
      'message.read',
      'subject_request.read',
      'subject_request.write',
      'job.read',
    ],
    any: ['audit.proofs', 'unit.read'],
  },
  officer: {
    own: ['duty.read', 'subscription.read', 'subscription.write', 'message.read', 'job.read'],
    units: [
      'sign.report',
      'camera.read',
      'camera.health',
      'fault.read',
      'sign.read',
      'clock.read',
      'footage.index',
      'footage.pull',
      'media.open',
      'moment.read',
      'moment.mark',
      'incident.read',
      'incident.create',
      'incident.update',
      'incident.candidates',
      'incident.link',
      'route.search',
      'hold.read',
      'hold.create',
      'hold.release',
      'request.read',
      'request.create',
      'request.cancel',
      'request.second',
      'package.read',
      'package.create',
      'package.open',
      'alarm_point.read',
      'alarm.read',
      'alarm.acknowledge',
      'coverage.read',
    ],
    any: ['unit.read'],
  },
  commander: {
    own: ['subscription.read', 'subscription.write', 'message.read', 'job.read'],
    units: [
      'sign.report',
      'mask.review',
      'camera.read',
      'camera.health',
      'fault.read',
      'mask.read',
      'mask.lift',
      'clock.read',
      'footage.index',
      'media.open',
      'moment.read',
      'incident.read',
      'incident.candidates',
      'incident.approve',
      'hold.read',
      'request.read',
      'request.second',
      'request.revoke',
      'emergency.read',
      'emergency.lift',
      'package.read',
      'package.open',
      'alarm_point.read',
      'alarm.read',
      'duty.read',
      'duty.write',
      'coverage.read',
      'report.read',
    ],
    any: ['unit.read'],
  },
  auditor: { any: ['audit.read', 'audit.proofs', 'privacy.export', 'erasure.read', 'erasure.decide', 'unit.read'] },
  admin: {
    any: [
      'sign.report',
      'erasure.read',
      'erasure.ask',
      'camera.read',
      'camera.create',
      'camera.update',
      'camera.retire',
      'camera.check',
      'camera.place',
      'camera.health',
      'fault.read',
      'sign.read',
      'fault.repair',
      'absence.write',
      'camera.discover',
      'clock.read',
      'clock.record',
      'alarm_point.read',
      'alarm_point.write',
      'duty.read',
      'duty.write',
      'coverage.read',
      'privacy.export',
      'unit.read',
      'unit.write',
      'user.read',
      'user.write',
      'organisation.read',
      'organisation.write',
      'policy.read',
      'policy.write',
      'subscription.read',
      'subscription.write',
      'message.read',
      'subject_request.read',
      'subject_request.write',
      'service.read',
      'job.read',
    ],
  },
};

function expectedScope(role: Role, action: Action): Scope | null {
  const entry = Object.entries(EXPECTED[role]).find(([, actions]) => actions.includes(action));
  return (entry?.[0] as Scope | undefined) ?? null;
}

describe('permittedScope', () => {
  describe.each(ROLES)('%s', (role) => {
    it.each(ACTIONS)('%s', (action) => {
      expect(permittedScope(role, action)).toBe(expectedScope(role, action));
    });
  });

  it.each(['auditor', 'admin'] as const)('gives %s no pictures, no media and no packages', (role) => {
    for (const action of ['camera.picture', 'media.open', 'package.open', 'footage.index'] as const) expect(permittedScope(role, action)).toBeNull();
  });

  it('lets nobody but the owning board take a picture without a grant', () => {
    const allowed = ROLES.filter((role) => permittedScope(role, 'camera.picture') !== null);
    expect(allowed).toEqual(['board']);
    expect(permittedScope('board', 'camera.picture')).toBe('own');
  });

  it('keeps incidents from boards', () => {
    for (const action of ACTIONS.filter((name) => name.startsWith('incident.'))) expect(permittedScope('board', action)).toBeNull();
  });

  it('lets nobody both enter incidents and approve their extent', () => {
    for (const role of ROLES) expect([permittedScope(role, 'incident.create'), permittedScope(role, 'incident.approve')]).toContain(null);
  });

  it('grants every action to somebody', () => {
    for (const action of ACTIONS)
      expect(
        ROLES.some((role) => permittedScope(role, action) !== null),
        action,
      ).toBe(true);
  });

  it.each([
    ['nobody', 'camera.read'],
    ['board', 'camera.explode'],
    ['toString', 'length'],
    ['board', 'constructor'],
    ['__proto__', 'toString'],
  ])('denies names that are not in the table: %s %s', (role, action) => {
    expect(permittedScope(role as Role, action as Action)).toBeNull();
  });

  it('has no role besides the five', () => {
    expect(Object.keys(PERMISSIONS).toSorted()).toEqual([...ROLES].toSorted());
  });
});
