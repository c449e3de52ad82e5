import { element, type XmlElement } from '../xml/xml-element.ts';
import type { NamespacePrefix } from '../xml/xml-namespaces.ts';
import type { DeviceEvent } from './event-options.ts';

export const concreteDialect = 'http://docs.oasis-open.org/wsn/t-1/TopicExpression/Concrete';
export const concreteSetDialect = 'http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet';

/** Topics of the device are all in the ONVIF topic namespace. */
export const topicPrefix: NamespacePrefix = 'tns1';

/** An event that happened, with the device's time of it. */
export interface Notification {
  readonly event: DeviceEvent;
  readonly utcTime: string;
}

/** wsnt:NotificationMessage with a tt:Message inside (ONVIF Core 9.4 and 9.4.1). */
export function notificationElement({ event, utcTime }: Notification): XmlElement {
  const [root = '', ...rest] = event.topic.split('/');
  const topic = { qualifiedName: `${topicPrefix}:${root}`, suffix: rest.map((part) => `/${part}`).join('') } as const;
  return element('wsnt:NotificationMessage', [
    element('wsnt:Topic', topic, { Dialect: concreteSetDialect }),
    element('wsnt:Message', messageElement(event, utcTime)),
  ]);
}

function messageElement(event: DeviceEvent, utcTime: string): XmlElement {
  const elementItems = Object.entries(event.dataElements ?? {}).map(([name, content]) => element('tt:ElementItem', content, { Name: name }));
  return element('tt:Message', [element('tt:Source', simpleItems(event.source)), element('tt:Data', [...simpleItems(event.data), ...elementItems])], {
    UtcTime: utcTime,
    ...(event.operation && { PropertyOperation: event.operation }),
  });
}

function simpleItems(items: Readonly<Record<string, string>>): readonly XmlElement[] {
  return Object.entries(items).map(([Name, Value]) => element('tt:SimpleItem', undefined, { Name, Value }));
}
