import type { SoapFault } from '../soap/soap-fault.ts';
import { senderFault } from '../soap/soap-fault.ts';
import { collapsedText, isNamed } from '../xml/read-element-queries.ts';
import { element } from '../xml/xml-element.ts';
import { xmlNamespaces } from '../xml/xml-namespaces.ts';
import type { ReadElement } from '../xml/xml-reader.ts';
import { resolveName } from '../xml/xml-reader.ts';
import { XmlSyntaxError } from '../xml/xml-syntax-error.ts';
import { concreteDialect, concreteSetDialect, topicPrefix } from './notification-element.ts';
import { notificationFault } from './notification-faults.ts';

/** Says whether a topic path, as in `DeviceEvent.topic`, passes. */
export type TopicFilter = (topic: string) => boolean;

/**
 * The filter of a subscription (ONVIF Core 9.1.1 and 9.6.3); without one everything passes.
 *
 * @throws SoapFault of WS-BaseNotification for a filter the device has not, an unknown dialect or a bad expression.
 */
export function readTopicFilter(filter: ReadElement | undefined, deviceTime: string): TopicFilter {
  if (filter === undefined || filter.children.length === 0) return () => true;
  const branches = filter.children.map((child) => readExpression(child, deviceTime));
  // WS-BaseNotification 1.3, 4.2: a notification has to pass every filter element.
  return (topic) => branches.every((passes) => passes(topic));
}

function readExpression(node: ReadElement, deviceTime: string): TopicFilter {
  if (!isNamed(node, 'wsnt:TopicExpression')) {
    const unknown = element('wsnt:UnknownFilter', { qualifiedName: `wsnt:${node.localName}` });
    throw notificationFault('wsnt:InvalidFilterFault', 'Only topic filters are supported', deviceTime, unknown);
  }
  const dialect = node.attributes.get('Dialect');
  if (dialect === undefined) throw senderFault('Required Attribute not present: Dialect', 'ter:MissingAttr');
  if (dialect !== concreteDialect && dialect !== concreteSetDialect) {
    throw notificationFault('wsnt:TopicExpressionDialectUnknownFault', 'Unknown topic dialect', deviceTime);
  }
  const paths = collapsedText(node).split('|');
  if (dialect === concreteDialect && (paths.length > 1 || paths[0]?.endsWith('//.'))) {
    throw invalidExpression(deviceTime);
  }
  const alternatives = paths.map((path) => readPath(path.trim(), node, deviceTime));
  return (topic) => alternatives.some((passes) => passes(topic));
}

function readPath(path: string, node: ReadElement, deviceTime: string): TopicFilter {
  const subtree = path.endsWith('//.');
  const [root = '', ...rest] = (subtree ? path.slice(0, -'//.'.length) : path).split('/');
  if (root === '' || rest.includes('')) throw invalidExpression(deviceTime);
  const { namespace, localName } = resolveRoot(root, node, deviceTime);
  if (namespace !== xmlNamespaces[topicPrefix]) return () => false;
  const wanted = [localName, ...rest.map((part) => part.slice(part.indexOf(':') + 1))].join('/');
  return (topic) => topic === wanted || (subtree && topic.startsWith(`${wanted}/`));
}

function resolveRoot(name: string, node: ReadElement, deviceTime: string) {
  try {
    return resolveName(name, node.scope);
  } catch (error) {
    if (error instanceof XmlSyntaxError) throw invalidExpression(deviceTime);
    throw error;
  }
}

function invalidExpression(deviceTime: string): SoapFault {
  return notificationFault('wsnt:InvalidTopicExpressionFault', 'The topic expression is invalid', deviceTime);
}
