/** What a PLAY asks for. Times are on the device's timeline, in milliseconds since 1970. */
export interface PlayRequest {
  /** Absent: go on from where it was paused, or from the beginning. */
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
  readonly frames: { readonly kind: 'all' | 'predicted' } | { readonly kind: 'intra'; readonly intervalMs: number };
  readonly rateControl: boolean;
  readonly immediate: boolean;
}

/** Why a PLAY is refused. */
export class PlayRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Reads `Range`, `Frames`, `Rate-Control`, `Immediate` and `Scale` of a PLAY (ONVIF Streaming, "Initiating Playback").
 *
 * @param originMs beginning of the footage on the device's timeline, which `npt` counts from for clients that know no replay.
 * @throws PlayRefusal 457 for a range that can't be read, 451 for other fields, 501 for reverse playback.
 */
export function readPlayRequest(headers: ReadonlyMap<string, string>, originMs: number): PlayRequest {
  const scale = headers.get('scale');
  if (scale !== undefined && Number(scale) !== 1) throw new PlayRefusal(501, 'only forward playback');
  return {
    ...readRange(headers.get('range'), originMs),
    frames: readFrames(headers.get('frames') ?? 'all'),
    rateControl: readChoice(headers.get('rate-control') ?? 'yes') === 'yes',
    immediate: readChoice(headers.get('immediate') ?? 'no') === 'yes',
  };
}

function readRange(range: string | undefined, originMs: number): Pick<PlayRequest, 'startMs' | 'endMs'> {
  if (range === undefined) return { startMs: undefined, endMs: undefined };
  const clock = /^clock=([\dTZ.]*)-([\dTZ.]*)$/.exec(range.trim());
  if (clock !== null) {
    const [startMs, endMs] = [readUtcTime(clock[1] ?? ''), readUtcTime(clock[2] ?? '')];
    if (startMs === undefined && endMs === undefined) throw new PlayRefusal(457, 'an empty range');
    if (startMs !== undefined && endMs !== undefined && endMs <= startMs) throw new PlayRefusal(457, 'a range that goes backwards');
    return { startMs, endMs };
  }
  const npt = /^npt=(now|\d+(?:\.\d*)?)-(\d+(?:\.\d*)?)?$/.exec(range.trim());
  if (npt === null) throw new PlayRefusal(457, 'a range of another kind');
  const at = (seconds: string | undefined) => (seconds === undefined ? undefined : originMs + Number(seconds) * 1_000);
  return { startMs: npt[1] === 'now' ? undefined : at(npt[1]), endMs: at(npt[2]) };
}

/** `utc-time` of RFC 2326, 3.7: `20090615T114900.44Z`; empty means open. */
function readUtcTime(text: string): number | undefined {
  if (text === '') return undefined;
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/.exec(text);
  if (match === null) throw new PlayRefusal(457, 'a time that is no utc-time');
  const [, year, month, day, hour, minute, second, fraction = '0'] = match;
  const wholeMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(wholeMs)) throw new PlayRefusal(457, 'a time that does not exist');
  return wholeMs + Number(`0.${fraction}`) * 1_000;
}

function readFrames(text: string): PlayRequest['frames'] {
  if (text === 'all' || text === 'predicted') return { kind: text };
  const intra = /^intra(?:\/(\d+))?$/.exec(text);
  if (intra === null) throw new PlayRefusal(451, 'Frames');
  return { kind: 'intra', intervalMs: Number(intra[1] ?? 0) };
}

function readChoice(text: string): 'yes' | 'no' {
  if (text === 'yes' || text === 'no') return text;
  throw new PlayRefusal(451, 'yes or no');
}
