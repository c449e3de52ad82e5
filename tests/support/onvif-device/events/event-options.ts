import type { XmlElement } from '../xml/xml-element.ts';

/** Something that the device notifies of (ONVIF Core 9.4.1). */
export interface DeviceEvent {
  /** Path below the ONVIF topic namespace, such as `VideoSource/MotionAlarm`. */
  readonly topic: string;
  /** For property events (Core 9.4.2). */
  readonly operation?: 'Initialized' | 'Changed' | 'Deleted';
  /** Simple items by name. */
  readonly source: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
  /** Element items of the data by name. */
  readonly dataElements?: Readonly<Record<string, XmlElement>>;
}

export interface EventOptions {
  /** Properties alive when a client subscribes; sent first, as `Initialized`, and again at a synchronisation point. */
  readonly initialEvents: readonly DeviceEvent[];
  readonly maxPullPoints: number;
  /**
   * How an endpoint reference names its pull point: in the address's query, as the example of Core 9.10.4, or in
   * reference parameters, which a client has to send back as header blocks (WS-Addressing SOAP Binding, 3.4).
   */
  readonly pullPointAddressing: 'query' | 'reference-parameters';
  /** Whether event requests must carry `wsa:Action`. One that is there has to be right in any case. */
  readonly requireAddressing: boolean;
}

export const defaultEventOptions: EventOptions = {
  initialEvents: [],
  maxPullPoints: 10,
  pullPointAddressing: 'query',
  requireAddressing: false,
};
