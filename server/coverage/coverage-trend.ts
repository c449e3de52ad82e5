import type { z } from 'zod';
import { periodUntil } from '../../domain/coverage/as-at.ts';
import { INCIDENT_CATEGORIES, type IncidentCategory } from '../../domain/incident-terms.ts';
import { vietnamDay, vietnamDayStartMs } from '../../domain/vietnam-day.ts';
import type { coverageTrendOut } from '../../domain/wire/coverage-summary-wire.ts';
import type { Database } from '../../db/database.ts';
import { countIncidentMonths, listDayParts, type DayParts, type MonthCount } from '../../db/repositories/coverage-trend-repository.ts';
import type { CoverageQuestion } from './coverage-question.ts';

const DAY_MS = 86_400_000;
const DAYS = 30;
const MONTHS = 12;

/** The last months (`yyyy-mm`) up to that of a day, oldest first. */
function lastMonths(day: string): string[] {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, nth) => new Date(Date.UTC(year, month - MONTHS + nth, 1)).toISOString().slice(0, 7));
}

function byCategory(counts: readonly MonthCount[], month: string): Record<IncidentCategory, number> {
  const of = (category: IncidentCategory) => counts.find((one) => one.month === month && one.category === category)?.count ?? 0;
  return Object.fromEntries(INCIDENT_CATEGORIES.map((category) => [category, of(category)])) as Record<IncidentCategory, number>;
}

/** The share of the known time in which cameras answered, day by day; null where nothing is known. */
function dayRatios(parts: readonly DayParts[]): (number | null)[] {
  const partOf = new Map(parts.map((part) => [part.nth, part]));
  // stretches that hold for the whole day
  let [up, known] = [0, 0];
  return Array.from({ length: DAYS }, (_, nth) => {
    const part = partOf.get(nth);
    up += part?.upSteps ?? 0;
    known += part?.knownSteps ?? 0;
    const knownMs = known * DAY_MS + (part?.knownMs ?? 0);
    return knownMs === 0 ? null : (up * DAY_MS + (part?.upMs ?? 0)) / knownMs;
  });
}

/** Uptime of the last 30 days and incidents of the last 12 months, up to the day that was asked for. */
export async function readTrend(db: Database, { cameras, incidents }: CoverageQuestion): Promise<z.output<typeof coverageTrendOut>> {
  const { day, atMs } = cameras.at;
  const { fromMs } = periodUntil(cameras.at, DAYS);
  const months = lastMonths(day);
  const [parts, counts] = await Promise.all([
    listDayParts(db, cameras, { firstMs: fromMs, untilMs: atMs }),
    incidents === null ? null : countIncidentMonths(db, incidents, vietnamDayStartMs(`${months[0]}-01`), atMs),
  ]);
  return {
    items: dayRatios(parts).map((uptimeRatio, nth) => ({ day: vietnamDay(fromMs + nth * DAY_MS), uptimeRatio })),
    months: counts === null ? null : months.map((month) => ({ month, byCategory: byCategory(counts, month) })),
  };
}
