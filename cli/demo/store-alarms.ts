import { randomBytes } from 'node:crypto';
import type { Queryable } from '../../db/database.ts';
import { insertAlarmPoint } from '../../db/repositories/alarm-point-repository.ts';
import { insertDutyShifts } from '../../db/repositories/duty-shift-repository.ts';
import type { IncidentCategory } from '../../domain/incident-terms.ts';
import { newId } from '../../platform/new-id.ts';
import { marketIncidentPlace } from './camera-spots.ts';
import { MARKET_NEIGHBOURHOOD, townNeighbourhoods } from './town-layout.ts';
import type { TownPeople } from './town-people.ts';
import { toLonLat, type TownPoint } from './town-plane.ts';
import { alongWay, MAIN_ROW, townJunction } from './town-streets.ts';
import type { TownUnits } from './town-units.ts';

interface TownBell {
  readonly name: string;
  readonly neighbourhood: number;
  readonly at: TownPoint;
  readonly category: IncidentCategory;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const VIETNAM_OFFSET_MS = 7 * HOUR_MS;
const DUTY_CHANGES_AT_HOUR = 6;
const DUTY_DAYS = 60;

/** A bell on the main road, some steps from a junction. */
function onMainRoad(name: string, column: number, category: IncidentCategory): TownBell {
  const neighbourhood = townNeighbourhoods().find((one) => one.column === Math.floor(column / 2) && one.row === 1)!;
  return { name, neighbourhood: neighbourhood.index, at: alongWay(townJunction(column, MAIN_ROW), 'east', 14)!, category };
}

function townBells(): TownBell[] {
  return [
    { name: 'Tiệm vàng chợ Đinh Văn', neighbourhood: MARKET_NEIGHBOURHOOD, at: marketIncidentPlace(), category: 'theft' },
    onMainRoad('Kho bạc Đinh Văn', 9, 'public_disorder'),
    onMainRoad('Quỹ tín dụng Đinh Văn', 10, 'theft'),
    onMainRoad('Trạm xăng Đinh Văn', 4, 'public_disorder'),
  ];
}

/** The bells of the town and a roster by which `officer` is on duty for two months, from one morning at six to the next. The tokens are nobody's: an administrator makes new ones. */
export async function storeAlarms(tx: Queryable, { units, people, nowMs }: { units: TownUnits; people: TownPeople; nowMs: number }): Promise<void> {
  for (const { name, neighbourhood, at, category } of townBells()) {
    const place = { unitId: units.neighbourhoods[neighbourhood]!.id, ownerId: people.police.id, position: toLonLat(at), uncertaintyM: 15 };
    await insertAlarmPoint(tx, { id: newId(nowMs), name, ...place, category, tokenSha256: randomBytes(32), atMs: nowMs });
  }
  const officer = people.users.find(({ username }) => username === 'officer')!;
  const shiftMs = DUTY_CHANGES_AT_HOUR * HOUR_MS - VIETNAM_OFFSET_MS;
  const firstMs = Math.floor((nowMs - shiftMs) / DAY_MS) * DAY_MS + shiftMs;
  const shifts = Array.from({ length: DUTY_DAYS }, (_, day) => ({
    id: newId(nowMs),
    during: { fromMs: firstMs + day * DAY_MS, toMs: firstMs + (day + 1) * DAY_MS },
  }));
  await insertDutyShifts(tx, shifts, { organisationId: officer.organisationId, userId: officer.id, createdBy: null, atMs: nowMs });
}
