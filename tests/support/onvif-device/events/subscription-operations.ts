import { deviceDateTime, deviceTimeMs } from '../device-service/clock-options.ts';
import { emptyModel, type Operation, type OperationCall } from '../operation.ts';
import type { ContentModel } from '../soap/content-model.ts';
import { SoapFault, senderFault } from '../soap/soap-fault.ts';
import { readAddressing } from '../soap/ws-addressing.ts';
import { collapsedText, findChild } from '../xml/read-element-queries.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import { xmlNamespaces } from '../xml/xml-namespaces.ts';
import { notificationElement } from './notification-element.ts';
import { notificationFault, terminationFault } from './notification-faults.ts';
import type { PullPoint } from './pull-point.ts';
import { assertDestination, requestedSubscription } from './subscription-address.ts';
import { durationMs, lifetimeMs } from './termination-time.ts';

const pullPort = `${xmlNamespaces.tev}/PullPointSubscription`;
const managerPort = 'http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager';

/** At least a minute, says ONVIF Core 9.1.2. */
const maxPullTimeoutMs = 300_000;

const pullModel: ContentModel = {
  open: true,
  particles: [
    { name: 'tev:Timeout', content: 'duration' },
    { name: 'tev:MessageLimit', content: 'int' },
  ],
};
const renewModel: ContentModel = {
  open: true,
  particles: [{ name: 'wsnt:TerminationTime', content: 'timeOrDuration' }],
};

/** Port types PullPointSubscription and SubscriptionManager (ONVIF Core 9.1.2 to 9.1.4 and 9.5). */
export const subscriptionOperations: readonly Operation[] = [
  operation('PullMessages', 'tev', pullPort, pullModel, answerPull),
  operation('SetSynchronizationPoint', 'tev', pullPort, emptyModel, answerSynchronize),
  operation('Renew', 'wsnt', managerPort, renewModel, answerRenew),
  operation('Unsubscribe', 'wsnt', managerPort, { ...emptyModel, open: true }, (call) => {
    call.pullPoints.remove(requestedPoint(call));
    return undefined;
  }),
];

function operation(name: string, prefix: 'tev' | 'wsnt', port: string, model: ContentModel, answer: Operation['answer']): Operation {
  const actions = { action: `${port}/${name}Request`, replyAction: `${port}/${name}Response` };
  return { name, endpoint: 'subscription', prefix, accessClass: 'READ_MEDIA', model, ...actions, answer };
}

function requestedPoint({ options, target, headers, pullPoints }: OperationCall): PullPoint {
  const point = pullPoints.find(requestedSubscription(options, target, headers), options);
  assertDestination(point, readAddressing(headers).to);
  return point;
}

async function answerPull(call: OperationCall): Promise<readonly XmlElement[]> {
  const { options, signal } = call;
  const point = requestedPoint(call);
  if (point.busy) {
    throw notificationFault('wsnt:UnableToGetMessagesFault', 'A pull is under way', deviceDateTime(options));
  }
  const { timeoutMs, limit } = readPull(call);
  const notifications = await point.pull(limit, timeoutMs, signal);
  // ONVIF Core 9.1.1: each pull keeps the pull point alive for at least its timeout.
  point.endsAtMs = Math.max(point.endsAtMs, options.now() + timeoutMs);
  return [
    element('tev:CurrentTime', deviceDateTime(options)),
    element('tev:TerminationTime', terminationTime(call, point)),
    ...notifications.map(notificationElement),
  ];
}

function readPull({ payload }: OperationCall): { timeoutMs: number; limit: number } {
  const timeout = findChild(payload, 'tev:Timeout');
  const timeoutMs = durationMs(timeout ? collapsedText(timeout) : '');
  const limit = Number(findChild(payload, 'tev:MessageLimit')?.text);
  if (timeoutMs === undefined || limit < 1) throw senderFault('Argument Value Invalid', 'ter:InvalidArgVal');
  if (timeoutMs > maxPullTimeoutMs) throw timeoutFault();
  return { timeoutMs, limit };
}

/** Names the longest timeout that the device takes (ONVIF Core 9.1.2). */
function timeoutFault(): SoapFault {
  const limits = [element('tev:MaxTimeout', `PT${maxPullTimeoutMs / 1_000}S`), element('tev:MaxMessageLimit', 1_000)];
  const detail = [element('tev:PullMessagesFaultResponse', limits)];
  return new SoapFault({ code: 'Receiver', reason: 'The timeout is too long', detail });
}

function answerSynchronize(call: OperationCall): undefined {
  const { options } = call;
  const point = requestedPoint(call);
  for (const event of options.initialEvents) {
    point.push({ event: { ...event, operation: 'Initialized' }, utcTime: deviceDateTime(options) });
  }
}

function answerRenew(call: OperationCall): readonly XmlElement[] {
  const { options, payload } = call;
  const point = requestedPoint(call);
  const wanted = findChild(payload, 'wsnt:TerminationTime');
  const lifetime = lifetimeMs(wanted ? collapsedText(wanted) : '', deviceTimeMs(options));
  if (lifetime === undefined) {
    throw terminationFault('UnacceptableTerminationTimeFault', deviceDateTime(options));
  }
  point.endsAtMs = options.now() + lifetime;
  return [element('wsnt:TerminationTime', terminationTime(call, point)), element('wsnt:CurrentTime', deviceDateTime(options))];
}

function terminationTime({ options }: OperationCall, point: PullPoint): string {
  return deviceDateTime(options, point.endsAtMs - options.now());
}
