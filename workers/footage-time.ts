import type { StoredClock } from '../db/repositories/snapshot-store-repository.ts';
import type { DeviceTimeSource } from '../domain/camera-contact.ts';
import { offsetAt } from '../domain/clock-offset.ts';
import type { ClockReading } from '../domain/clock-reading.ts';

/** The clock offset that held when something was taken: from the reading that came with it, else from the last one that was kept. Null when none is known. */
export function clockThen(own: ClockReading | undefined, lastKept: ClockReading | undefined, atMs: number): StoredClock | null {
  const reading = own ?? lastKept;
  const offset = reading && offsetAt([reading], atMs);
  if (!offset) return null;
  return { offsetMs: Math.round(offset.offsetMs), uncertaintyMs: Math.min(Math.ceil(offset.uncertaintyMs), 2_147_483_647), method: offset.method };
}

/** The device's own time of an instant of ours: as the device gave it, else computed from its clock's offset, else unknown. */
export function deviceTimeOf(
  given: { readonly deviceMs: number | undefined; readonly source: DeviceTimeSource },
  trueMs: number,
  clock: StoredClock | null,
): { readonly deviceMs: number | null; readonly source: DeviceTimeSource } {
  if (given.deviceMs !== undefined && given.source !== 'none') return { deviceMs: given.deviceMs, source: given.source };
  if (clock) return { deviceMs: trueMs + clock.offsetMs, source: 'clock_offset' };
  return { deviceMs: null, source: 'none' };
}
