/** Codecs that are recorded. */
export type VideoCodec = 'h264' | 'h265' | 'mjpeg';
