import { deviceDateTime } from '../device-service/clock-options.ts';
import type { OnvifDeviceOptions } from '../device-options.ts';
import { notificationElement } from '../events/notification-element.ts';
import { readTopicFilter, type TopicFilter } from '../events/topic-filter.ts';
import type { OperationCall } from '../operation.ts';
import type { ContentModel } from '../soap/content-model.ts';
import { SoapFault, senderFault } from '../soap/soap-fault.ts';
import { collapsedText, findChild } from '../xml/read-element-queries.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import type { ReadElement } from '../xml/xml-reader.ts';
import { keepAliveMs, maxMatches } from './find-recordings.ts';
import { recordedTime, requestedTimeMs } from './recorded-time.ts';
import { type RecordingEvent, recordingEvents, startStates } from './recording-events.ts';
import { scopedRecordings, scopeModel } from './search-scope.ts';

export const findEventsModel: ContentModel = {
  particles: [
    { name: 'tse:StartPoint', content: 'dateTime' },
    { name: 'tse:EndPoint', min: 0, content: 'dateTime' },
    { name: 'tse:Scope', content: scopeModel },
    { name: 'tse:SearchFilter', content: 'anything' },
    { name: 'tse:IncludeStartState', content: 'boolean' },
    { name: 'tse:MaxMatches', min: 0, content: 'int' },
    { name: 'tse:KeepAliveTime', content: 'duration' },
  ],
};

/** FindEvents (Recording Search) over recording and track state; backwards when the end point is before the start. */
export function answerFindEvents({ options, payload, recorder }: OperationCall): XmlElement {
  const startMs = pointMs(payload, 'tse:StartPoint', options) ?? 0;
  const endMs = pointMs(payload, 'tse:EndPoint', options) ?? Number.POSITIVE_INFINITY;
  const passes = eventFilter(findChild(payload, 'tse:SearchFilter'), options);
  const recordings = scopedRecordings(findChild(payload, 'tse:Scope'), options);
  const [fromMs, toMs] = [Math.min(startMs, endMs), Math.max(startMs, endMs)];
  const happened = recordings.flatMap(recordingEvents).filter(({ timeMs }) => fromMs <= timeMs && timeMs <= toMs);
  const wantsStates = ['true', '1'].includes(textOf(findChild(payload, 'tse:IncludeStartState')));
  // Backwards, the state is told at both ends; forwards only at the start.
  const statePoints = endMs < startMs ? [endMs, startMs] : [startMs];
  const states = wantsStates ? recordings.flatMap((recording) => statePoints.flatMap((timeMs) => startStates(recording, timeMs))) : [];
  const inOrder = [...states, ...happened].filter(({ event }) => passes(event.topic)).toSorted((one, other) => one.timeMs - other.timeMs);
  const found = (endMs < startMs ? inOrder.toReversed() : inOrder).slice(0, maxMatches(payload));
  const at = (index: number) => resultElement(found[index % found.length], options);
  const results = { count: found.length, at, endPointMs: Number.isFinite(endMs) ? endMs : options.now() };
  return element('tse:SearchToken', recorder.searches.start('events', results, keepAliveMs(payload), options).token);
}

function pointMs(payload: ReadElement, name: 'tse:StartPoint' | 'tse:EndPoint', options: OnvifDeviceOptions): number | undefined {
  const given = findChild(payload, name);
  return given && requestedTimeMs(collapsedText(given), options);
}

function textOf(node: ReadElement | undefined): string {
  return node === undefined ? '' : collapsedText(node);
}

/** tt:EventFilter is a wsnt:FilterType; what the device has not is `ter:InvalidFilterFault` here. */
function eventFilter(filter: ReadElement | undefined, options: OnvifDeviceOptions): TopicFilter {
  try {
    return readTopicFilter(filter, deviceDateTime(options));
  } catch (error) {
    if (!(error instanceof SoapFault)) throw error;
    throw senderFault('The search filter is not supported', 'ter:InvalidArgVal', 'ter:InvalidFilterFault');
  }
}

/** tt:FindEventResult; its event is a wsnt:NotificationMessageHolderType. */
function resultElement(found: RecordingEvent | undefined, options: OnvifDeviceOptions): XmlElement {
  if (found === undefined) throw new Error('an endless search needs an event');
  const time = recordedTime(found.timeMs, options);
  return element('tt:Result', [
    element('tt:RecordingToken', found.recordingToken),
    element('tt:TrackToken', found.trackToken),
    element('tt:Time', time),
    element('tt:Event', notificationElement({ event: found.event, utcTime: time }).children),
    element('tt:StartStateEvent', found.startState),
  ]);
}
