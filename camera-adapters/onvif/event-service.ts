import { randomUUID } from 'node:crypto';
import { isAppError } from '../../domain/app-error.ts';
import type { CameraEvent } from '../../domain/camera-event.ts';
import type { DeviceService } from './device-services.ts';
import { escapeXml } from './escape-xml.ts';
import { FLAG_TOPIC_FILTER, readCameraEvents } from './event-notification.ts';
import { badAnswerError, isBadAnswer } from './onvif-error.ts';
import { NS } from './onvif-namespaces.ts';
import type { OnvifSession } from './onvif-session.ts';
import type { ServiceEndpoint } from './soap-client.ts';
import { childOf, textAt } from './xml-element.ts';
import type { VideoSourceFinder } from './video-source-finder.ts';
import type { XmlElement } from './xml-element.ts';

/** One pull wait, in the device, for something to tell. */
export const PULL_WAIT_MS = 20_000;
/** A pull point that is forgotten, by us or by a cut network, frees its place after this. */
const LIFETIME_MS = 120_000;
/** Few at a time: unfiltered, a message may bring a picture, and answers are capped. */
const MESSAGE_LIMIT = 10;

const MAX_REFERENCE_CHARACTERS = 16_384;

const EVENT_PORT = `${NS.events}/EventPortType`;
const PULL_PORT = `${NS.events}/PullPointSubscription`;
const MANAGER_PORT = 'http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager';
const CONCRETE_SET = 'http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet';
const TOPICS = 'http://www.onvif.org/ver10/topics';

/** A subscription of ours on a device (ONVIF Core, section 9.1). */
export interface PullPoint {
  /** The next flags; none when nothing happened while the device waited. */
  pull(): Promise<readonly CameraEvent[]>;
  /** Lengthens its life when half of it is over. A device that can't is left to its own rules: a pull that fails then tells. */
  keepAlive(): Promise<void>;
  unsubscribe(): Promise<void>;
}

/** Whether the device says that it has pull points (Core, section 9.8; `WSPullPointSupport` is its older word). */
export function offersPullPoints(service: DeviceService | undefined): boolean {
  if (service === undefined) return false;
  const told = service.capabilities?.attributes;
  return told?.get('MaxPullPoints') !== '0' && !/^(?:false|0)$/i.test(told?.get('WSPullPointSupport') ?? '');
}

/**
 * Subscribes to flags only; a device that refuses the filter is subscribed to without one, and the parser drops the rest.
 *
 * @param options.findVideoSource of a recorder, see `readCameraEvents`.
 * @param options.monotonicMs counts milliseconds.
 */
export async function createPullPoint(
  session: OnvifSession,
  service: DeviceService,
  options: { readonly findVideoSource?: VideoSourceFinder | undefined; readonly monotonicMs?: () => number } = {},
): Promise<PullPoint> {
  const { findVideoSource, monotonicMs = () => performance.now() } = options;
  const response = await subscribe(session, service);
  const place = await placeOf(session, service, childOf(response, NS.events, 'SubscriptionReference'));
  let renewAtMs = monotonicMs() + lifetimeOf(response, NS.notification) / 2;
  const call = async (namespace: string, operation: string, port: string, content = ''): Promise<XmlElement> => {
    const action = `${port}/${operation}Request`;
    const headers = `${addressing(action)}${place.headers}`;
    return (await session.client.call({ endpoint: place.endpoint, namespace, operation, content, action, headers })).response;
  };
  return {
    async pull() {
      const content = `<q:Timeout>PT${PULL_WAIT_MS / 1_000}S</q:Timeout><q:MessageLimit>${MESSAGE_LIMIT}</q:MessageLimit>`;
      return readCameraEvents(await call(NS.events, 'PullMessages', PULL_PORT, content), findVideoSource);
    },
    async keepAlive() {
      if (monotonicMs() < renewAtMs) return;
      renewAtMs = monotonicMs() + LIFETIME_MS / 2;
      try {
        const renewed = await call(NS.notification, 'Renew', MANAGER_PORT, `<q:TerminationTime>PT${LIFETIME_MS / 1_000}S</q:TerminationTime>`);
        renewAtMs = monotonicMs() + lifetimeOf(renewed, NS.notification) / 2;
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
    },
    async unsubscribe() {
      await call(NS.notification, 'Unsubscribe', MANAGER_PORT);
    },
  };
}

async function subscribe(session: OnvifSession, service: DeviceService): Promise<XmlElement> {
  const action = `${EVENT_PORT}/CreatePullPointSubscriptionRequest`;
  const ask = async (filter: string): Promise<XmlElement> => {
    const content = `${filter}<q:InitialTerminationTime>PT${LIFETIME_MS / 1_000}S</q:InitialTerminationTime>`;
    const call = { endpoint: service.endpoint, namespace: NS.events, operation: 'CreatePullPointSubscription', content, action, headers: addressing(action) };
    return (await session.client.call(call)).response;
  };
  try {
    return await ask(
      `<q:Filter><n:TopicExpression xmlns:n="${NS.notification}" xmlns:tns1="${TOPICS}" Dialect="${CONCRETE_SET}">${FLAG_TOPIC_FILTER}</n:TopicExpression></q:Filter>`,
    );
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return ask('');
  }
}

/** The device answered, and not with what was asked for. */
function isRefusal(error: unknown): boolean {
  return isAppError(error, 'camera_fault') || isAppError(error, 'not_supported') || isBadAnswer(error, 'status', 'not_soap', 'malformed');
}

/** Where the pull point is, and the header blocks that name it (WS-Addressing 1.0 Core, section 2.1; SOAP Binding, section 3.4). */
async function placeOf(
  session: OnvifSession,
  service: DeviceService,
  reference: XmlElement | undefined,
): Promise<{ endpoint: ServiceEndpoint; headers: string }> {
  const wsa = childOf(reference, NS.addressing, 'Address') === undefined ? NS.addressing2004 : NS.addressing;
  const address = textAt(reference, wsa, 'Address');
  if (address === undefined) throw badAnswerError('missing', 'The camera took a subscription to its events and did not say where it is. Renew its firmware.');
  const parameters = childOf(reference, wsa, 'ReferenceParameters')?.children ?? [];
  const endpoint = (await session.addresses.service(address)) ?? service.endpoint;
  const to = `<a:To xmlns:a="${NS.addressing}">${escapeXml(address)}</a:To>`;
  const headers = to + parameters.map((parameter) => elementXml(parameter, ` xmlns:a="${NS.addressing}" a:IsReferenceParameter="true"`)).join('');
  // sent back with every question: a name, not a letter
  if (headers.length > MAX_REFERENCE_CHARACTERS) throw badAnswerError('too_large', 'The camera gives a subscription too long a name. Renew its firmware.');
  return { endpoint, headers };
}

function addressing(action: string): string {
  return `<a:Action xmlns:a="${NS.addressing}">${action}</a:Action><a:MessageID xmlns:a="${NS.addressing}">urn:uuid:${randomUUID()}</a:MessageID>`;
}

/** Attributes in namespaces are lost; none of the makers' parameters has any. */
function elementXml(element: XmlElement, extra = ''): string {
  const attributes = [...element.attributes].map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join('');
  const content = escapeXml(element.text) + element.children.map((child) => elementXml(child)).join('');
  return `<p:${element.name} xmlns:p="${escapeXml(element.namespace)}"${attributes}${extra}>${content}</p:${element.name}>`;
}

/** Between the two times that the device names, both by its own clock. */
function lifetimeOf(response: XmlElement, namespace: string): number {
  const [from, to] = ['CurrentTime', 'TerminationTime'].map((name) => Date.parse(textAt(response, namespace, name) ?? ''));
  const lifetimeMs = (to ?? Number.NaN) - (from ?? Number.NaN);
  return Number.isFinite(lifetimeMs) && lifetimeMs > 0 ? Math.min(lifetimeMs, LIFETIME_MS) : LIFETIME_MS;
}
