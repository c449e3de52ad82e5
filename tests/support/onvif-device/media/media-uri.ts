import type { OnvifDeviceOptions } from '../device-options.ts';
import { snapshotPath } from '../snapshot/snapshot-path.ts';
import { senderFault } from '../soap/soap-fault.ts';
import type { UriOption, UriRequest } from './media-options.ts';

/** The stream address to answer with (Media 5.15.1, Media2 5.4.1). */
export function streamUriFor(request: UriRequest, options: OnvifDeviceOptions, origin: string): string {
  const chosen = choose(options.streamUri, request);
  if (chosen !== undefined) return chosen;
  const { hostname, host } = new URL(origin);
  // Media 5.15.1: over HTTP the stream shares the port of the web service, so that it passes a NAT.
  const authority = request.transport === 'http' ? host : `${hostname}:554`;
  return `rtsp://${authority}/live/${encodeURIComponent(request.profileToken)}`;
}

/** The snapshot address to answer with (Media 5.16.1, Media2 5.5.1). */
export function snapshotUriFor(request: UriRequest, options: OnvifDeviceOptions, origin: string): string {
  return choose(options.snapshotUri, request) ?? `${origin}${snapshotPath(request.profileToken)}`;
}

/**
 * Refuses a transport that the device has not.
 *
 * @throws SoapFault `ter:InvalidArgVal`/`ter:InvalidStreamSetup`.
 */
export function assertTransport(request: UriRequest, options: OnvifDeviceOptions): void {
  if (request.transport !== undefined && options.transports.includes(request.transport)) return;
  throw senderFault('The transport is not supported', 'ter:InvalidArgVal', 'ter:InvalidStreamSetup');
}

function choose(option: UriOption | undefined, request: UriRequest): string | undefined {
  return typeof option === 'function' ? option(request) : option;
}
