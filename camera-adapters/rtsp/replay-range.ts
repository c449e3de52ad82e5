/** A time to play from, and up to which; without an end up to the end of the recording. Epoch milliseconds. */
export interface ReplayRange {
  readonly fromMs: number;
  readonly toMs: number | undefined;
}

/** Value of the `Range` field for absolute times (RFC 2326 §3.7, §12.29), such as `clock=20261120T010000.250Z-20261120T010100.000Z`. */
export function clockRange({ fromMs, toMs }: ReplayRange): string {
  return `clock=${utcTime(fromMs)}-${toMs === undefined ? '' : utcTime(toMs)}`;
}

function utcTime(epochMs: number): string {
  return new Date(epochMs).toISOString().replaceAll(/[-:]/g, '');
}

/** The start that a `Range` field names, epoch milliseconds; undefined when it has none that can be read. */
export function rangeStartMs(field: string | undefined): number | undefined {
  const [, year, month, day, hour, minute, second, fraction = '0'] =
    /^\s*clock=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z-/.exec(field ?? '') ?? [];
  if (year === undefined) return undefined;
  const wholeMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(wholeMs) ? undefined : wholeMs + Number(`0.${fraction}`) * 1_000;
}
