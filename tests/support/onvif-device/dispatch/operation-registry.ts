import { deviceOperations } from '../device-service/device-operations.ts';
import type { OnvifDeviceOptions } from '../device-options.ts';
import { eventOperations } from '../events/event-operations.ts';
import { subscriptionPath } from '../events/subscription-address.ts';
import { subscriptionOperations } from '../events/subscription-operations.ts';
import { media1Operations } from '../media/media1-operations.ts';
import { media2Operations } from '../media/media2-operations.ts';
import type { EndpointKey, Operation } from '../operation.ts';
import { recordingOperations } from '../recording/recording-operations.ts';
import { replayOperations } from '../recording/replay-operations.ts';
import { searchOperations } from '../recording/search-operations.ts';
import { activeServices } from '../service-catalogue.ts';
import { receiverFault, senderFault } from '../soap/soap-fault.ts';
import type { ReadElement } from '../xml/xml-reader.ts';
import { xmlNamespaces } from '../xml/xml-namespaces.ts';

const operations: readonly Operation[] = [
  ...deviceOperations,
  ...media1Operations,
  ...media2Operations,
  ...eventOperations,
  ...subscriptionOperations,
  ...searchOperations,
  ...recordingOperations,
  ...replayOperations,
];

/** The endpoints behind a path; services may share one. */
export function endpointsAt(path: string, options: OnvifDeviceOptions): readonly EndpointKey[] {
  const services: EndpointKey[] = activeServices(options).filter((key) => options.servicePaths[key] === path);
  if (options.eventService && path === subscriptionPath) services.push('subscription');
  return services;
}

/**
 * The operation that a body's element names, looked for only in the services at the path it came to.
 *
 * @throws SoapFault `ter:ActionNotSupported`: from the receiver when the namespace is right but the operation is not
 *   implemented (ONVIF Core 5.1.2), from the sender when the message is at the wrong address.
 */
export function findOperation(payload: ReadElement, endpoints: readonly EndpointKey[]): Operation {
  const here = operations.filter(({ endpoint }) => endpoints.includes(endpoint));
  const ofNamespace = here.filter(({ prefix }) => xmlNamespaces[prefix] === payload.namespace);
  const found = ofNamespace.find(({ name }) => name === payload.localName);
  if (found !== undefined) return found;
  if (ofNamespace.length > 0) throw receiverFault('Optional Action Not Implemented', 'ter:ActionNotSupported');
  throw senderFault('The action is not one of this service', 'ter:ActionNotSupported');
}
