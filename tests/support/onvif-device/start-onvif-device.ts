import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultDeviceOptions, type OnvifDeviceOptions, type OnvifDeviceOverrides, overrideOptions } from './device-options.ts';
import { createDeviceState } from './device-state.ts';
import type { DeviceEvent } from './events/event-options.ts';
import { createRequestListener } from './http/request-listener.ts';
import type { RecordedRequest } from './request-log.ts';

/** A running ONVIF device, on the loopback interface unless it was placed elsewhere. */
export interface OnvifDevice {
  /** Address of the device service, such as `http://127.0.0.1:40123/onvif/device_service`. */
  readonly url: string;
  readonly port: number;
  /** What is in force now. */
  readonly options: OnvifDeviceOptions;
  /** Every request so far, oldest first, without secrets. */
  readonly requests: readonly RecordedRequest[];
  /** Changes options for the requests to come. */
  set(overrides: OnvifDeviceOverrides): void;
  /**
   * The first request of an operation (also `snapshot`, `invalid` or `GET /path`) for which `matches` holds, whether it
   * has come already or not. Rejects when the device is stopped before.
   */
  waitFor(operation: string, matches?: (request: RecordedRequest) => boolean): Promise<RecordedRequest>;
  /** Notifies all subscribers. */
  emit(event: DeviceEvent): void;
  /** Makes all digest nonces stale, as a restart does. */
  expireNonces(): void;
  /** Drops all connections and frees the port. */
  stop(): Promise<void>;
}

/**
 * Starts an ONVIF device that was written from the ONVIF specifications alone (Core, Media, Media2 and Imaging, release
 * 26.06), to hold clients against. It listens on 127.0.0.1, on a port of the system's choice.
 *
 * @param place another address to listen on: one of loopback, or any in a network namespace of the test's own.
 */
export async function startOnvifDevice(
  overrides: OnvifDeviceOverrides = {},
  { host = '127.0.0.1', port: wantedPort = 0 }: { readonly host?: string; readonly port?: number } = {},
): Promise<OnvifDevice> {
  let options = overrideOptions(defaultDeviceOptions, overrides);
  const state = createDeviceState();
  const stopping = new AbortController();
  const server = createServer(createRequestListener(() => options, state, stopping.signal));
  const port = await listen(server, host, wantedPort);
  return {
    url: `http://${host}:${port}${options.servicePaths.device}`,
    port,
    get options() {
      return options;
    },
    requests: state.log.requests,
    set: (changes) => {
      options = overrideOptions(options, changes);
    },
    waitFor: (operation, matches = () => true) => state.log.waitFor((request) => request.operation === operation && matches(request)),
    emit: (event) => state.pullPoints.emit(event, options),
    expireNonces: () => state.digest.expireNonces(),
    stop: async () => {
      stopping.abort();
      state.log.close();
      await close(server);
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
