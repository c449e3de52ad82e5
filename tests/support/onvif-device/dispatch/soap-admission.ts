import { authenticateHttp } from '../auth/http-authentication.ts';
import { type MessageAuthOutcome, authenticateMessage } from '../auth/message-authentication.ts';
import { findSecurityHeader } from '../auth/username-token.ts';
import { deviceTimeMs } from '../device-service/clock-options.ts';
import type { DeviceState } from '../device-state.ts';
import type { Exchange } from '../http/exchange.ts';
import { HttpRefusal } from '../http/http-refusal.ts';
import type { Operation } from '../operation.ts';
import { assertContent } from '../soap/content-model.ts';
import { assertMandatoryHeadersUnderstood } from '../soap/mandatory-headers.ts';
import { senderFault } from '../soap/soap-fault.ts';
import type { SoapRequest } from '../soap/soap-request.ts';
import { assertAddressedAction, readAddressing } from '../soap/ws-addressing.ts';
import { xmlNamespaces } from '../xml/xml-namespaces.ts';

/**
 * What becomes of a request without a body. One without credentials is taken for a client that wants to be challenged
 * before it sends its message (ONVIF Core 5.9.1); any other one is malformed (Core 5.8.2.4).
 */
export function refuseEmptyRequest(exchange: Exchange, state: DeviceState): HttpRefusal {
  const { request, options } = exchange;
  const { authorization } = request.headers;
  if (authorization !== undefined || options.authMode === 'ws-usernametoken') return new HttpRefusal(400);
  const credentials = { method: request.method ?? '', target: request.url ?? '', authorization };
  const { challenges } = authenticateHttp(options.authMode, credentials, options, state.digest, options.now());
  return challenges ? new HttpRefusal(401, { 'WWW-Authenticate': [...challenges] }) : new HttpRefusal(400);
}

/** Looks at the sign-in of a request without acting on the outcome. */
export function judgeSignIn(exchange: Exchange, operation: Operation, message: SoapRequest, state: DeviceState): MessageAuthOutcome {
  const { request, options } = exchange;
  return authenticateMessage(
    {
      method: request.method ?? '',
      target: request.url ?? '',
      authorization: request.headers.authorization,
      operation: operation.name,
      open: operation.accessClass === 'PRE_AUTH',
      security: findSecurityHeader(message.headers),
    },
    {
      digest: state.digest,
      tokens: state.tokens,
      options,
      nowMs: options.now(),
      deviceNowMs: deviceTimeMs(options),
    },
  );
}

/** @throws HttpRefusal 401 with challenges, or SoapFault `ter:NotAuthorized` (ONVIF Core 5.9.1). */
export function assertSignedIn(outcome: MessageAuthOutcome): void {
  if (outcome.fault) throw outcome.fault;
  if (outcome.challenges) throw new HttpRefusal(401, { 'WWW-Authenticate': [...outcome.challenges] });
}

/**
 * Holds a request against its WSDL: header blocks, actions and content.
 *
 * @param action the `action` parameter of the content type (RFC 3902), which may be left out.
 * @throws SoapFault for the first thing that is wrong.
 */
export function assertConforms(exchange: Exchange, operation: Operation, message: SoapRequest, action: string | undefined): void {
  const { authMode, requireAddressing } = exchange.options;
  const tokens = authMode === 'ws-usernametoken' || authMode === 'digest-or-ws';
  const understood = [xmlNamespaces.wsa, ...(tokens ? [xmlNamespaces.wsse] : [])];
  assertMandatoryHeadersUnderstood(message.headers, new Set(understood));
  if (action !== undefined && action !== operation.action) {
    throw senderFault('the action is not that of the operation', 'ter:ActionNotSupported');
  }
  if (operation.replyAction !== undefined) {
    assertAddressedAction(readAddressing(message.headers), operation.action, requireAddressing);
  }
  assertContent(message.payload, operation.model);
}
