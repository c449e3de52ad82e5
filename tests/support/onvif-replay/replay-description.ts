import type { Recording, RecordingTrack } from '../onvif-device/recording/recording.ts';
import { nalType, typeOfNal } from './annex-b-reader.ts';
import { trackFormats } from './rtp-stream.ts';

/**
 * The SDP of a recording, with the track reference of each track (ONVIF Streaming, "RTSP describe").
 *
 * @param address of the recording, which track addresses are relative to, or begin with.
 */
export function replayDescription(recording: Recording, address: string, control: 'relative' | 'absolute'): string {
  const tracks = playableTracks(recording).flatMap((track) => trackLines(track, control === 'absolute' ? `${address}/${track.token}` : track.token));
  const lines = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=replay', 'c=IN IP4 0.0.0.0', 't=0 0', `a=control:${control === 'absolute' ? address : '*'}`, ...tracks];
  return `${lines.join('\r\n')}\r\n`;
}

/** The tracks with footage that can be played. */
export function playableTracks(recording: Recording): readonly RecordingTrack[] {
  return recording.tracks.filter((track) => track.spans.some((span) => (span.units ?? []).length > 0));
}

function trackLines(track: RecordingTrack, control: string): readonly string[] {
  const { payloadType, rtpmap, media } = trackFormats[track.type];
  const parameters = track.type === 'Video' ? videoParameters(track) : undefined;
  return [
    `m=${media} 0 RTP/AVP ${payloadType}`,
    `a=rtpmap:${payloadType} ${rtpmap}`,
    ...(parameters === undefined ? [] : [`a=fmtp:${payloadType} ${parameters}`]),
    `a=control:${control}`,
    `a=x-onvif-track:${track.token}`,
  ];
}

/** RFC 6184, 8.1: parameter sets of the first picture. */
function videoParameters(track: RecordingTrack): string {
  const nalUnits = track.spans.flatMap((span) => span.units?.[0]?.parts ?? []);
  const sequence = nalUnits.find((nal) => typeOfNal(nal) === nalType.sequenceParameters);
  const picture = nalUnits.find((nal) => typeOfNal(nal) === nalType.pictureParameters);
  if (sequence === undefined || picture === undefined) return 'packetization-mode=1';
  const level = sequence.subarray(1, 4).toString('hex').toUpperCase();
  return `packetization-mode=1;profile-level-id=${level};sprop-parameter-sets=${sequence.toString('base64')},${picture.toString('base64')}`;
}
