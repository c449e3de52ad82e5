/** Codecs of video that recorders and phones write, by ffmpeg's names. What has another is refused: of the hundreds of decoders in ffmpeg most are for formats of games and editors, and hardly anybody looks after them. */
export const VIDEO_CODECS = ['h264', 'hevc', 'mjpeg', 'mpeg4', 'mpeg2video', 'mpeg1video', 'h263', 'msmpeg4v2', 'msmpeg4v3', 'vp8', 'vp9', 'av1'] as const;

/** Decoders for them (some codecs have several), and for the sound beside, which is never played but whose kind a demuxer asks its decoder. */
const DECODERS = [
  ...[...VIDEO_CODECS, 'msmpeg4', 'libdav1d', 'libaom-av1', 'libvpx', 'libvpx-vp9'],
  ...['aac', 'aac_fixed', 'aac_latm', 'ac3', 'ac3_fixed', 'mp2', 'mp2float', 'mp3', 'mp3float', 'opus', 'libopus', 'vorbis'],
  ...['pcm_s16le', 'pcm_s16be', 'pcm_u8', 'pcm_s8', 'pcm_s24le', 'pcm_s32le', 'pcm_mulaw', 'pcm_alaw'],
  ...['adpcm_ima_wav', 'adpcm_ms', 'adpcm_ima_qt', 'g723_1', 'g729', 'adpcm_g722', 'adpcm_g726', 'adpcm_g726le', 'amrnb', 'amrwb'],
];

/** A file with more streams is no recording. */
const MOST_STREAMS = 32;

/** What every ffmpeg is told that reads a handed-in file, before its input. */
export const READER_LIMITS: readonly string[] = ['-max_streams', String(MOST_STREAMS), '-codec_whitelist', DECODERS.join(',')];
