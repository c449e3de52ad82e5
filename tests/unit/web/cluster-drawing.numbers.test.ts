import { describe, expect, it } from 'vitest';
import { clusterCount, clusterFilter, clusterLabel, clusterStates } from '../../../web/map/cluster-drawing.ts';
import { readCluster } from '../../../web/map/read-cluster.ts';

type Properties = Readonly<Record<string, string | number | boolean>>;

/** What an expression says of a feature, by the MapLibre style specification (Expressions): those operators that ours are made of. A formatted text is its parts; its pictures stand in brackets. */
function valueOf(expression: unknown, feature: Properties): unknown {
  if (!Array.isArray(expression)) return expression;
  const [operator, ...given] = expression as [string, ...unknown[]];
  const value = (nth: number): unknown => valueOf(given[nth], feature);
  const values = (): unknown[] => given.map((_, nth) => value(nth));
  switch (operator) {
    case 'get':
      return feature[String(given[0])] ?? null;
    case 'has':
      return String(given[0]) in feature;
    case 'coalesce':
      return values().find((one) => one !== null) ?? null;
    case '+':
      return values().reduce((sum: number, one) => sum + Number(one), 0);
    case '>':
      return Number(value(0)) > Number(value(1));
    case 'all':
      return values().every((one) => one === true);
    case 'case':
      return value(0) === true ? value(1) : value(2);
    case 'to-string':
      return String(value(0));
    case 'concat':
      return values().join('');
    case 'image':
      return value(0) === '' ? '' : `[${String(value(0))}]`;
    case 'format':
      return given
        .filter((part) => Array.isArray(part))
        .map((part) => valueOf(part, feature))
        .join('');
    default:
      throw new Error(`no such operator: ${operator}`);
  }
}

const CLUSTER = { count: 118, working: 96, draft: 1, online: 94, degraded: 4, offline: 12, maintenance: 0, unknown: 7 };
const SINGLE = { id: 'a', name: 'Cổng chợ', state: 'offline', works: false, bearingDeg: 90 };

/** Rows of symbols and numbers below a cluster. */
const rowsBelow = (cluster: Properties, states: Parameters<typeof clusterStates>[0]): string[] =>
  String(valueOf(clusterStates(states), cluster))
    .split('\n')
    .map((row) => row.trimEnd());

describe('a cluster on the map', () => {
  it('says how many of its cameras work, and below it what is the matter with the others', () => {
    expect(valueOf(clusterFilter(undefined), CLUSTER)).toBe(true);
    expect(valueOf(clusterCount(undefined), CLUSTER)).toBe(118);
    expect(valueOf(clusterLabel(undefined), CLUSTER)).toBe('96/118');
    expect(rowsBelow(CLUSTER, undefined)).toEqual(['[camera-degraded-mark]4  [camera-offline-mark]12', '[camera-unknown-mark]7  [camera-draft-mark]1']);
  });

  it('has no empty row, and nothing below it where all is well', () => {
    expect(rowsBelow({ ...CLUSTER, degraded: 0, offline: 0 }, undefined)).toEqual(['[camera-unknown-mark]7  [camera-draft-mark]1']);
    expect(rowsBelow({ ...CLUSTER, unknown: 0, draft: 0 }, undefined)).toEqual(['[camera-degraded-mark]4  [camera-offline-mark]12']);
    expect(rowsBelow({ count: 20, working: 20, online: 20 }, undefined)).toEqual(['']);
  });

  it('is drawn for its cameras in the chosen states alone, each of them told', () => {
    const chosen = ['online', 'offline', 'maintenance'] as const;
    expect(valueOf(clusterCount(chosen), CLUSTER)).toBe(106);
    expect(valueOf(clusterLabel(chosen), CLUSTER)).toBe('106');
    expect(rowsBelow(CLUSTER, chosen)).toEqual(['[camera-online-mark]94  [camera-offline-mark]12']);
    expect(rowsBelow(CLUSTER, ['unknown'])).toEqual(['[camera-unknown-mark]7']);
  });

  it('without a camera in the chosen states is not drawn, and no single camera is one', () => {
    expect(valueOf(clusterFilter(['unknown']), CLUSTER)).toBe(true);
    expect(valueOf(clusterFilter(['maintenance']), CLUSTER)).toBe(false);
    expect([undefined, ['offline'] as const].map((states) => valueOf(clusterFilter(states), SINGLE))).toEqual([false, false]);
  });
});

describe('a cluster that was clicked', () => {
  it('tells all its states, or those that the map draws', () => {
    expect(readCluster(CLUSTER, undefined)).toEqual([
      { state: 'online', count: 94 },
      { state: 'degraded', count: 4 },
      { state: 'offline', count: 12 },
      { state: 'unknown', count: 7 },
      { state: 'draft', count: 1 },
    ]);
    expect(readCluster(CLUSTER, ['offline', 'maintenance'])).toEqual([{ state: 'offline', count: 12 }]);
  });

  it('is none where there is no such camera, or a single one', () => {
    expect([readCluster(CLUSTER, ['maintenance']), readCluster(SINGLE, undefined), readCluster(null, undefined)]).toEqual([null, null, null]);
  });
});
