import type { OnvifDeviceOptions } from '../device-options.ts';
import type { ContentModel } from '../soap/content-model.ts';
import { senderFault } from '../soap/soap-fault.ts';
import { collapsedText, findChild, findChildren } from '../xml/read-element-queries.ts';
import type { ReadElement } from '../xml/xml-reader.ts';
import { footageRange, type Recording } from './recording.ts';

const many = { min: 0, max: Number.POSITIVE_INFINITY } as const;

/** tt:SearchScope. */
export const scopeModel: ContentModel = {
  particles: [
    { name: 'tt:IncludedSources', ...many, content: { open: true, particles: [{ name: 'tt:Token', content: 'token64' }] } },
    { name: 'tt:IncludedRecordings', ...many, content: 'token64' },
    { name: 'tt:RecordingInformationFilter', min: 0, content: 'string' },
    { name: 'tt:Extension', min: 0, content: 'anything' },
  ],
};

/**
 * The recordings of a tt:SearchScope: the union of those that are named and those of named sources, all when none is
 * named, and of these the ones that pass the filter (Recording Search, "Search Scope").
 *
 * @throws SoapFault for tokens that do not exist and for filters beyond what is read here.
 */
export function scopedRecordings(scope: ReadElement | undefined, options: OnvifDeviceOptions): readonly Recording[] {
  if (scope === undefined) return options.recordings;
  const sources = findChildren(scope, 'tt:IncludedSources').map((source) => findChild(source, 'tt:Token')?.text ?? '');
  const tokens = findChildren(scope, 'tt:IncludedRecordings').map((recording) => recording.text);
  assertKnown(
    tokens,
    options.recordings.map(({ token }) => token),
    'ter:InvalidToken',
  );
  assertKnown(sources, options.recordings.flatMap(sourceTokens), 'ter:InvalidSource');
  const named = (recording: Recording) => tokens.includes(recording.token) || sourceTokens(recording).some((token) => sources.includes(token));
  const included = tokens.length + sources.length === 0 ? options.recordings : options.recordings.filter(named);
  const filter = findChild(scope, 'tt:RecordingInformationFilter');
  return filter === undefined ? included : included.filter(readFilter(collapsedText(filter)));
}

function sourceTokens({ source }: Recording): readonly string[] {
  return [source.id, ...(source.videoSourceToken === undefined ? [] : [source.videoSourceToken])];
}

function assertKnown(given: readonly string[], known: readonly string[], subcode: 'ter:InvalidToken' | 'ter:InvalidSource'): void {
  if (given.every((token) => known.includes(token))) return;
  throw senderFault('The scope names what is not here', 'ter:InvalidArgVal', subcode);
}

/**
 * Of the XPath dialect of Recording Search only what its own examples use: `boolean(//Element[Child = "value"])`, joined
 * by `and`.
 */
function readFilter(expression: string): (recording: Recording) => boolean {
  const conditions = expression.split(/\s+and\s+/).map((part) => /^boolean\(\s*\/\/(\w+)\[\s*(\w+)\s*=\s*["“]([^"”]*)["”]\s*\]\s*\)$/.exec(part));
  return (recording) =>
    conditions.every((condition) => {
      if (condition === null) throw senderFault('The filter is not supported', 'ter:InvalidArgVal', 'ter:InvalidFilterFault');
      const [, name = '', child = '', value = ''] = condition;
      return filterValues(recording, `${name}/${child}`).includes(value);
    });
}

function filterValues(recording: Recording, path: string): readonly string[] {
  const { source, tracks } = recording;
  const present = tracks.filter((track) => footageRange([track]) !== undefined);
  const values: Readonly<Record<string, readonly string[]>> = {
    'Source/SourceId': [source.id],
    'Source/Name': [source.name],
    'Source/Location': [source.location],
    'Source/Description': [source.description],
    'Track/TrackToken': present.map(({ token }) => token),
    'Track/TrackType': present.map(({ type }) => type),
    'RecordingInformation/RecordingToken': [recording.token],
    'RecordingInformation/RecordingStatus': [recording.status],
  };
  return values[path] ?? [];
}
