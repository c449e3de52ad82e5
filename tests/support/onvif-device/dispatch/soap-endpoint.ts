import { httpScheme } from '../auth/http-authentication.ts';
import type { DeviceState } from '../device-state.ts';
import type { DeviceFault } from '../faults/device-fault.ts';
import { firstEntry, operationKeys } from '../faults/fault-schedule.ts';
import { interruptibleDelay } from '../faults/interruptible-delay.ts';
import { type Exchange, sendReply } from '../http/exchange.ts';
import { readBodyText, readSoapContentType } from '../http/request-body.ts';
import type { EndpointKey, Operation } from '../operation.ts';
import { type RecordedRequest, redactHeaders } from '../request-log.ts';
import { SoapFault } from '../soap/soap-fault.ts';
import { readSoapRequest, type SoapRequest } from '../soap/soap-request.ts';
import { findOperation } from './operation-registry.ts';
import { type AdmittedCall, respondWithFault, runCall } from './soap-call.ts';
import { assertConforms, assertSignedIn, judgeSignIn, refuseEmptyRequest } from './soap-admission.ts';
import { faultReply } from './soap-reply.ts';

/**
 * Handles a SOAP request to the endpoints of one path: sign-in, then the WSDL, then the operation. Faults that are set
 * for the operation strike before the sign-in or just before the answer.
 *
 * @throws HttpRefusal for what is refused on the HTTP level.
 */
export async function handleSoap(exchange: Exchange, endpoints: readonly EndpointKey[], origin: string, state: DeviceState): Promise<void> {
  try {
    await serve(exchange, endpoints, origin, state);
  } catch (error) {
    if (!(error instanceof SoapFault)) throw error;
    if (exchange.record === undefined) record(exchange, state, { operation: 'invalid' });
    const addressed = endpoints.includes('events') || endpoints.includes('subscription');
    sendReply(exchange, faultReply(exchange, error.content, addressed));
  }
}

async function serve(exchange: Exchange, endpoints: readonly EndpointKey[], origin: string, state: DeviceState): Promise<void> {
  const { options, request, signal } = exchange;
  const { action } = readSoapContentType(request.headers['content-type']);
  const document = await readBodyText(request);
  if (document === '') throw refuseEmptyRequest(exchange, state);
  const message = readSoapRequest(document);
  const operation = findRecordedOperation(exchange, message, endpoints, state);
  const signIn = judgeSignIn(exchange, operation, message, state);
  record(exchange, state, { operation: operation.name, endpoint: operation.endpoint, auth: signIn.record });
  const call: AdmittedCall = { exchange, operation, message, origin, pullPoints: state.pullPoints, recorder: state.recorder };
  const keys = operationKeys(operation.endpoint, operation.name);
  const fault = firstEntry<DeviceFault>(options.faults, keys);
  const early = state.schedule.due(fault, 'before-auth');
  if (early) return respondWithFault(call, early);
  assertSignedIn(signIn);
  assertConforms(exchange, operation, message, action);
  await interruptibleDelay(firstEntry(options.delayMs, keys) ?? 0, signal);
  if (signal.aborted) return;
  const late = state.schedule.due(fault, 'after-auth');
  return late ? respondWithFault(call, late) : runCall(call);
}

/** An operation that is not there is logged under the name it was called by. */
function findRecordedOperation(exchange: Exchange, { payload }: SoapRequest, endpoints: readonly EndpointKey[], state: DeviceState): Operation {
  try {
    return findOperation(payload, endpoints);
  } catch (error) {
    record(exchange, state, { operation: payload.localName });
    throw error;
  }
}

function record(exchange: Exchange, state: DeviceState, known: Pick<RecordedRequest, 'operation'> & Partial<RecordedRequest>): void {
  const { request, options } = exchange;
  exchange.record = {
    method: request.method ?? '',
    target: request.url ?? '',
    auth: { scheme: httpScheme(request.headers.authorization), verdict: 'not-required' },
    headers: redactHeaders(request.headers),
    atMs: options.now(),
    ...known,
  };
  state.log.add(exchange.record);
}
