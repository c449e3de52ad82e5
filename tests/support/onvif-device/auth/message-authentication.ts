import type { SoapFault } from '../soap/soap-fault.ts';
import { senderFault } from '../soap/soap-fault.ts';
import type { ReadElement } from '../xml/xml-reader.ts';
import type { AuthOptions } from './auth-options.ts';
import type { AuthRecord, CredentialScheme, RefusalReason } from './auth-verdict.ts';
import type { DigestGuard } from './digest-guard.ts';
import { authenticateHttp, type HttpCredentialRequest, httpScheme } from './http-authentication.ts';
import type { UsernameTokenGuard } from './username-token-guard.ts';

/** A SOAP request as far as its sign-in goes. */
interface CredentialMessage extends HttpCredentialRequest {
  readonly operation: string;
  /** Whether the operation is of access class PRE_AUTH (ONVIF Core 5.9.4.3). */
  readonly open: boolean;
  readonly security: ReadElement | undefined;
}

interface MessageGuards {
  readonly digest: DigestGuard;
  readonly tokens: UsernameTokenGuard;
  readonly options: AuthOptions;
  /** True time, for the age of nonces. */
  readonly nowMs: number;
  /** The device's own time, for `Created`. */
  readonly deviceNowMs: number;
}

/** A refusal is either an HTTP 401 with challenges or a SOAP fault, never both. */
export interface MessageAuthOutcome {
  readonly record: AuthRecord;
  readonly challenges?: readonly string[];
  readonly fault?: SoapFault;
}

/** Decides about a SOAP request by the rules of ONVIF Core 5.9.1. */
export function authenticateMessage(message: CredentialMessage, guards: MessageGuards): MessageAuthOutcome {
  const { options } = guards;
  const scheme = messageScheme(message);
  if (scheme === 'both' && options.bothCredentials === 'refuse') return refuseToken(scheme, 'both-credentials');
  const open = message.open && !options.authRequiredFor.includes(message.operation);
  if (options.authMode === 'none' || open) return { record: { scheme, verdict: 'not-required' } };
  if (options.authMode === 'ws-usernametoken') return checkToken(message, guards, scheme);
  if (options.authMode === 'digest-or-ws') return checkEither(message, guards, scheme);
  return checkHttp(message, guards, scheme);
}

function messageScheme(message: CredentialMessage): CredentialScheme {
  const scheme = httpScheme(message.authorization);
  if (message.security === undefined) return scheme;
  return scheme === 'none' ? 'ws-usernametoken' : 'both';
}

/** No credentials at all means that the client wants digest; HTTP goes before WS-Security. */
function checkEither(message: CredentialMessage, guards: MessageGuards, scheme: CredentialScheme): MessageAuthOutcome {
  if (scheme === 'ws-usernametoken') return checkToken(message, guards, scheme);
  const outcome = checkHttp(message, guards, scheme);
  if (scheme !== 'both' || outcome.record.verdict === 'refused') return outcome;
  return checkToken(message, guards, scheme);
}

function checkHttp(message: CredentialMessage, guards: MessageGuards, scheme: CredentialScheme): MessageAuthOutcome {
  const { options, digest, nowMs } = guards;
  const outcome = authenticateHttp(options.authMode, message, options, digest, nowMs);
  return { ...outcome, record: { ...outcome.record, scheme } };
}

function checkToken(message: CredentialMessage, guards: MessageGuards, scheme: CredentialScheme): MessageAuthOutcome {
  if (message.security === undefined) {
    return refuseToken(scheme, scheme === 'none' ? 'missing' : 'wrong-scheme');
  }
  const check = guards.tokens.check(message.security, guards.options, guards.deviceNowMs);
  return check.accepted ? { record: { scheme, verdict: 'accepted' } } : refuseToken(scheme, check.reason);
}

/** Every refusal reads the same, so that the reply tells nobody which part was wrong. */
function refuseToken(scheme: CredentialScheme, reason: RefusalReason): MessageAuthOutcome {
  return {
    record: { scheme, verdict: 'refused', reason },
    fault: senderFault('Sender not Authorized', 'ter:NotAuthorized'),
  };
}
