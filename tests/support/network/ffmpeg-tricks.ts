import { toAppError } from '../../../domain/app-error.ts';
import { findFfmpeg } from '../../../media/ffmpeg-path.ts';
import { takeKeyframe } from '../../../media/keyframe-snapshot.ts';
import type { Attempt } from './dial-report.ts';

/** Inputs that are neither a pipe nor a relay of ours. */
const FORBIDDEN_INPUTS = [
  ...[
    'http://169.254.169.254/x.ts',
    'file:///etc/passwd',
    '/etc/passwd',
    'concat:http://169.254.169.254/a|http://169.254.169.254/b',
    'rtsp://169.254.169.254/live',
  ],
  ...[
    'hls+http://169.254.169.254/x.m3u8',
    'subfile,,start,0,end,9,,:/etc/passwd',
    'crypto:http://169.254.169.254/x',
    'cache:http://169.254.169.254/x',
    'data:,x',
  ],
  ...[
    'rtsp://127.0.0.1:554@169.254.169.254/live',
    'rtsp://127.0.0.1.nip.test:554/live',
    'rtsp://127.0.0.1:554/live @169.254.169.254',
    'tcp://10.0.0.9:80',
    'pipe:0 ',
  ],
  ...[
    'async:http://169.254.169.254/x',
    'tee:http://169.254.169.254/x',
    'rtsp://[::1]:554/live',
    'rtsp://localhost:554/live',
    'tls://127.0.0.1:443/',
    'unix:/run/x.sock',
  ],
];

const MASTER = `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nhttp://169.254.169.254/a.m3u8\n`;
/** What a camera may send instead of pictures: files that name other files. */
export const PLAYLIST = `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://169.254.169.254/x.ts\n#EXT-X-ENDLIST\n`;
const CONTENTS: Readonly<Record<string, string>> = {
  playlist: PLAYLIST,
  'playlist of playlists': MASTER,
  'playlist of files': PLAYLIST.replace('http://169.254.169.254/x.ts', 'file:///etc/hosts'),
  'playlist with a key': `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="http://169.254.169.254/key"\n#EXTINF:1,\nhttp://169.254.169.254/x.ts\n#EXT-X-ENDLIST\n`,
  concat: `ffconcat version 1.0\nfile 'http://169.254.169.254/x.ts'\nfile '/etc/passwd'\n`,
  description: `v=0\no=- 1 1 IN IP4 169.254.169.254\ns=x\nc=IN IP4 169.254.169.254\nt=0 0\nm=video 51000 RTP/AVP 96\na=rtpmap:96 H264/90000\n`,
  manifest: `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>http://169.254.169.254/</BaseURL></MPD>`,
};
/** As the product asks (the first three), and as a careless caller might. */
const DEMUXERS: Readonly<Record<string, readonly string[]>> = {
  mpegts: ['playlist', 'concat', 'description'],
  h264: ['playlist'],
  image2pipe: ['playlist', 'concat'],
  hls: ['playlist', 'playlist of playlists', 'playlist of files', 'playlist with a key'],
  concat: ['concat'],
  sdp: ['description'],
  dash: ['manifest'],
};

/** Tries to make ffmpeg open something else than it was given. */
export async function tryFfmpegInputs(): Promise<Attempt[]> {
  const ffmpeg = await findFfmpeg();
  const take = async (url: string, demuxer: string, text?: string): Promise<string> => {
    const stdin = text === undefined ? {} : { stdin: bytesOf(text) };
    const input = { url, demuxer, protocols: ['pipe'] as const, ...stdin };
    try {
      await takeKeyframe({ ffmpeg, input, signal: AbortSignal.timeout(60_000), deadlineMs: 30_000 });
      return 'ok';
    } catch (error) {
      return toAppError(error).code;
    }
  };
  const attempts: Attempt[] = [];
  for (const url of FORBIDDEN_INPUTS) attempts.push({ door: 'ffmpeg input', form: url, code: await take(url, 'mpegts') });
  for (const [demuxer, names] of Object.entries(DEMUXERS))
    for (const name of names) attempts.push({ door: `ffmpeg reads ${demuxer}`, form: name, code: await take('pipe:0', demuxer, CONTENTS[name]!) });
  return attempts;
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
