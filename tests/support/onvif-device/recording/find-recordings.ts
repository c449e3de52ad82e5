import { durationMs } from '../events/termination-time.ts';
import type { OperationCall } from '../operation.ts';
import type { ContentModel } from '../soap/content-model.ts';
import { senderFault } from '../soap/soap-fault.ts';
import { collapsedText, findChild } from '../xml/read-element-queries.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import type { ReadElement } from '../xml/xml-reader.ts';
import { recordingInformation } from './recording-elements.ts';
import { scopedRecordings, scopeModel } from './search-scope.ts';

export const findRecordingsModel: ContentModel = {
  particles: [
    { name: 'tse:Scope', content: scopeModel },
    { name: 'tse:MaxMatches', min: 0, content: 'int' },
    { name: 'tse:KeepAliveTime', content: 'duration' },
  ],
};

/** FindRecordings (Recording Search). With `search.endless` the same recordings come round under new tokens. */
export function answerFindRecordings({ options, payload, recorder }: OperationCall): XmlElement {
  const found = scopedRecordings(findChild(payload, 'tse:Scope'), options).slice(0, maxMatches(payload));
  const at = (index: number) => {
    const recording = found[index % found.length];
    if (recording === undefined) throw new Error('an endless search needs a recording');
    const round = Math.floor(index / found.length);
    const named = round === 0 ? recording : { ...recording, token: `${recording.token}_${round}` };
    return recordingInformation('tt:RecordingInformation', named, options);
  };
  const results = { count: found.length, at, endPointMs: options.now() };
  return element('tse:SearchToken', recorder.searches.start('recordings', results, keepAliveMs(payload), options).token);
}

/** `MaxMatches` of a Find operation; absent means all. */
export function maxMatches(payload: ReadElement): number | undefined {
  const given = findChild(payload, 'tse:MaxMatches');
  return given === undefined ? undefined : Math.max(0, Number(collapsedText(given)));
}

/**
 * `KeepAliveTime` of a Find operation.
 *
 * @throws SoapFault when it has no fixed length.
 */
export function keepAliveMs(payload: ReadElement): number {
  const given = findChild(payload, 'tse:KeepAliveTime');
  const lengthMs = given && durationMs(collapsedText(given));
  if (lengthMs === undefined) throw senderFault('Argument Value Invalid: KeepAliveTime', 'ter:InvalidArgVal');
  return lengthMs;
}
