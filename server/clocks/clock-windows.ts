import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { clockNotes } from '../../domain/clock-notes.ts';
import { offsetOver } from '../../domain/clock-offset.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import { parseDeviceTime } from '../../domain/device-time-text.ts';
import { deviceWindow, trueWindows } from '../../domain/device-window.ts';
import { toIso, type TimeInterval } from '../../domain/time-interval.ts';
import type { clockWindowQueryWire } from '../../domain/wire/clock-wire.ts';
import { listReadingsAround, listTellingReadings, type ClockSubject } from '../../db/repositories/clock-reading-repository.ts';
import type { ServerContext } from '../server-context.ts';

const LONGEST_MS = 31 * 86_400_000;
/** Footage is kept for days, a case looks back a year. */
const LOOK_BACK_MS = 400 * 86_400_000;

/** An interval of true time in the device's clock, or of the device's clock in true time. Errors: `one_clock_wanted`, `interval_reversed`, `interval_too_long`. */
export async function readClockWindows(context: ServerContext, subject: ClockSubject, query: z.output<typeof clockWindowQueryWire>) {
  const { from, to, deviceFrom, deviceTo } = query;
  if (from !== undefined && to !== undefined && deviceFrom === undefined && deviceTo === undefined) {
    const trueInterval = checked({ fromMs: Date.parse(from), toMs: Date.parse(to) });
    const readings = await listReadingsAround(context.db, subject, trueInterval);
    return answer(readings, deviceWindow(trueInterval, offsetOver(readings, trueInterval)), [trueInterval]);
  }
  if (deviceFrom === undefined || deviceTo === undefined || from !== undefined || to !== undefined)
    throw new AppError('invalid', 'one_clock_wanted', 'Give from and to in true time, or deviceFrom and deviceTo as the device shows them.');
  const shown = checked({ fromMs: parseDeviceTime(deviceFrom), toMs: parseDeviceTime(deviceTo) });
  const readings = await listTellingReadings(context.db, subject, context.clock.now() - LOOK_BACK_MS);
  return answer(readings, shown, trueWindows(readings, shown));
}

function checked(interval: TimeInterval): TimeInterval {
  if (interval.fromMs > interval.toMs) throw new AppError('invalid', 'interval_reversed', 'The beginning must not lie after the end.');
  if (interval.toMs - interval.fromMs > LONGEST_MS) throw new AppError('invalid', 'interval_too_long', 'Ask for at most 31 days at once.');
  return interval;
}

function answer(readings: readonly ClockReading[], device: TimeInterval, windows: readonly TimeInterval[]) {
  const whole = { fromMs: windows[0]!.fromMs, toMs: windows.at(-1)!.toMs };
  const clock = offsetOver(readings, whole);
  const notes = clockNotes(readings, whole);
  return {
    clock: clock && { offsetMs: clock.offsetMs, uncertaintyMs: clock.uncertaintyMs, method: clock.method, readAt: toIso(clock.readAtMs) },
    deviceWindow: isoInterval(device),
    trueWindows: windows.map(isoInterval),
    diagnosis: notes && notes.diagnosis,
    step: notes?.step ? { ...isoInterval(notes.step), changeMs: notes.step.changeMs } : null,
    contradicts: notes?.contradicts ?? false,
  };
}

function isoInterval({ fromMs, toMs }: TimeInterval) {
  return { from: toIso(fromMs), to: toIso(toMs) };
}
