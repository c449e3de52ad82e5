import type { OnvifDeviceOptions } from '../device-options.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import type { MediaOptions } from './media-options.ts';

/** trt:Capabilities (Media 5.21). */
export function media1Capabilities(options: OnvifDeviceOptions): XmlElement {
  return element(
    'trt:Capabilities',
    [
      element('trt:ProfileCapabilities', undefined, { MaximumNumberOfProfiles: options.profiles.length }),
      element('trt:StreamingCapabilities', undefined, {
        RTPMulticast: options.transports.includes('multicast'),
        RTP_TCP: false,
        RTP_RTSP_TCP: options.transports.includes('tcp'),
        NonAggregateControl: false,
      }),
    ],
    { ...snapshotAttribute(options), Rotation: false, VideoSourceMode: false, OSD: false },
  );
}

/** tr2:Capabilities2, in an element that is called Capabilities (Media2 5.15). */
export function media2Capabilities(options: OnvifDeviceOptions): XmlElement {
  return element(
    'tr2:Capabilities',
    [
      element('tr2:ProfileCapabilities', undefined, {
        MaximumNumberOfProfiles: options.profiles.length,
        ConfigurationsSupported: 'VideoSource VideoEncoder',
      }),
      element('tr2:StreamingCapabilities', undefined, {
        RTSPStreaming: true,
        RTPMulticast: options.transports.includes('multicast'),
        RTP_RTSP_TCP: options.transports.includes('tcp'),
        NonAggregateControl: false,
        AutoStartMulticast: false,
      }),
    ],
    { ...snapshotAttribute(options), Rotation: false, VideoSourceMode: false, OSD: false, Mask: false },
  );
}

function snapshotAttribute({ snapshotUriCapability }: MediaOptions): { SnapshotUri?: boolean } {
  return snapshotUriCapability === 'omitted' ? {} : { SnapshotUri: snapshotUriCapability };
}
