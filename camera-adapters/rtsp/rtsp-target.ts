import { parseCameraUrl } from '../../domain/camera-url.ts';
import type { CameraUrl } from '../../domain/camera-url.ts';
import { badAnswerError, foreignHostError } from './rtsp-error.ts';

/** The camera that is spoken to, and how request lines name it. */
export interface RtspTarget {
  readonly camera: CameraUrl;
  /** `rtsp://host[:port]`, no slash at the end. */
  readonly origin: string;
  /** The address of the stream, without user and password. */
  readonly uri: string;
}

/**
 * Takes a stream's address apart.
 *
 * @throws AppError `invalid` with code `url_malformed` or `url_scheme`.
 */
export function createRtspTarget(url: string): RtspTarget {
  const camera = parseCameraUrl(url, 'rtsp');
  return { camera, origin: originOf(camera), uri: camera.url };
}

/**
 * The URI of a track or of the whole presentation (RFC 2326 §C.1.1). Relative ones are appended to the base, as cameras and their usual clients
 * have it, and not resolved by RFC 1808: `trackID=1` under `/live?channel=1` is `/live?channel=1/trackID=1`.
 *
 * The port of an absolute one is replaced by that of the connection, since nothing is dialled and many cameras leave it out.
 *
 * @param control value of `a=control`; `*` and undefined mean the base itself.
 * @param base `Content-Base`, else `Content-Location`, else undefined for the address asked for.
 * @throws AppError `camera`/`address_forbidden` when it leads to another host than `target` names, `bad_answer` when it can't be read.
 */
export function resolveControlUri(target: RtspTarget, base: string | undefined, control: string | undefined): string {
  const baseUri = base === undefined || base === '' ? target.uri : toOwnHost(target, base);
  if (control === undefined || control === '' || control === '*') return baseUri;
  if (isAbsolute(control)) return toOwnHost(target, control);
  return toOwnHost(target, `${baseUri}${baseUri.endsWith('/') ? '' : '/'}${control.replace(/^\//, '')}`);
}

function isAbsolute(uri: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(uri);
}

/** What no URL parser would read in another way: no user, no host in disguise, no dots that lead upwards. */
const PLAIN_PATH = /^(?:\/(?!\.)[\w?&=.,;:~+%-]*)+$/;

function toOwnHost(target: RtspTarget, uri: string): string {
  if (uri.startsWith(`${target.origin}/`) && PLAIN_PATH.test(uri.slice(target.origin.length))) return uri;
  const named = parseAnswered(isAbsolute(uri) ? uri : `${target.origin}${uri.startsWith('/') ? '' : '/'}${uri}`);
  if (named.host !== target.camera.host) throw foreignHostError();
  return `${target.origin}${named.target}`;
}

function parseAnswered(uri: string): CameraUrl {
  try {
    return parseCameraUrl(uri, 'rtsp');
  } catch (error) {
    throw badAnswerError("The camera's description names an address that is none.", {}, error);
  }
}

function originOf(camera: CameraUrl): string {
  return camera.url.slice(0, camera.url.length - camera.target.length);
}
