import { AppError } from '../../domain/app-error.ts';
import type { CameraCredentials } from '../../domain/camera-source.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import { httpExchange } from './http-exchange.ts';
import type { HttpOrigin, HttpReply } from './http-exchange.ts';
import { authFailedError, badAnswerError, isBadAnswer } from './onvif-error.ts';
import { readSoapReply, soapEnvelope } from './soap-message.ts';
import type { SoapFault, SoapReply } from './soap-message.ts';
import { createSoapSignIn } from './soap-sign-in.ts';
import type { SignInParts, SoapSignIn } from './soap-sign-in.ts';
import type { XmlElement } from './xml-element.ts';

/** Where a service listens. */
export interface ServiceEndpoint {
  readonly origin: HttpOrigin;
  /** Path and query. */
  readonly target: string;
}

/** One operation of a service. */
export interface SoapCall {
  readonly endpoint: ServiceEndpoint;
  /** The service's namespace; the request element's children are in it too, with prefix `q`. */
  readonly namespace: string;
  readonly operation: string;
  /** XML of the request element's children, prefix `q` bound to the service's namespace. */
  readonly content?: string;
  /** Action where it is not namespace and operation; `headers` should then name it too. */
  readonly action?: string;
  /** XML of further header blocks, namespaces declared. */
  readonly headers?: string;
  /** Access class PRE_AUTH (ONVIF Core, section 5.9.4.3): asked without a sign-in first. */
  readonly isOpen?: boolean;
}

/** The answer to a {@link SoapCall}. */
export interface SoapAnswer {
  readonly response: XmlElement;
  readonly reply: HttpReply;
}

/** SOAP over HTTP with one device, for one contact. */
export interface SoapClient {
  /**
   * @param deadline the contact's own unless another is given: for the last word after the contact has ended.
   * @throws AppError `camera`/`auth_failed`; `camera`/`camera_fault` with the device's own words; `camera`/`not_supported` for an
   *   operation it hasn't; `camera`/`bad_answer`; and those of the connection.
   */
  call(call: SoapCall, deadline?: ContactDeadline): Promise<SoapAnswer>;
  readonly scheme: SoapSignIn['scheme'];
}

/** Replies are lists of profiles at most; a recorder with 64 channels stays below half of this. */
const MAX_REPLY_BYTES = 1024 * 1024;
/** Once bare, once signed, once more for a stale nonce or the older way of signing in, and its stale nonce. */
const MAX_ATTEMPTS = 4;
const AUTH_FAULTS = new Set(['NotAuthorized', 'FailedAuthentication', 'InvalidSecurityToken', 'InvalidSecurity', 'OperationProhibited']);
const UNSUPPORTED_FAULTS = new Set(['ActionNotSupported', 'OptionalActionNotImplemented', 'NotSupported', 'UnknownAction']);

/**
 * A {@link SoapClient} that works out the sign-in as the device answers (see `soap-sign-in.ts`).
 *
 * @param dependencies.now wall clock, epoch milliseconds.
 * @param dependencies.deviceNowMs the device's idea of now.
 * @param dependencies.observe sees every reply, refusals included, before anything is made of it.
 * @param dependencies.maxReplyBytes a longer reply is none; enough for any operation unless said otherwise.
 */
export function createSoapClient(dependencies: {
  readonly credentials: CameraCredentials | undefined;
  readonly deadline: ContactDeadline;
  readonly now: () => number;
  readonly deviceNowMs: () => number;
  readonly observe: (reply: HttpReply) => void;
  readonly maxReplyBytes?: number;
}): SoapClient {
  const signIn = createSoapSignIn(dependencies);
  const hasCredentials = dependencies.credentials !== undefined;
  const { maxReplyBytes = MAX_REPLY_BYTES } = dependencies;
  return {
    async call(call, deadline = dependencies.deadline) {
      let parts = call.isOpen === true ? {} : signIn.parts('POST', call.endpoint.target);
      for (let attempt = 1; ; attempt += 1) {
        const reply = await httpExchange(soapRequest(call, parts, maxReplyBytes), { now: dependencies.now, deadline });
        dependencies.observe(reply);
        const soap = readBody(call, reply);
        const refused = isRefused(reply, soap);
        if (!refused) {
          const response = responseOf(call, reply, soap);
          if (parts.authorization !== undefined || parts.security !== undefined) signIn.confirm();
          return { response, reply };
        }
        const mayGoOn = canRetry(parts, signIn) || signIn.accept(refusalOf(reply, soap));
        if (!mayGoOn || attempt === MAX_ATTEMPTS) throw authFailedError(hasCredentials, refusalDetails(reply, soap));
        parts = signIn.parts('POST', call.endpoint.target);
      }
    },
    get scheme() {
      return signIn.scheme;
    },
  };
}

/** An open operation was asked bare though the way of signing in is known already: no new challenge is needed. */
function canRetry(parts: SignInParts, signIn: SoapSignIn): boolean {
  return parts.authorization === undefined && parts.security === undefined && signIn.scheme !== 'none';
}

function soapRequest(call: SoapCall, parts: SignInParts, maxBodyBytes: number): Parameters<typeof httpExchange>[0] {
  const action = call.action ?? `${call.namespace}/${call.operation}`;
  const authorization: Record<string, string> = parts.authorization === undefined ? {} : { Authorization: parts.authorization };
  return {
    origin: call.endpoint.origin,
    method: 'POST',
    target: call.endpoint.target,
    headers: { 'Content-Type': `application/soap+xml; charset=utf-8; action="${action}"`, ...authorization },
    body: soapEnvelope(
      `<q:${call.operation} xmlns:q="${call.namespace}">${call.content ?? ''}</q:${call.operation}>`,
      `${call.headers ?? ''}${parts.security ?? ''}`,
    ),
    maxBodyBytes,
  };
}

/** The body of a refusal or an error may be anything; only of a success it must be SOAP. */
function readBody(call: SoapCall, reply: HttpReply): SoapReply | undefined {
  const isSuccess = reply.status >= 200 && reply.status < 300;
  try {
    return readSoapReply(reply.body.toString('utf8'), call);
  } catch (error) {
    if (isSuccess || !isBadAnswer(error, 'malformed', 'not_soap')) throw error;
    return undefined;
  }
}

function isRefused(reply: HttpReply, soap: SoapReply | undefined): boolean {
  if (reply.status === 401 || reply.status === 403) return true;
  return soap?.fault?.codes.some((code) => AUTH_FAULTS.has(code)) ?? false;
}

function refusalOf(reply: HttpReply, soap: SoapReply | undefined): { status: number; challenges: readonly string[]; isFault: boolean } {
  const challenges = reply.status === 401 ? reply.header('www-authenticate') : [];
  return { status: reply.status, challenges, isFault: soap?.fault !== undefined };
}

function refusalDetails(reply: HttpReply, soap: SoapReply | undefined): Record<string, unknown> {
  return { status: reply.status, ...(soap?.fault === undefined ? {} : faultDetails(soap.fault)) };
}

function faultDetails(fault: SoapFault): Record<string, unknown> {
  return { faultCodes: fault.codes, faultReason: fault.reason };
}

function responseOf(call: SoapCall, reply: HttpReply, soap: SoapReply | undefined): XmlElement {
  const details = { operation: call.operation, status: reply.status };
  if (soap?.fault !== undefined) throw faultError(soap.fault, details);
  if (reply.status >= 300 && reply.status < 400) {
    throw badAnswerError(
      'redirect',
      'The camera sends us to another address, which is never followed. Register the address where its ONVIF service really is.',
      details,
    );
  }
  if (soap === undefined || reply.status < 200 || reply.status >= 300) {
    throw badAnswerError(
      'status',
      `The camera answered ${reply.status} to an ONVIF request. Check the path of its address: usually /onvif/device_service.`,
      details,
    );
  }
  return soap.response;
}

function faultError(fault: SoapFault, details: Record<string, unknown>): AppError {
  const isUnsupported = fault.codes.some((code) => UNSUPPORTED_FAULTS.has(code));
  const message = isUnsupported
    ? 'The camera does not have this ONVIF operation. Renew its firmware, or register it by its RTSP address.'
    : 'The camera refused an ONVIF request; its own words are in the details. Restart it, or look into its manual.';
  return new AppError('camera', isUnsupported ? 'not_supported' : 'camera_fault', message, { details: { ...details, ...faultDetails(fault) } });
}
