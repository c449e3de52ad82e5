import { NS } from './onvif-namespaces.ts';
import { childOf, childrenOf, textAt } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** A span of a recording by the recorder's own words; what it doesn't tell is undefined. */
interface KeptSpan {
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
}

/** A recording that a device says it keeps, reduced to its video. */
export interface KeptRecording {
  readonly token: string;
  /** Tokens by which it names where the pictures come from. */
  readonly videoSourceToken: string | undefined;
  readonly sourceId: string | undefined;
  /** Its video tracks; one without a token where it names no tracks at all. */
  readonly tracks: readonly (KeptSpan & { readonly token: string | undefined })[];
}

/** `tt:RecordingReference` has 64 characters at most; some makers take more. */
const MAX_TOKEN_CHARACTERS = 256;
const MAX_TRACKS = 16;

/**
 * A `tt:RecordingInformation` of a search (ONVIF Recording Search, "RecordingInformation Structure"); undefined when it has no token or no video.
 *
 * @param zoneOffsetMs for times without a zone, which are local then.
 */
export function readRecordingInformation(element: XmlElement, zoneOffsetMs: number): KeptRecording | undefined {
  const spanAt = (parent: XmlElement, from: string, to: string): KeptSpan => ({
    fromMs: dateTimeMs(textAt(parent, NS.schema, from), zoneOffsetMs),
    toMs: dateTimeMs(textAt(parent, NS.schema, to), zoneOffsetMs),
  });
  const whole = spanAt(element, 'EarliestRecording', 'LatestRecording');
  const tracks = childrenOf(element, NS.schema, 'Track').slice(0, MAX_TRACKS);
  const videos = tracks
    .filter((track) => isVideo(textAt(track, NS.schema, 'TrackType')))
    .map((track) => {
      const { fromMs = whole.fromMs, toMs = whole.toMs } = spanAt(track, 'DataFrom', 'DataTo');
      return { token: tokenAt(track, 'TrackToken'), fromMs, toMs };
    });
  return keptRecording(element, childOf(element, NS.schema, 'Source'), tracks.length === 0 ? [{ token: undefined, ...whole }] : videos);
}

/** A `tt:GetRecordingsResponseItem` of the recording service (ONVIF Recording Control, "GetRecordings"), which tells of tracks and not of times. */
export function readRecordingItem(element: XmlElement): KeptRecording | undefined {
  const tracks = childrenOf(childOf(element, NS.schema, 'Tracks'), NS.schema, 'Track').slice(0, MAX_TRACKS);
  const videos = tracks
    .filter((track) => isVideo(textAt(track, NS.schema, 'Configuration', 'TrackType')))
    .map((track) => ({ token: tokenAt(track, 'TrackToken'), fromMs: undefined, toMs: undefined }));
  const configuration = childOf(element, NS.schema, 'Configuration');
  const unknown = { token: undefined, fromMs: undefined, toMs: undefined };
  return keptRecording(element, childOf(configuration, NS.schema, 'Source'), tracks.length === 0 ? [unknown] : videos);
}

function keptRecording(element: XmlElement, source: XmlElement | undefined, tracks: KeptRecording['tracks']): KeptRecording | undefined {
  const token = tokenAt(element, 'RecordingToken');
  if (token === undefined || tracks.length === 0) return undefined;
  return { token, videoSourceToken: textAt(source, NS.schema, 'VideoSourceToken'), sourceId: textAt(source, NS.schema, 'SourceId'), tracks };
}

function tokenAt(element: XmlElement, name: string): string | undefined {
  const token = textAt(element, NS.schema, name);
  return token === undefined || token.length > MAX_TOKEN_CHARACTERS ? undefined : token;
}

function isVideo(type: string | undefined): boolean {
  return type?.toLowerCase() === 'video';
}

/** `xs:dateTime` (XML Schema 1.0 part 2, section 3.2.7) in epoch milliseconds; undefined when it is none. */
function dateTimeMs(text: string | undefined, zoneOffsetMs: number): number | undefined {
  const [, local, zone] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:\d\d)?$/.exec(text ?? '') ?? [];
  if (local === undefined) return undefined;
  const ms = Date.parse(`${local}${zone ?? 'Z'}`) - (zone === undefined ? zoneOffsetMs : 0);
  return Number.isFinite(ms) ? ms : undefined;
}
