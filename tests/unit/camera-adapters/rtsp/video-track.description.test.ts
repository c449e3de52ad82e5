import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { relayDescription } from '../../../../camera-adapters/rtsp/relay-description.ts';
import { parseVideoTrack } from '../../../../camera-adapters/rtsp/video-track.ts';
import { AppError } from '../../../../domain/app-error.ts';
import { computedMs } from '../../../support/own-computing.ts';

/** In the manner of a recorder: sound first, attributes of its maker, base64 with padding. */
const RECORDER = [
  'v=0',
  'o=- 1109162014219182 0 IN IP4 0.0.0.0',
  's=Media Server',
  'c=IN IP4 0.0.0.0',
  't=0 0',
  'a=control:*',
  'a=packetization-supported:DH',
  'm=audio 0 RTP/AVP 97',
  'a=control:trackID=1',
  'a=rtpmap:97 MPEG4-GENERIC/16000',
  'a=fmtp:97 streamtype=5;config=1408',
  'm=video 0 RTP/AVP 96',
  'a=control:trackID=0',
  'a=framerate:25.000000',
  'a=rtpmap:96 H264/90000',
  'a=fmtp:96 packetization-mode=1; profile-level-id=420029; sprop-parameter-sets=Z0LADNkBYJbARAAAAwAEAAADACg8UKkg,aOvjyyLA; x-maker=1',
  'a=recvonly',
  '',
].join('\r\n');

function sdp(...lines: string[]): string {
  return ['v=0', 'o=- 1 1 IN IP4 0.0.0.0', 's=x', 't=0 0', ...lines].join('\n');
}

function codeOf(text: string): string | undefined {
  try {
    parseVideoTrack(text);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return (error as AppError).code;
  }
}

describe('the video track', () => {
  test('is found behind the sound, with what a decoder needs and nothing else', () => {
    expect(parseVideoTrack(RECORDER)).toEqual({
      codec: 'h264',
      payloadType: 96,
      clockRateHz: 90_000,
      control: 'trackID=0',
      sessionControl: '*',
      framesPerSecond: 25,
      formatParams: { 'packetization-mode': '1', 'profile-level-id': '420029', 'sprop-parameter-sets': 'Z0LADNkBYJbARAAAAwAEAAADACg8UKkg,aOvjyyLA' },
    });
  });

  test('may be H.265, by either name', () => {
    const fmtp = 'a=fmtp:98 sprop-vps=QAE=;sprop-sps=QgEBAWAAAAMAkAAAAwAAAwB4oAPAgBDlllZpJMrwFoCAAAADAIAAAAMChA==;sprop-pps=RAE=';
    for (const name of ['H265', 'hevc']) {
      expect(parseVideoTrack(sdp('m=video 0 RTP/AVP 98', `a=rtpmap:98 ${name}/90000`, fmtp))).toMatchObject({
        codec: 'h265',
        payloadType: 98,
        control: undefined,
      });
    }
  });

  test('may be MJPEG by its fixed payload type alone', () => {
    expect(parseVideoTrack(sdp('m=video 0 RTP/AVP 26', 'a=control:track1'))).toMatchObject({
      codec: 'mjpeg',
      payloadType: 26,
      clockRateHz: 90_000,
      formatParams: {},
    });
  });

  test('is the first that can be recorded, in any order of payload types', () => {
    const track = parseVideoTrack(
      sdp(
        'm=video 0 RTP/AVP 100',
        'a=rtpmap:100 VP9/90000',
        'a=control:a',
        'm=video 0 RTP/AVP 101 96',
        'a=rtpmap:101 H261/90000',
        'a=rtpmap:96 H264/90000',
        'a=control:b',
      ),
    );
    expect(track).toMatchObject({ payloadType: 96, control: 'b' });
  });

  test('loses parameters that are no harmless text', () => {
    const track = parseVideoTrack(
      sdp('m=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000', 'a=fmtp:96 packetization-mode=1;sprop-parameter-sets=Z0L;profile-level-id=$(reboot)'),
    );
    expect(track.formatParams).toEqual({ 'packetization-mode': '1', 'sprop-parameter-sets': 'Z0L' });
  });
});

describe('a description without a track for us', () => {
  test.each([
    ['a web page', '<html></html>', 'bad_answer'],
    ['nothing', '', 'bad_answer'],
    ['sound only', sdp('m=audio 0 RTP/AVP 0'), 'no_video'],
    ['a codec that we do not record', sdp('m=video 0 RTP/AVP 96', 'a=rtpmap:96 MP4V-ES/90000'), 'no_video'],
    ['a clock that does not tick', sdp('m=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/0'), 'no_video'],
    ['a payload type out of range', sdp('m=video 0 RTP/AVP 960', 'a=rtpmap:960 H264/90000'), 'no_video'],
  ])('%s', (_name, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  test('of any text at all is one of the two errors', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('m=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000', 'a=fmtp:96 a=b;c', 'a=control:', 'a=framerate:x', 'm=', 'a=fmtp:', 'a=rtpmap:'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        expect([undefined, 'no_video', 'bad_answer']).toContain(codeOf(`v=0\n${lines.join('\n')}`));
      }),
    );
  });

  test('is read in no time however it was made to hold us up', () => {
    const hostile = sdp(
      'm=video 0 RTP/AVP 96',
      `a=fmtp:96 ${'a=;'.repeat(2_000)}`,
      `a=rtpmap:96 ${' '.repeat(5_000)}`,
      `a=candidate:${'1 '.repeat(20_000)}`,
      `a=imageattr:${'[x=1] '.repeat(5_000)}`,
    );
    expect(computedMs(() => expect(codeOf(hostile)).toBe('no_video'))).toBeLessThan(1_000);
  });
});

describe("the relay's description", () => {
  test('says the same of the track, and nothing in the words of the camera', () => {
    const track = parseVideoTrack(RECORDER);
    const text = relayDescription(track);
    expect(parseVideoTrack(text)).toEqual({ ...track, control: 'video', sessionControl: undefined, framesPerSecond: undefined });
    expect(text).not.toMatch(/Media Server|audio|x-maker|trackID/);
  });
});
