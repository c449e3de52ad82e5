/** The device's clock and what GetSystemDateAndTime tells of it (ONVIF Core 8.3.6). */
export interface ClockOptions {
  /** True time in milliseconds since 1970; tests inject their own. */
  readonly now: () => number;
  /** Device time = true time + this. */
  readonly clockOffsetMs: number;
  /** POSIX 1003.1, 8.3: the sign is that of "west of Greenwich", so `ICT-7` is UTC+7. */
  readonly timeZone: string;
  /** Whether summer time is on now; moves LocalDateTime only when the zone names a summer time. */
  readonly daylightSavings: boolean;
  readonly dateTimeType: 'NTP' | 'Manual';
  /** Devices older than version 2.0 leave UTCDateTime out. */
  readonly omitUtcDateTime: boolean;
  readonly omitLocalDateTime: boolean;
  readonly omitTimeZone: boolean;
  /** Whether replies carry an HTTP `Date`, in device time. */
  readonly httpDate: boolean;
}

export const defaultClockOptions: ClockOptions = {
  now: Date.now,
  clockOffsetMs: 0,
  timeZone: 'ICT-7',
  daylightSavings: false,
  dateTimeType: 'NTP',
  omitUtcDateTime: false,
  omitLocalDateTime: false,
  omitTimeZone: false,
  httpDate: true,
};

/** What the device believes the time to be, in milliseconds since 1970. */
export function deviceTimeMs(options: ClockOptions): number {
  return options.now() + options.clockOffsetMs;
}

/** Device time as `xs:dateTime` in UTC with the `Z` that ONVIF Core 9.3.2 asks for. */
export function deviceDateTime(options: ClockOptions, aheadMs = 0): string {
  return new Date(deviceTimeMs(options) + aheadMs).toISOString();
}
