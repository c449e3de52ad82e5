import type { CameraCredentials } from '../../domain/camera-source.ts';
import { createRtspAuthorization } from '../rtsp/rtsp-authorization.ts';
import type { RtspAuthorization } from '../rtsp/rtsp-authorization.ts';
import { usernameToken } from './username-token.ts';

/** What goes along with one request: an `Authorization` field or a `wsse:Security` header, never both. */
export type SignInParts =
  { readonly authorization?: string; readonly security?: undefined } | { readonly authorization?: undefined; readonly security: string };

/** A request was turned down for want of a sign-in. */
export interface SignInRefusal {
  readonly status: number;
  /** `WWW-Authenticate` fields. */
  readonly challenges: readonly string[];
  /** Whether it came as a SOAP fault, that is from behind the web server. */
  readonly isFault: boolean;
}

/** The sign-in of one contact, worked out as the device answers. */
export interface SoapSignIn {
  /** For the next request. */
  parts(method: 'GET' | 'POST', target: string): SignInParts;
  /** Whether it is worth asking again with {@link parts} anew. Never true for a password that was refused: cameras lock accounts. */
  accept(refusal: SignInRefusal): boolean;
  /** To be told of an answer that took the sign-in. */
  confirm(): void;
  /** What the next request goes with. */
  readonly scheme: 'none' | 'digest' | 'basic' | 'username_token';
}

/**
 * Order of ways (ONVIF Core, section 5.9.1): nothing; HTTP digest when challenged; basic only when the device offers nothing better;
 * a WS-UsernameToken only when it turns down HTTP's way, that is refuses without a challenge or answers a digest with a SOAP fault.
 *
 * @param dependencies.deviceNowMs the device's idea of now, epoch milliseconds.
 */
export function createSoapSignIn(dependencies: { readonly credentials: CameraCredentials | undefined; readonly deviceNowMs: () => number }): SoapSignIn {
  const { credentials, deviceNowMs } = dependencies;
  // requests name their target without a host, so there is no origin to compare
  const http: RtspAuthorization = createRtspAuthorization({ credentials, origin: '' });
  let usesToken = false;
  let isConfirmed = false;
  const turnsDownHttp = ({ status, isFault }: SignInRefusal): boolean =>
    isFault ? http.scheme !== 'basic' && !isConfirmed : status === 401 && http.scheme === undefined;
  return {
    parts(method, target) {
      if (usesToken && credentials !== undefined) return { security: usernameToken(credentials, deviceNowMs()) };
      const authorization = http.sign(method, target);
      return authorization === undefined ? {} : { authorization };
    },
    accept(refusal) {
      if (credentials === undefined || usesToken) return false;
      if (refusal.challenges.length > 0) return http.accept(refusal.challenges);
      usesToken = turnsDownHttp(refusal);
      return usesToken;
    },
    confirm() {
      if (usesToken) return;
      isConfirmed = http.scheme !== undefined;
      http.confirm();
    },
    get scheme() {
      return usesToken ? 'username_token' : (http.scheme ?? 'none');
    },
  };
}
