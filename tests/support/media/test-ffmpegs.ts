import { findFfmpeg, type FfmpegBinary } from '../../../media/ffmpeg-path.ts';

/** The ffmpeg of the system and the old one that comes with npm: what runs on one has to run on the other. */
export async function testFfmpegs(): Promise<{ system: FfmpegBinary; packaged: FfmpegBinary }> {
  return { system: await findFfmpeg({ searchPath: '/usr/bin:/usr/local/bin' }), packaged: await findFfmpeg({ searchPath: '' }) };
}
