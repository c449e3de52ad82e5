import type { OnvifDeviceOptions } from './device-options.ts';
import type { PullPointRegistry } from './events/pull-point-registry.ts';
import type { RecorderState } from './recording/recorder-state.ts';
import type { ServiceKey } from './service-catalogue.ts';
import type { ContentModel } from './soap/content-model.ts';
import type { XmlContentInput } from './xml/xml-element.ts';
import type { NamespacePrefix } from './xml/xml-namespaces.ts';
import type { ReadElement } from './xml/xml-reader.ts';

/** Access classes of ONVIF Core 5.9.4.3 that occur here. Only the first is open to everybody. */
export type AccessClass = 'PRE_AUTH' | 'READ_SYSTEM' | 'READ_MEDIA' | 'ACTUATE';

/** Where an operation may be sent: a service, or the address of a pull point. */
export type EndpointKey = ServiceKey | 'subscription';

/** One call of an operation, after sign-in and schema were checked. */
export interface OperationCall {
  readonly options: OnvifDeviceOptions;
  readonly payload: ReadElement;
  readonly headers: readonly ReadElement[];
  /** Scheme and host as the client used them, such as `http://127.0.0.1:40123`. */
  readonly origin: string;
  /** Path and query of the request. */
  readonly target: string;
  readonly pullPoints: PullPointRegistry;
  readonly recorder: RecorderState;
  /** Aborted when the client goes or the device stops. */
  readonly signal: AbortSignal;
}

/** An operation of a WSDL port type that the device implements. */
export interface Operation {
  readonly name: string;
  readonly endpoint: EndpointKey;
  readonly prefix: NamespacePrefix;
  readonly accessClass: AccessClass;
  readonly model: ContentModel;
  /** `soapAction` of the WSDL binding. */
  readonly action: string;
  /** `wsaw:Action` of the reply; only event operations are addressed. */
  readonly replyAction?: string;
  /**
   * The content of the response element.
   *
   * @throws SoapFault as the operation's specification says.
   */
  readonly answer: (call: OperationCall) => XmlContentInput | Promise<XmlContentInput>;
}

/** An operation without parameters. */
export const emptyModel: ContentModel = { particles: [] };
