import { durationMs } from '../events/termination-time.ts';
import type { OperationCall } from '../operation.ts';
import type { ContentModel } from '../soap/content-model.ts';
import { collapsedText, findChild } from '../xml/read-element-queries.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import type { QualifiedName } from '../xml/xml-namespaces.ts';
import type { SearchKind } from './search-session.ts';

export const resultsModel: ContentModel = {
  particles: [
    { name: 'tse:SearchToken', content: 'token64' },
    { name: 'tse:MinResults', min: 0, content: 'int' },
    { name: 'tse:MaxResults', min: 0, content: 'int' },
    { name: 'tse:WaitTime', min: 0, content: 'duration' },
  ],
};

/** How long a call blocks at most; a longer wait is cut, as "a device shall adapt them instead of responding with an error". */
const longestWaitMs = 60_000;
/** How long it blocks when the client does not say. */
const usualWaitMs = 5_000;

/** GetRecordingSearchResults and GetEventSearchResults; one that says `Completed` ends the session. */
export async function answerResults(call: OperationCall, kind: SearchKind): Promise<XmlElement> {
  const { options, payload, recorder, signal } = call;
  const session = recorder.searches.find(findChild(payload, 'tse:SearchToken')?.text ?? '', kind, options);
  const wait = text(call, 'tse:WaitTime');
  const wish = {
    minResults: count(call, 'tse:MinResults'),
    maxResults: count(call, 'tse:MaxResults'),
    waitMs: Math.min(longestWaitMs, (wait === undefined ? undefined : durationMs(wait)) ?? usualWaitMs),
  };
  const { state, results } = await session.take(wish, options, signal);
  if (state === 'Completed') recorder.searches.end(session);
  return element('tse:ResultList', [element('tt:SearchState', state), ...results]);
}

function text({ payload }: OperationCall, name: QualifiedName): string | undefined {
  const given = findChild(payload, name);
  return given && collapsedText(given);
}

function count(call: OperationCall, name: QualifiedName): number | undefined {
  const given = text(call, name);
  return given === undefined ? undefined : Math.max(0, Number(given));
}
