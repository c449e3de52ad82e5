import type { ClockReading } from '../../domain/clock-reading.ts';
import type { SenderReport } from './rtcp-sender-report.ts';

/** A camera's own clock as its sender reports tell it. */
export interface DeviceClock {
  /**
   * @param mediaMs position in the stream that the report's RTP timestamp stands for.
   * @param receivedAtMs when it came, epoch milliseconds.
   */
  note(report: SenderReport, mediaMs: number, receivedAtMs: number): void;
  /** The camera's time of a position in the stream, epoch milliseconds; undefined before the first report. */
  at(mediaMs: number): number | undefined;
  /**
   * The best comparison with our clock that the last reports allow; undefined before the first.
   *
   * @param roundTripMs shortest round trip to the camera.
   */
  reading(roundTripMs: number): ClockReading | undefined;
}

interface NotedReport {
  readonly ntpMs: number;
  readonly mediaMs: number;
  readonly receivedAtMs: number;
}

/** Reports come every 5 s or so (RFC 3550 §6.2): enough for the longest segments in work. */
const CAPACITY = 128;
const READING_REPORTS = 8;
/** Between two reports delays don't change this much; the camera's clock was set. */
const CLOCK_SET_MS = 5_000;
/** Reports share the way with the pictures; one alone may have waited behind a keyframe of some hundred kilobytes. */
const LONE_REPORT_JITTER_MS = 50;
const LEAST_JITTER_MS = 10;

/** Maps the stream's clock to the camera's wall clock by RTCP sender reports (RFC 3550 §6.4.1). */
export function createDeviceClock(): DeviceClock {
  const reports: NotedReport[] = [];
  return {
    note(report, mediaMs, receivedAtMs) {
      reports.push({ ntpMs: report.ntpMs, mediaMs, receivedAtMs });
      if (reports.length > CAPACITY) reports.shift();
    },
    at(mediaMs) {
      // the nearest, so that a clock set in the middle of a recording moves only what was recorded after it
      const nearest = least(reports, (report) => Math.abs(report.mediaMs - mediaMs));
      return nearest === undefined ? undefined : nearest.ntpMs + (mediaMs - nearest.mediaMs);
    },
    reading(roundTripMs) {
      const recent = sinceLastSetting(reports.slice(-READING_REPORTS));
      const best = least(recent, lag);
      if (best === undefined) return undefined;
      const spreadMs = recent.length === 1 ? LONE_REPORT_JITTER_MS : Math.max(...recent.map(lag)) - lag(best);
      return {
        trueTimeMs: Math.round(best.receivedAtMs - roundTripMs / 2),
        deviceTimeMs: Math.round(best.ntpMs),
        uncertaintyMs: Math.ceil(roundTripMs / 2 + Math.max(spreadMs, LEAST_JITTER_MS)) + 1,
        method: 'rtcp',
      };
    },
  };
}

function lag(report: NotedReport): number {
  return report.receivedAtMs - report.ntpMs;
}

function sinceLastSetting(reports: readonly NotedReport[]): readonly NotedReport[] {
  const setAt = reports.findLastIndex((report, index) => index > 0 && Math.abs(lag(report) - lag(reports[index - 1] ?? report)) > CLOCK_SET_MS);
  return setAt < 0 ? reports : reports.slice(setAt);
}

function least<T>(items: readonly T[], measure: (item: T) => number): T | undefined {
  return items.reduce<T | undefined>((best, item) => (best === undefined || measure(item) < measure(best) ? item : best), undefined);
}
