import { deviceDateTime, deviceTimeMs } from '../device-service/clock-options.ts';
import { emptyModel, type Operation, type OperationCall } from '../operation.ts';
import type { ContentModel } from '../soap/content-model.ts';
import { collapsedText, findChild } from '../xml/read-element-queries.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import { xmlNamespaces } from '../xml/xml-namespaces.ts';
import { eventCapabilities } from './event-capabilities.ts';
import { concreteDialect, concreteSetDialect } from './notification-element.ts';
import { terminationFault } from './notification-faults.ts';
import { subscriptionAddress, subscriptionReference } from './subscription-address.ts';
import { lifetimeMs } from './termination-time.ts';
import { readTopicFilter } from './topic-filter.ts';
import { topicSetElement } from './topic-set.ts';

/** How long a pull point lives when the client does not say (the specification leaves it to the device). */
const defaultLifetime = 'PT1M';

const createModel: ContentModel = {
  open: true,
  particles: [
    { name: 'tev:Filter', min: 0, content: 'anything' },
    { name: 'tev:InitialTerminationTime', min: 0, content: 'timeOrDuration' },
    { name: 'tev:SubscriptionPolicy', min: 0, content: 'anything' },
  ],
};

/** Port type EventPortType, without brokers (ONVIF Core 9.1.1, 9.7 and 9.8). */
export const eventOperations: readonly Operation[] = [
  operation('GetServiceCapabilities', emptyModel, ({ options }) => eventCapabilities(options), 'PRE_AUTH'),
  operation('CreatePullPointSubscription', createModel, answerCreate),
  operation('GetEventProperties', emptyModel, answerEventProperties),
];

function operation(name: string, model: ContentModel, answer: Operation['answer'], accessClass: Operation['accessClass'] = 'READ_MEDIA'): Operation {
  const port = `${xmlNamespaces.tev}/EventPortType/${name}`;
  const actions = { action: `${port}Request`, replyAction: `${port}Response` };
  return { name, endpoint: 'events', prefix: 'tev', accessClass, model, ...actions, answer };
}

function answerCreate({ options, payload, origin, pullPoints }: OperationCall): readonly XmlElement[] {
  const deviceTime = deviceDateTime(options);
  const filter = readTopicFilter(findChild(payload, 'tev:Filter'), deviceTime);
  const wanted = findChild(payload, 'tev:InitialTerminationTime');
  // The element is nillable in the WSDL; an empty one is as good as none.
  const lifetime = lifetimeMs((wanted && collapsedText(wanted)) || defaultLifetime, deviceTimeMs(options));
  if (lifetime === undefined) throw terminationFault('UnacceptableInitialTerminationTimeFault', deviceTime);
  const addressOf = (id: string) => subscriptionAddress(options, options.xaddr.origin ?? origin, id);
  const point = pullPoints.create(addressOf, filter, lifetime, options, options.maxPullPoints);
  for (const event of options.initialEvents) {
    point.push({ event: { ...event, operation: 'Initialized' }, utcTime: deviceTime });
  }
  return [
    subscriptionReference(options, point),
    element('wsnt:CurrentTime', deviceTime),
    element('wsnt:TerminationTime', deviceDateTime(options, point.endsAtMs - options.now())),
  ];
}

function answerEventProperties(): readonly XmlElement[] {
  return [
    element('tev:TopicNamespaceLocation', 'http://www.onvif.org/onvif/ver10/topics/topicns.xml'),
    element('wsnt:FixedTopicSet', true),
    topicSetElement(),
    element('wsnt:TopicExpressionDialect', concreteDialect),
    element('wsnt:TopicExpressionDialect', concreteSetDialect),
    // ONVIF Core 9.7: one empty URL says that message content can't be filtered.
    element('tev:MessageContentFilterDialect', ''),
    element('tev:MessageContentSchemaLocation', 'http://www.onvif.org/onvif/ver10/schema/onvif.xsd'),
  ];
}
