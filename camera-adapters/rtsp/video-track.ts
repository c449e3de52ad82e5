import { parse, parseParams } from 'sdp-transform';
import type { MediaDescription, SessionDescription } from 'sdp-transform';
import { badAnswerError, noVideoError } from './rtsp-error.ts';
import type { VideoCodec } from './video-codec.ts';

/** The video track of a presentation, reduced to what is known to be harmless. */
export interface VideoTrack {
  readonly codec: VideoCodec;
  /** RTP payload type, 0–127. */
  readonly payloadType: number;
  /** Ticks of the RTP timestamp per second. */
  readonly clockRateHz: number;
  /** Value of the track's `a=control`; undefined when the presentation has only one address. */
  readonly control: string | undefined;
  /** Value of the session's `a=control`. */
  readonly sessionControl: string | undefined;
  /** Format parameters by name (RFC 6184 §8.1, RFC 7798 §7.1): only those a decoder needs, values in the alphabet of base64 and lists. */
  readonly formatParams: Readonly<Record<string, string>>;
  readonly framesPerSecond: number | undefined;
}

const CODECS: Readonly<Record<string, VideoCodec>> = { H264: 'h264', H265: 'h265', HEVC: 'h265', JPEG: 'mjpeg' };
const JPEG_PAYLOAD_TYPE = 26;
const FORMAT_PARAMS: Readonly<Record<VideoCodec, readonly string[]>> = {
  h264: ['packetization-mode', 'profile-level-id', 'sprop-parameter-sets'],
  h265: ['sprop-vps', 'sprop-sps', 'sprop-pps'],
  mjpeg: [],
};
const HARMLESS_VALUE = /^[A-Za-z0-9+/=,.-]{1,4096}$/;
const WANTED_LINE = /^(?:[vostcm]=|a=(?:control|rtpmap|fmtp|framerate|x-dimensions|x-onvif-track):)/;
const MAX_LINE_CHARACTERS = 8_192;

/**
 * Finds the first video track with a codec that we know in a session description (RFC 4566; RFC 2326 §C.1).
 *
 * @param trackToken a recorder's word for the track (`a=x-onvif-track`, ONVIF Streaming, "RTSP describe"): of several tracks that one; without it, or where none has it, the first.
 * @throws AppError `camera`/`bad_answer` when it is no session description, `camera`/`no_video` when it has no such track.
 */
export function parseVideoTrack(sdp: string, trackToken?: string): VideoTrack {
  const session = parseSession(sdp);
  const videos = session.media.filter(({ type }) => type === 'video');
  const named = videos.filter((media) => trackToken !== undefined && onvifTrack(media) === trackToken);
  for (const media of named.length > 0 ? named : videos) {
    const track = toTrack(session, media);
    if (track !== undefined) return track;
  }
  if (videos.length === 0) throw noVideoError('The camera offers no video at this path. Check the path and that its video is switched on.');
  const codecs = videos.flatMap(({ rtp }) => rtp.map(({ codec }) => textOf(codec).slice(0, 32)));
  throw noVideoError('The camera offers no H.264, H.265 or MJPEG. Choose one of them in its video settings.', { codecs });
}

function onvifTrack(media: MediaDescription): string | undefined {
  return media.invalid?.flatMap(({ value }) => /^x-onvif-track:(.*)$/.exec(value)?.[1]?.trim() ?? [])[0];
}

function parseSession(sdp: string): SessionDescription {
  const lines = sdp.split(/\r\n|\r|\n/);
  if (!/^v=\d/.test(lines[0] ?? '')) throw badAnswerError("The camera's description of its stream can't be read. Check the path of its address.");
  // the parser's patterns for other lines need not stand up to a hostile camera
  return parse(lines.filter((line) => line.length <= MAX_LINE_CHARACTERS && WANTED_LINE.test(line)).join('\r\n'));
}

function toTrack(session: SessionDescription, media: MediaDescription): VideoTrack | undefined {
  for (const payloadType of payloadTypes(media)) {
    const map = media.rtp.find(({ payload }) => payload === payloadType) ?? staticMap(payloadType);
    const codec = map === undefined ? undefined : CODECS[textOf(map.codec).toUpperCase()];
    const clockRateHz = map?.rate ?? 90_000;
    if (codec === undefined || !Number.isInteger(clockRateHz) || clockRateHz < 1_000 || clockRateHz > 1_000_000) continue;
    const formatParams = readFormatParams(media, payloadType, codec);
    return {
      codec,
      payloadType,
      clockRateHz,
      control: emptyToUndefined(textOf(media.control)),
      sessionControl: emptyToUndefined(textOf(session.control)),
      formatParams,
      framesPerSecond: readFrameRate(media),
    };
  }
  return undefined;
}

function payloadTypes(media: MediaDescription): number[] {
  return textOf(media.payloads)
    .split(/\s+/)
    .map(Number)
    .filter((type) => Number.isInteger(type) && type >= 0 && type <= 127);
}

/** Payload type 26 needs no `rtpmap` (RFC 3551 table 5). */
function staticMap(payloadType: number): { codec: string; rate: number } | undefined {
  return payloadType === JPEG_PAYLOAD_TYPE ? { codec: 'JPEG', rate: 90_000 } : undefined;
}

function readFormatParams(media: MediaDescription, payloadType: number, codec: VideoCodec): Record<string, string> {
  const config = media.fmtp.find(({ payload }) => payload === payloadType)?.config ?? '';
  const written = Object.entries(parseParams(textOf(config))).map(([name, value]) => [name.trim().toLowerCase(), textOf(value).trim()] as const);
  return Object.fromEntries(written.filter(([name, value]) => FORMAT_PARAMS[codec].includes(name) && HARMLESS_VALUE.test(value)));
}

function readFrameRate(media: MediaDescription): number | undefined {
  const rate = Number(media.framerate);
  return Number.isFinite(rate) && rate > 0 && rate <= 1_000 ? rate : undefined;
}

/** The parser makes numbers of whatever looks like one, against its types. */
function textOf(value: string | number | undefined): string {
  return value === undefined ? '' : String(value);
}

function emptyToUndefined(text: string): string | undefined {
  return text === '' ? undefined : text;
}
