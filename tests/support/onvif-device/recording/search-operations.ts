import { emptyModel, type Operation, type OperationCall } from '../operation.ts';
import { senderFault } from '../soap/soap-fault.ts';
import type { ContentModel } from '../soap/content-model.ts';
import { findChild } from '../xml/read-element-queries.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import { xmlNamespaces } from '../xml/xml-namespaces.ts';
import { answerFindEvents, findEventsModel } from './find-events.ts';
import { answerFindRecordings, findRecordingsModel } from './find-recordings.ts';
import { searchCapabilities } from './recording-capabilities.ts';
import { recordingInformation } from './recording-elements.ts';
import { recordedTime } from './recorded-time.ts';
import { footageRange } from './recording.ts';
import { answerResults, resultsModel } from './search-results.ts';

const searchTokenModel: ContentModel = { particles: [{ name: 'tse:SearchToken', content: 'token64' }] };
const recordingTokenModel: ContentModel = { particles: [{ name: 'tse:RecordingToken', content: 'token64' }] };

/** The search service (search.wsdl, SearchPort) without metadata, PTZ positions, pictures and the deprecated GetSearchState. */
export const searchOperations: readonly Operation[] = [
  operation('GetServiceCapabilities', emptyModel, () => searchCapabilities(), 'PRE_AUTH'),
  operation('GetRecordingSummary', emptyModel, answerSummary),
  operation('GetRecordingInformation', recordingTokenModel, answerInformation),
  operation('FindRecordings', findRecordingsModel, answerFindRecordings),
  operation('GetRecordingSearchResults', resultsModel, (call) => answerResults(call, 'recordings')),
  operation('FindEvents', findEventsModel, answerFindEvents),
  operation('GetEventSearchResults', resultsModel, (call) => answerResults(call, 'events')),
  operation('EndSearch', searchTokenModel, answerEnd),
];

function operation(name: string, model: ContentModel, answer: Operation['answer'], accessClass: Operation['accessClass'] = 'READ_MEDIA'): Operation {
  return { name, endpoint: 'search', prefix: 'tse', accessClass, model, action: `${xmlNamespaces.tse}/${name}`, answer };
}

function answerSummary({ options }: OperationCall): XmlElement {
  const range = footageRange(options.recordings.flatMap(({ tracks }) => tracks)) ?? { startMs: 0, endMs: 0 };
  return element('tse:Summary', [
    element('tt:DataFrom', recordedTime(range.startMs, options)),
    element('tt:DataUntil', recordedTime(range.endMs, options)),
    element('tt:NumberRecordings', options.recordings.length),
  ]);
}

function answerInformation({ options, payload }: OperationCall): XmlElement {
  const token = findChild(payload, 'tse:RecordingToken')?.text;
  const recording = options.recordings.find((candidate) => candidate.token === token);
  if (recording === undefined) throw senderFault('The recording token is not valid', 'ter:InvalidArgVal', 'ter:InvalidToken');
  return recordingInformation('tse:RecordingInformation', recording, options);
}

function answerEnd({ options, payload, recorder }: OperationCall): XmlElement {
  const session = recorder.searches.find(findChild(payload, 'tse:SearchToken')?.text ?? '', 'any', options);
  recorder.searches.end(session);
  return element('tse:Endpoint', recordedTime(session.results.endPointMs, options));
}
