import type { UnitLevel } from '../../domain/camera-terms.ts';
import type { PolygonGeometry } from '../../domain/geojson.ts';
import { newId } from '../../platform/new-id.ts';
import { drawnOutline, townNeighbourhoods } from './town-layout.ts';

/** A unit of the demo town's tree. */
export interface TownUnit {
  readonly id: string;
  /** Official code; a unit that is there already under its code is kept and used. */
  readonly code: string | null;
  readonly level: UnitLevel;
  readonly name: string;
  readonly parentCode: string | null;
  readonly boundary: PolygonGeometry | null;
  /** yyyy-mm-dd; null without limit. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** What became of a unit that ended. */
export interface TownSuccession {
  readonly predecessorCode: string;
  readonly successorCode: string;
  readonly kind: 'merged' | 'abolished';
  readonly happenedOn: string;
}

/** Ids of the units as they are stored. */
export interface TownUnits {
  readonly provinceId: string;
  readonly communeId: string;
  /** In the order of `townNeighbourhoods`. */
  readonly neighbourhoods: readonly { readonly id: string; readonly name: string }[];
}

/** The codes by which the tree hangs together. */
export const UNIT_CODES = { country: 'VN', province: '68', district: '676', township: '24871-TT', commune: '24871' } as const;

/** On this day the districts ended and the communes were merged (Decision 19/2025/QĐ-TTg). */
const REFORM = '2025-07-01';

/** The tree above the neighbourhoods, parents before children; the district and the township are those that ended in 2025. */
export function upperUnits(nowMs: number): TownUnit[] {
  const unit = (level: UnitLevel, code: string, name: string, parentCode: string | null, rest: Partial<TownUnit> = {}): TownUnit => ({
    id: newId(nowMs),
    code,
    level,
    name,
    parentCode,
    boundary: null,
    validFrom: null,
    validTo: null,
    ...rest,
  });
  return [
    unit('country', UNIT_CODES.country, 'Việt Nam', null),
    unit('province', UNIT_CODES.province, 'Lâm Đồng', UNIT_CODES.country),
    unit('district', UNIT_CODES.district, 'Lâm Hà', UNIT_CODES.province, { boundary: drawnOutline(2.3), validTo: REFORM }),
    unit('township', UNIT_CODES.township, 'Đinh Văn', UNIT_CODES.district, { boundary: drawnOutline(0.62), validTo: REFORM }),
    unit('commune', UNIT_CODES.commune, 'Đinh Văn Lâm Hà', UNIT_CODES.province, { boundary: drawnOutline(1), validFrom: REFORM }),
  ];
}

/** The 21 neighbourhoods as units: older than the commune that they belong to today. */
export function neighbourhoodUnits(nowMs: number): TownUnit[] {
  return townNeighbourhoods().map(({ name, boundary }): TownUnit => ({
    id: newId(nowMs),
    code: null,
    level: 'neighbourhood',
    name,
    parentCode: UNIT_CODES.commune,
    boundary,
    validFrom: null,
    validTo: null,
  }));
}

/** What became of the units that ended. */
export const TOWN_SUCCESSIONS: readonly TownSuccession[] = [
  { predecessorCode: UNIT_CODES.township, successorCode: UNIT_CODES.commune, kind: 'merged', happenedOn: REFORM },
  { predecessorCode: UNIT_CODES.district, successorCode: UNIT_CODES.commune, kind: 'abolished', happenedOn: REFORM },
];
