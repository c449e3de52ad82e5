import type { IncomingMessage, ServerResponse } from 'node:http';
import { httpScheme } from '../auth/http-authentication.ts';
import type { OnvifDeviceOptions } from '../device-options.ts';
import type { DeviceState } from '../device-state.ts';
import { endpointsAt } from '../dispatch/operation-registry.ts';
import { handleSoap } from '../dispatch/soap-endpoint.ts';
import { htmlPage } from '../faults/html-page.ts';
import { redactHeaders } from '../request-log.ts';
import { handleSnapshot } from '../snapshot/snapshot-endpoint.ts';
import { snapshotProfileToken } from '../snapshot/snapshot-path.ts';
import { type Exchange, sendReply } from './exchange.ts';
import { HttpRefusal } from './http-refusal.ts';
import { requestOrigin } from './request-origin.ts';

/** Takes requests for the device; whatever goes wrong inside becomes a 500, so that a test sees it. */
export function createRequestListener(options: () => OnvifDeviceOptions, state: DeviceState, stopped: AbortSignal) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const signal = AbortSignal.any([gone.signal, stopped]);
    const exchange: Exchange = { request, response, options: options(), signal };
    void route(exchange, state)
      .catch((error: unknown) => refuse(exchange, error, state))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  };
}

async function route(exchange: Exchange, state: DeviceState): Promise<void> {
  const { request, options } = exchange;
  const origin = requestOrigin(request);
  const path = new URL(request.url ?? '/', origin).pathname;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const profileToken = snapshotProfileToken(path);
  if (profileToken !== undefined && reads) return handleSnapshot(exchange, profileToken, state);
  const endpoints = endpointsAt(path, options);
  if (endpoints.length === 0) return notFound(exchange, state);
  // ONVIF Core 5.8.2.4: without a SOAP message there is no SOAP fault.
  if (request.method === 'GET') throw new HttpRefusal(400);
  if (request.method !== 'POST') throw new HttpRefusal(405, { Allow: 'GET, POST' });
  return handleSoap(exchange, endpoints, origin, state);
}

function notFound(exchange: Exchange, state: DeviceState): void {
  recordPlainRequest(exchange, state);
  sendReply(exchange, htmlPage(404));
}

function refuse(exchange: Exchange, error: unknown, state: DeviceState): void {
  if (exchange.signal.aborted || exchange.response.headersSent) {
    exchange.response.destroy();
    return;
  }
  if (exchange.record === undefined) recordPlainRequest(exchange, state);
  sendReply(exchange, error instanceof HttpRefusal ? error.reply : internalError(error));
}

function internalError(error: unknown) {
  return { status: 500, contentType: 'text/plain; charset=utf-8', body: `bug in the test device: ${String(error)}` };
}

function recordPlainRequest(exchange: Exchange, state: DeviceState): void {
  const { request, options } = exchange;
  const method = request.method ?? '';
  const target = request.url ?? '';
  exchange.record = {
    operation: `${method} ${target}`,
    method,
    target,
    auth: { scheme: httpScheme(request.headers.authorization), verdict: 'not-required' },
    headers: redactHeaders(request.headers),
    atMs: options.now(),
  };
  state.log.add(exchange.record);
}
