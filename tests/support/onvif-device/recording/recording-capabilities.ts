import type { OnvifDeviceOptions } from '../device-options.ts';
import { activeServices, serviceAddress, type ServiceKey } from '../service-catalogue.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';

/** tse:Capabilities (Recording Search, GetServiceCapabilities). */
export function searchCapabilities(): XmlElement {
  return element('tse:Capabilities', undefined, { MetadataSearch: false, GeneralStartEvents: false });
}

/** trc:Capabilities (recording.wsdl). */
export function recordingCapabilities(options: OnvifDeviceOptions): XmlElement {
  return element('trc:Capabilities', undefined, {
    DynamicRecordings: false,
    DynamicTracks: false,
    Encoding: 'H264 G711',
    MaxRecordings: options.recordings.length,
    Options: false,
    MetadataRecording: false,
  });
}

/** trp:Capabilities (Replay Control, GetServiceCapabilities). */
export function replayCapabilities(options: OnvifDeviceOptions): XmlElement {
  return element('trp:Capabilities', undefined, {
    ReversePlayback: false,
    SessionTimeoutRange: '1 3600',
    RTP_RTSP_TCP: options.replayTransports.includes('tcp'),
  });
}

/** tt:CapabilitiesExtension of the legacy GetCapabilities, in the order of the schema; absent without a recorder. */
export function legacyRecorderCapabilities(options: OnvifDeviceOptions, origin: string): XmlElement | undefined {
  const active = activeServices(options);
  const address = (service: ServiceKey) => element('tt:XAddr', serviceAddress(options, service, origin));
  const services = [
    active.includes('recording')
      ? element('tt:Recording', [
          address('recording'),
          ...['ReceiverSource', 'MediaProfileSource', 'DynamicRecordings', 'DynamicTracks'].map((name) => element(`tt:${name}`, false)),
          element('tt:MaxStringLength', 64),
        ])
      : undefined,
    active.includes('search') ? element('tt:Search', [address('search'), element('tt:MetadataSearch', false)]) : undefined,
    active.includes('replay') ? element('tt:Replay', address('replay')) : undefined,
  ];
  return services.every((service) => service === undefined) ? undefined : element('tt:Extension', services);
}
