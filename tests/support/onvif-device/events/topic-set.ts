import { element, type XmlAttributes, type XmlElement } from '../xml/xml-element.ts';
import type { QualifiedName } from '../xml/xml-namespaces.ts';
import { topicPrefix } from './notification-element.ts';

interface TopicDescription {
  readonly path: string;
  readonly isProperty: boolean;
  readonly source: Readonly<Record<string, QualifiedName>>;
  readonly data: Readonly<Record<string, QualifiedName>>;
}

const videoSourceProperty = {
  isProperty: true,
  source: { Source: 'tt:ReferenceToken' },
  data: { State: 'xs:boolean' },
} as const;

const recognition = {
  isProperty: false,
  source: { VideoSource: 'tt:ReferenceToken', Rule: 'xs:string' },
  data: { Likelihood: 'xs:float', Label: 'xs:string' },
} as const;

// Imaging 5.5; Analytics 13.2 and 13.3.
const topics: readonly TopicDescription[] = [
  { path: 'VideoSource/MotionAlarm', ...videoSourceProperty },
  { path: 'VideoSource/GlobalSceneChange/ImagingService', ...videoSourceProperty },
  { path: 'VideoSource/ImageTooDark/ImagingService', ...videoSourceProperty },
  { path: 'VideoSource/ImageTooBright/ImagingService', ...videoSourceProperty },
  { path: 'VideoSource/ImageTooBlurry/ImagingService', ...videoSourceProperty },
  { path: 'VideoSource/SignalLoss', ...videoSourceProperty },
  { path: 'RuleEngine/Recognition/Face', ...recognition },
  { path: 'RuleEngine/Recognition/LicensePlate', ...recognition },
];

/** wstop:TopicSet of all topics (ONVIF Core 9.6.2): the roots in the topic namespace, what is below in none. */
export function topicSetElement(): XmlElement {
  return element('wstop:TopicSet', topicElements('', topics));
}

function topicElements(parent: string, below: readonly TopicDescription[]): readonly XmlElement[] {
  const names = new Set(below.map((topic) => topic.path.slice(parent.length).split('/')[0] ?? ''));
  return [...names].map((name) => {
    const path = parent + name;
    const leaf = below.find((topic) => topic.path === path);
    const inner = below.filter((topic) => topic.path.startsWith(`${path}/`));
    const attributes: XmlAttributes = leaf === undefined ? {} : { 'wstop:topic': true };
    const qualifiedName: QualifiedName = parent === '' ? `${topicPrefix}:${name}` : `none:${name}`;
    const content = [leaf && messageDescription(leaf), ...topicElements(`${path}/`, inner)];
    return element(qualifiedName, content, attributes);
  });
}

/** tt:MessageDescription (ONVIF Core 9.4.3). */
function messageDescription(topic: TopicDescription): XmlElement {
  return element('tt:MessageDescription', [element('tt:Source', itemDescriptions(topic.source)), element('tt:Data', itemDescriptions(topic.data))], {
    IsProperty: topic.isProperty,
  });
}

function itemDescriptions(items: Readonly<Record<string, QualifiedName>>): readonly XmlElement[] {
  return Object.entries(items).map(([Name, type]) => element('tt:SimpleItemDescription', undefined, { Name, Type: { qualifiedName: type } }));
}
