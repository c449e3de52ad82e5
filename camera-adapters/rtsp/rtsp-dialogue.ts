import type { RtspAuthorization } from './rtsp-authorization.ts';
import type { RtspConnection } from './rtsp-connection.ts';
import { authFailedError, hungUpError, statusError } from './rtsp-error.ts';
import type { RtspHeaderFields, RtspResponse } from './rtsp-message.ts';

/** Signed requests over one connection. */
export interface RtspDialogue {
  /**
   * Sends a request, signs in when asked to, and gives the answer, whose status is 2xx.
   *
   * @throws AppError by {@link statusError} for any other status; `auth_failed` when the sign-in is refused or can't be made; `bad_answer` when
   *   the camera hangs up instead of answering; whatever ended the connection.
   */
  request(method: string, uri: string, headers?: RtspHeaderFields): Promise<RtspResponse>;
}

/** Two rounds of "your nonce is old" in a row are more than any camera needs. */
const MAX_ROUNDS = 3;

/** Joins a connection with its sign-in (RFC 2326 §14.44, RFC 7235 §3.1). */
export function createRtspDialogue(connection: RtspConnection, authorization: RtspAuthorization, hasCredentials: boolean): RtspDialogue {
  const sendOnce = async (method: string, uri: string, headers: RtspHeaderFields): Promise<RtspResponse> => {
    const signature = authorization.sign(method, uri);
    const fields = signature === undefined ? headers : { ...headers, Authorization: signature };
    return connection.request(method, uri, fields).catch((error: unknown) => {
      throw hungUpError(error);
    });
  };
  return {
    async request(method, uri, headers = {}) {
      for (let round = 1; ; round += 1) {
        const response = await sendOnce(method, uri, headers);
        if (response.statusCode === 401) {
          const challenges = response.headers.get('www-authenticate') ?? [];
          if (authorization.accept(challenges) && round < MAX_ROUNDS) continue;
          throw authFailedError({ method, statusCode: 401, reason: refusalReason(hasCredentials, authorization) });
        }
        authorization.confirm();
        const refused = statusError(response.statusCode, method);
        if (refused !== undefined) throw refused;
        return response;
      }
    },
  };
}

function refusalReason(hasCredentials: boolean, authorization: RtspAuthorization): string {
  if (!hasCredentials) return 'credentials_missing';
  return authorization.scheme === undefined ? 'challenge_unsupported' : 'refused';
}
