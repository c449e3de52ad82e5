import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertFacts, NAMED_CAMERAS, type AlertMember } from '../../../domain/alert-facts.ts';
import { GROUP_SPREAD_MS, groupFaults, type FaultScopes, type GroupableFault } from '../../../domain/alert-group.ts';
import { ALERT_DELAY_MS, isAlertDue, isAlertOver } from '../../../domain/alert-timing.ts';
import { computedMs } from '../../support/own-computing.ts';

const BEGAN = 1_000_000;
const fault = (id: string, scopes: Partial<FaultScopes>, failingFromMs = BEGAN): GroupableFault => ({
  id,
  failingFromMs,
  scopes: { recorder: null, site: null, network: null, unit: null, organisation: 'board', ...scopes },
});
const nobodyWell = () => 0;
const causes = (faults: readonly GroupableFault[], well: Parameters<typeof groupFaults>[1] = nobodyWell) =>
  groupFaults(faults, well).map(({ cause, faultIds }) => [cause, faultIds.length]);
const many = (count: number, scopes: (index: number) => Partial<FaultScopes>) =>
  Array.from({ length: count }, (_, index) => fault(String(index), scopes(index)));

describe('groupFaults', () => {
  it('finds a dead recorder, a pole without power and a lost network', () => {
    expect(causes(many(3, () => ({ recorder: 'r', site: 's' })))).toEqual([['recorder', 3]]);
    expect(causes(many(2, () => ({ site: 's' })))).toEqual([['site', 2]]);
    expect(causes(many(3, (index) => ({ site: String(index), network: '10.0.0.0/24' })))).toEqual([['network', 3]]);
  });

  it('finds most of a unit or of a board at once, and takes the wider cause when it explains more', () => {
    const town = many(8, (index) => ({ site: `s${Math.floor(index / 2)}`, unit: 'u' }));
    expect(causes(town, (cause) => (cause === 'unit' ? 7 : cause === 'organisation' ? 30 : 0))).toEqual([['unit', 8]]);
    expect(causes(town, (cause) => (cause === 'site' ? 0 : 8))).toEqual([
      ['site', 2],
      ['site', 2],
      ['site', 2],
      ['site', 2],
    ]);
  });

  it('makes no group of few, or where most of the others are well', () => {
    expect(causes([fault('a', { site: 's', recorder: 'r' })])).toEqual([]);
    expect(
      causes(
        many(2, () => ({ site: 's' })),
        () => 3,
      ),
    ).toEqual([]);
    expect(
      causes(
        many(2, () => ({ site: 's' })),
        () => 2,
      ),
    ).toEqual([['site', 2]]);
    expect(causes(many(3, () => ({ unit: 'u' })))).toEqual([]);
    expect(
      causes(
        many(4, () => ({ unit: 'u' })),
        () => 4,
      ),
    ).toEqual([]);
  });

  it('makes no group of what began at different times', () => {
    const faults = [fault('a', { site: 's' }), fault('b', { site: 's' }, BEGAN + GROUP_SPREAD_MS + 1)];
    expect(causes(faults)).toEqual([]);
    expect(causes([...faults, fault('c', { site: 's' }, BEGAN + GROUP_SPREAD_MS)])).toEqual([['site', 2]]);
  });

  it('finds two outages of one pole at different times, and what is left of a scope when a wider cause took some', () => {
    const faults = [...many(3, () => ({ site: 's' })), ...[1, 2, 3].map((nth) => fault(`late${nth}`, { site: 's' }, BEGAN + 3 * GROUP_SPREAD_MS))];
    expect(causes(faults)).toEqual([
      ['site', 3],
      ['site', 3],
    ]);
    const mixed = [...many(5, (index) => ({ recorder: 'r', site: index < 2 ? 's' : null })), fault('x', { site: 's' }), fault('y', { site: 's' })];
    expect(causes(mixed, (cause) => (cause === 'organisation' ? 99 : 0))).toEqual([
      ['recorder', 5],
      ['site', 2],
    ]);
  });

  it('is quick when a province fails', () => {
    const province = many(20_000, (index) => ({ site: String(Math.floor(index / 3)), unit: String(index % 7) }));
    const group = () => expect(groupFaults(province, (cause) => (cause === 'site' ? 0 : 1_000_000))).toHaveLength(6667);
    expect(computedMs(group)).toBeLessThan(5000);
  });

  it('puts no fault into two groups and into no group one that is not of its scope', () => {
    const id = fc.option(fc.constantFrom('x', 'y', 'z'), { nil: null });
    const anyFault = fc.record({
      failingFromMs: fc.integer({ min: 0, max: 3 * GROUP_SPREAD_MS }),
      scopes: fc.record({ recorder: id, site: id, network: id, unit: id, organisation: id }),
    });
    fc.assert(
      fc.property(fc.array(anyFault, { maxLength: 25 }), fc.nat(6), (bare, well) => {
        const faults = bare.map((each, index) => ({ ...each, id: String(index) }));
        const groups = groupFaults(faults, () => well);
        const grouped = groups.flatMap(({ faultIds }) => faultIds);
        expect(new Set(grouped).size).toBe(grouped.length);
        for (const { cause, scopeId, faultIds } of groups) {
          const members = faults.filter((each) => faultIds.includes(each.id));
          expect(members.length).toBeGreaterThanOrEqual(2);
          expect(members.every(({ scopes }) => scopes[cause] === scopeId)).toBe(true);
          const times = members.map(({ failingFromMs }) => failingFromMs);
          expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(GROUP_SPREAD_MS);
        }
      }),
    );
  });
});

describe('timing of alerts', () => {
  it('waits for others, and lets go what recovered meanwhile unless it keeps coming back', () => {
    const waiting = { noticedAtMs: BEGAN, recovered: false, flapCount: 0 };
    expect(isAlertDue(waiting, BEGAN + ALERT_DELAY_MS - 1)).toBe(false);
    expect(isAlertDue(waiting, BEGAN + ALERT_DELAY_MS)).toBe(true);
    expect(isAlertDue({ ...waiting, recovered: true }, BEGAN + 10 * ALERT_DELAY_MS)).toBe(false);
    expect(isAlertDue({ ...waiting, recovered: true, flapCount: 3 }, BEGAN)).toBe(true);
  });

  it('ends an alert with its last fault, and a group when a quarter is left', () => {
    expect(isAlertOver({ kind: 'camera', total: 2, unclosed: 1 })).toBe(false);
    expect(isAlertOver({ kind: 'camera', total: 1, unclosed: 0 })).toBe(true);
    expect(isAlertOver({ kind: 'group', total: 8, unclosed: 3 })).toBe(false);
    expect(isAlertOver({ kind: 'group', total: 8, unclosed: 2 })).toBe(true);
  });
});

describe('facts of an alert', () => {
  const member = (id: string, changes: Partial<AlertMember> = {}): AlertMember => ({
    camera: { id, name: `Mắt ${id}`, siteName: 'Ngã ba chợ' },
    facet: 'picture',
    state: 'covered',
    cause: 'lens_covered',
    failingFromMs: BEGAN,
    unitName: 'Tổ 1',
    organisationName: 'Ban điều hành',
    ...changes,
  });

  it('name the first few cameras once each, and let silence speak before pictures', () => {
    const silent = { facet: 'reachable', state: 'down', cause: 'site_power', failingFromMs: BEGAN + 1 } as const;
    const facts = alertFacts([...Array.from({ length: 7 }, (_, index) => member(String(index))), member('0', silent)], null);
    expect(facts.cameras).toHaveLength(NAMED_CAMERAS);
    expect(facts).toMatchObject({ cameraCount: 7, siteName: 'Ngã ba chợ', facet: 'reachable', state: 'down', cause: 'site_power', scopeId: null });
  });

  it('name a site only if it is that of all', () => {
    const elsewhere = member('b', { camera: { id: 'b', name: 'Mắt b', siteName: 'Cổng chợ' } });
    expect(alertFacts([member('a'), elsewhere], { cause: 'unit', scopeId: 'u', unitName: 'Phường' })).toMatchObject({
      siteName: null,
      unitName: 'Phường',
      scopeId: 'u',
    });
  });
});
