import type { RecordingOptions } from './recording/recording-options.ts';
import type { NamespacePrefix } from './xml/xml-namespaces.ts';

/** The web services of the device. */
export type ServiceKey = 'device' | 'media1' | 'media2' | 'events' | 'search' | 'recording' | 'replay';

interface ServiceDescription {
  readonly prefix: NamespacePrefix;
  /** Version of the service's specification (ONVIF Core 8.1.2.2). */
  readonly version: { readonly major: number; readonly minor: number };
}

export const serviceCatalogue: Readonly<Record<ServiceKey, ServiceDescription>> = {
  device: { prefix: 'tds', version: { major: 26, minor: 6 } },
  media1: { prefix: 'trt', version: { major: 21, minor: 6 } },
  media2: { prefix: 'tr2', version: { major: 26, minor: 6 } },
  events: { prefix: 'tev', version: { major: 24, minor: 12 } },
  search: { prefix: 'tse', version: { major: 26, minor: 6 } },
  recording: { prefix: 'trc', version: { major: 26, minor: 6 } },
  replay: { prefix: 'trp', version: { major: 21, minor: 6 } },
};

export interface ServiceOptions {
  readonly media1: boolean;
  readonly media2: boolean;
  readonly eventService: boolean;
  /**
   * Where each service listens. Only the device service's path is fixed (ONVIF Core 5.1.1), so moving another one
   * finds a client that guesses. Two services may share a path.
   */
  readonly servicePaths: Readonly<Record<ServiceKey, string>>;
  readonly xaddr: XAddrOptions;
}

/** What addresses GetServices and GetCapabilities give out instead of the one that the client used. */
interface XAddrOptions {
  /** Such as `http://192.168.1.64`: a device behind NAT that knows only its inner address (ONVIF Core 8.1.2.2). */
  readonly origin?: string;
  /** Paths without a host, outside the specification. */
  readonly relative?: boolean;
  /** The whole address of single services. */
  readonly override?: Partial<Record<ServiceKey, string>>;
}

export const defaultServiceOptions: ServiceOptions = {
  media1: true,
  media2: true,
  eventService: true,
  servicePaths: {
    device: '/onvif/device_service',
    media1: '/onvif/media_service',
    media2: '/onvif/media2_service',
    events: '/onvif/events',
    search: '/onvif/search_service',
    recording: '/onvif/recording_service',
    replay: '/onvif/replay_service',
  },
  xaddr: {},
};

type RecorderSwitches = Pick<RecordingOptions, 'searchService' | 'recordingService' | 'replayService'>;

/** The services that are switched on, the device service first. */
export function activeServices(options: ServiceOptions & RecorderSwitches): readonly ServiceKey[] {
  const switches: Record<ServiceKey, boolean> = {
    device: true,
    media1: options.media1,
    media2: options.media2,
    events: options.eventService,
    search: options.searchService,
    recording: options.recordingService,
    replay: options.replayService,
  };
  return (Object.keys(switches) as ServiceKey[]).filter((key) => switches[key]);
}

/**
 * The address that the device advertises for a service.
 *
 * @param origin scheme and host that the client used, which the address has to match (ONVIF Core 8.1.2.2).
 */
export function serviceAddress(options: ServiceOptions, service: ServiceKey, origin: string): string {
  const path = options.servicePaths[service];
  const { xaddr } = options;
  return xaddr.override?.[service] ?? (xaddr.relative === true ? path : `${xaddr.origin ?? origin}${path}`);
}
