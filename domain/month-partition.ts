import { idFloor } from './uuid.ts';

/** The ids of one month (UTC), by the time in their first 48 bits. */
export interface MonthPartition {
  /** `yyyy_mm` */
  readonly suffix: string;
  readonly fromId: string;
  readonly toId: string;
}

/** The months that begin with the one of `nowMs` and go on for `count`. */
export function monthPartitions(nowMs: number, count: number): MonthPartition[] {
  const now = new Date(nowMs);
  return Array.from({ length: count }, (_, ahead) => monthPartition(now.getUTCFullYear(), now.getUTCMonth() + ahead));
}

function monthPartition(year: number, monthIndex: number): MonthPartition {
  const fromMs = Date.UTC(year, monthIndex);
  const suffix = new Date(fromMs).toISOString().slice(0, 7).replace('-', '_');
  return { suffix, fromId: idFloor(fromMs), toId: idFloor(Date.UTC(year, monthIndex + 1)) };
}
