import type { PullPointRegistry } from '../events/pull-point-registry.ts';
import type { DeviceFault } from '../faults/device-fault.ts';
import { faultyDocument } from '../faults/message-fault-document.ts';
import { respondWithWireFault } from '../faults/wire-fault-responder.ts';
import { type Exchange, type Reply, sendReply } from '../http/exchange.ts';
import type { Operation } from '../operation.ts';
import { SoapFault } from '../soap/soap-fault.ts';
import type { RecorderState } from '../recording/recorder-state.ts';
import type { SoapRequest } from '../soap/soap-request.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { answerElement, answerReply, documentReply } from './soap-reply.ts';

/** A call of an operation that is to be answered. */
export interface AdmittedCall {
  readonly exchange: Exchange;
  readonly operation: Operation;
  readonly message: SoapRequest;
  readonly origin: string;
  readonly pullPoints: PullPointRegistry;
  readonly recorder: RecorderState;
}

/** Answers properly. */
export async function runCall(call: AdmittedCall): Promise<void> {
  const reply = await properReply(call);
  if (!call.exchange.signal.aborted) sendReply(call.exchange, reply);
}

/** Answers with a fault that is set for the operation. */
export async function respondWithFault(call: AdmittedCall, fault: DeviceFault): Promise<void> {
  const { exchange } = call;
  switch (fault.kind) {
    case 'soap-fault':
      throw new SoapFault(fault);
    case 'malformed-xml':
    case 'large':
    case 'deep':
    case 'entity-bomb':
    case 'external-entity': {
      const document = faultyDocument(fault, await answer(call), exchange.options.prefixStyle);
      return sendReply(exchange, documentReply(200, document));
    }
    default:
      return respondWithWireFault(exchange, fault, () => properReply(call));
  }
}

async function properReply(call: AdmittedCall): Promise<Reply> {
  return answerReply(call.exchange, call.operation, call.message, await answer(call));
}

async function answer({ exchange, operation, message, origin, pullPoints, recorder }: AdmittedCall): Promise<XmlElement> {
  const { options, request, signal } = exchange;
  const { payload, headers } = message;
  const target = request.url ?? '';
  const content = await operation.answer({ options, payload, headers, origin, target, pullPoints, recorder, signal });
  return answerElement(operation, content);
}
