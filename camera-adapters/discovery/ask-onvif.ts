import { AppError, isAppError } from '../../domain/app-error.ts';
import type { CameraIdentity } from '../../domain/camera-contact.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { SignInScheme } from '../../domain/discovery-terms.ts';
import { withContactDeadline } from '../contact-deadline.ts';
import { readDeviceClock, readHttpDateClock } from '../onvif/device-clock.ts';
import type { HttpReply } from '../onvif/http-exchange.ts';
import { NS } from '../onvif/onvif-namespaces.ts';
import { readIdentity } from '../onvif/onvif-session.ts';
import { createSoapClient } from '../onvif/soap-client.ts';
import type { ServiceEndpoint, SoapAnswer } from '../onvif/soap-client.ts';
import type { DialGate } from './dial-gate.ts';
import { signInOffer } from './sign-in-offer.ts';

/** What asking a device shows that nobody signed in to. */
export interface OnvifFinding {
  /** False: something refuses to answer at ONVIF's address without saying what it is; a camera does that, and so does a router's web page. */
  readonly isSure: boolean;
  readonly clock?: ClockReading;
  readonly identity?: CameraIdentity;
  readonly isPasswordNeeded?: boolean;
  readonly signIn: readonly SignInScheme[];
}

interface Asked {
  readonly gate: DialGate;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

interface BareResult {
  readonly answer?: SoapAnswer;
  readonly error?: AppError;
  readonly reply?: HttpReply;
}

const ASK_MS = 4000;
/** Both answers have two kilobytes at most. Strangers on thousands of addresses may answer, and reading a megabyte of XML takes half a second. */
const MAX_REPLY_BYTES = 32_768;

/**
 * Asks for the clock (GetSystemDateAndTime, which needs no sign-in: ONVIF Core, section 8.3.6) and for the description (GetDeviceInformation, which should). There is no
 * password here to be tried.
 *
 * @returns undefined when what listens there is no ONVIF device.
 * @throws AppError `cancelled` only.
 */
export async function askOnvif(endpoint: ServiceEndpoint, asked: Asked): Promise<OnvifFinding | undefined> {
  const first = await askBare(endpoint, 'GetSystemDateAndTime', asked);
  const isSure = first.answer !== undefined || isOnvifFault(first.error);
  if (!isSure && !isRefusal(first.error)) return undefined;
  const clock = (first.answer && readDeviceClock(first.answer.response, first.answer.reply)) ?? httpDate(first.reply);
  const common = { isSure, ...(clock && { clock }) };
  if (isRefusal(first.error)) return { ...common, isPasswordNeeded: true, signIn: offerOf(first) };
  const second = await askBare(endpoint, 'GetDeviceInformation', asked);
  if (second.answer !== undefined) return { ...common, identity: readIdentity(second.answer.response), isPasswordNeeded: false, signIn: [] };
  return isRefusal(second.error) ? { ...common, isPasswordNeeded: true, signIn: offerOf(second) } : { ...common, signIn: [] };
}

async function askBare(endpoint: ServiceEndpoint, operation: string, { gate, signal, now }: Asked): Promise<BareResult> {
  let reply: HttpReply | undefined;
  const observe = (seen: HttpReply): void => {
    reply = seen;
  };
  try {
    const answer = await gate.run(signal, () =>
      withContactDeadline({ signal, deadlineMs: ASK_MS }, (deadline) =>
        createSoapClient({ credentials: undefined, deadline, now, deviceNowMs: now, observe, maxReplyBytes: MAX_REPLY_BYTES }).call({
          endpoint,
          namespace: NS.device,
          operation,
          isOpen: true,
        }),
      ),
    );
    return { answer, reply: answer.reply };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'cancelled') throw error;
    return { error, ...(reply && { reply }) };
  }
}

function isRefusal(error: AppError | undefined): boolean {
  return isAppError(error, 'auth_failed');
}

/** A fault that only an ONVIF service gives: for want of a sign-in, or for want of the operation. Routers answer SOAP as well (UPnP), with other faults. */
function isOnvifFault(error: AppError | undefined): boolean {
  return error !== undefined && (error.code === 'auth_failed' || error.code === 'not_supported') && Array.isArray(error.details['faultCodes']);
}

function offerOf({ reply, error }: BareResult): readonly SignInScheme[] {
  const offered = signInOffer(reply?.header('www-authenticate') ?? []);
  return offered.length === 0 && isOnvifFault(error) ? ['username_token'] : offered;
}

function httpDate(reply: HttpReply | undefined): ClockReading | undefined {
  return reply && readHttpDateClock(reply.header('date')[0], reply);
}
