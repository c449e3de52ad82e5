import { RELAY_TRACK } from './relay-description.ts';
import { encodeResponse, headerValue } from './rtsp-message.ts';
import type { RtspHeaderFields, RtspRequest } from './rtsp-message.ts';

/** What a relay answers, and what follows from it. */
export interface RelayAnswer {
  readonly bytes: Buffer;
  readonly effect?: { readonly kind: 'play' } | { readonly kind: 'end' } | { readonly kind: 'channel'; readonly channel: number };
}

const SESSION: RtspHeaderFields = { Session: 'relay' };

/** The server's side of RTSP for one live track, media interleaved (RFC 2326 §10). */
export function answerRelayRequest(request: RtspRequest, description: string): RelayAnswer {
  const respond = (statusCode: number, reason: string, fields: RtspHeaderFields = {}, body?: string): Buffer =>
    encodeResponse(statusCode, reason, { CSeq: headerValue(request.headers, 'cseq') ?? '0', ...fields }, body);
  switch (request.method) {
    case 'OPTIONS':
      return { bytes: respond(200, 'OK', { Public: 'OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER' }) };
    case 'DESCRIBE':
      return { bytes: respond(200, 'OK', { 'Content-Type': 'application/sdp', 'Content-Base': `${request.uri}/` }, description) };
    case 'SETUP':
      return answerSetup(request, respond);
    case 'PLAY':
      return { bytes: respond(200, 'OK', SESSION), effect: { kind: 'play' } };
    case 'GET_PARAMETER':
      return { bytes: respond(200, 'OK', SESSION) };
    case 'TEARDOWN':
      return { bytes: respond(200, 'OK', SESSION), effect: { kind: 'end' } };
    default:
      return { bytes: respond(501, 'Not Implemented') };
  }
}

function answerSetup(request: RtspRequest, respond: (statusCode: number, reason: string, fields?: RtspHeaderFields) => Buffer): RelayAnswer {
  const [, first] = /RTP\/AVP\/TCP.*interleaved=(\d{1,3})/i.exec(headerValue(request.headers, 'transport') ?? '') ?? [];
  const channel = Number(first);
  // 255 is kept for blocks that mean nothing
  if (first === undefined || channel > 253) return { bytes: respond(461, 'Unsupported Transport') };
  return {
    bytes: respond(200, 'OK', { ...SESSION, Transport: `RTP/AVP/TCP;unicast;interleaved=${channel}-${channel + 1}` }),
    effect: { kind: 'channel', channel },
  };
}

/** Whether a request's URI is of the relay at `path`: itself or its track. */
export function isRelayUri(uri: string, path: string): boolean {
  const asked = uri.replace(/^rtsp:\/\/127\.0\.0\.1:\d{1,5}/, '');
  return [path, `${path}/`, `${path}/${RELAY_TRACK}`].includes(asked);
}
