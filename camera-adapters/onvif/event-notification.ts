import type { CameraEvent, CameraEventKind } from '../../domain/camera-event.ts';
import { NS } from './onvif-namespaces.ts';
import { childOf, childrenOf, descend, textAt } from './xml-element.ts';
import type { VideoSourceFinder } from './video-source-finder.ts';
import type { XmlElement } from './xml-element.ts';

/**
 * Topics that are flags about the camera itself, by the beginning of their path without prefixes. Imaging, section 5.5 (tamper, motion, signal); Analytics, annex A (cell motion, tamper rules);
 * and the words of makers, each with its source in docs/cameras.md. A topic that is not here is nobody's business: objects, people, faces, number plates, lines crossed, sounds.
 */
const FLAG_TOPICS: readonly (readonly [topic: string, kind: CameraEventKind])[] = [
  ['VideoSource/GlobalSceneChange', 'scene_changed'],
  ['VideoSource/ImageTooBlurry', 'blurred'],
  ['VideoSource/ImageTooDark', 'dark'],
  ['VideoSource/ImageTooBright', 'bright'],
  ['VideoSource/SignalLoss', 'signal_lost'],
  ['VideoSource/MotionAlarm', 'motion'],
  ['VideoSource/Tampering', 'tampered'],
  ['RuleEngine/TamperDetector/Tamper', 'tampered'],
  ['RuleEngine/CellMotionDetector/Motion', 'motion'],
  ['RuleEngine/MotionRegionDetector/Motion', 'motion'],
  ['UserAlarm/VideoCover', 'covered'],
  ['VideoAnalytics/MotionAlarm', 'motion'],
];
/** Names under which a flag's state stands; no other value of a message is looked at. */
const STATE_ITEMS = new Set(['state', 'ismotion', 'istamper', 'tampering', 'active']);

/** Subtrees of topics to ask a device for, so that the rest isn't even sent (Core, section 9.6.3, dialect ConcreteSet). Only topics of the specification: a device may refuse a filter with others. */
export const FLAG_TOPIC_FILTER = ['VideoSource', 'RuleEngine/CellMotionDetector', 'RuleEngine/TamperDetector', 'RuleEngine/MotionRegionDetector']
  .map((topic) => `tns1:${topic}//.`)
  .join('|');

/**
 * The flags in a PullMessagesResponse (ONVIF Core, sections 9.1.2 and 9.4). Of a message only the kind, a yes or no, and the time get out of here; whatever else it says (object, face, number plate,
 * person, picture, text) is dropped with it and kept nowhere.
 *
 * @param findVideoSource for a recorder: tells which of its pictures is meant. Only what its profiles name comes out, never the message's own words.
 */
export function readCameraEvents(response: XmlElement, findVideoSource?: VideoSourceFinder): readonly CameraEvent[] {
  return childrenOf(response, NS.notification, 'NotificationMessage').flatMap((message) => readNotification(message, findVideoSource) ?? []);
}

function readNotification(notification: XmlElement, findVideoSource: VideoSourceFinder | undefined): CameraEvent | undefined {
  const kind = kindOf(textAt(notification, NS.notification, 'Topic') ?? '');
  const message = childOf(childOf(notification, NS.notification, 'Message'), NS.schema, 'Message');
  if (kind === undefined || message === undefined) return undefined;
  const operation = message.attributes.get('PropertyOperation');
  const active = operation === 'Deleted' ? false : readState(message);
  if (active === undefined) return undefined;
  const deviceTimeMs = readUtcTime(message.attributes.get('UtcTime'));
  const videoSource = findVideoSource?.(sourceItems(message));
  return { kind, active, isInitial: operation === 'Initialized', ...(deviceTimeMs !== undefined && { deviceTimeMs }), ...(videoSource && { videoSource }) };
}

function sourceItems(message: XmlElement): { name: string; value: string }[] {
  return childrenOf(descend(message, NS.schema, 'Source'), NS.schema, 'SimpleItem').map(({ attributes }) => ({
    name: attributes.get('Name') ?? '',
    value: attributes.get('Value') ?? '',
  }));
}

function kindOf(written: string): CameraEventKind | undefined {
  const path = written
    .split('/')
    .map((part) => part.slice(part.indexOf(':') + 1).trim())
    .join('/');
  return FLAG_TOPICS.find(([topic]) => path === topic || path.startsWith(`${topic}/`))?.[1];
}

/** Hikvision writes TRUE and FALSE, Axis 1 and 0. */
function readState(message: XmlElement): boolean | undefined {
  const items = childrenOf(descend(message, NS.schema, 'Data'), NS.schema, 'SimpleItem');
  const state = items.find((item) => STATE_ITEMS.has((item.attributes.get('Name') ?? '').toLowerCase()))?.attributes.get('Value');
  if (state === undefined || !/^(?:true|false|1|0)$/i.test(state.trim())) return undefined;
  return /^(?:true|1)$/i.test(state.trim());
}

/** Some devices leave out the zone; the attribute's name says which it is. */
function readUtcTime(written: string | undefined): number | undefined {
  if (written === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/.test(written)) return undefined;
  const ms = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/i.test(written) ? written : `${written}Z`);
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}
