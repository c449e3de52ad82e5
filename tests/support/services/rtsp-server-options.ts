/** What the test camera of `rtsp-server.ts` is like; everything has a default. */
export interface RtspServerOptions {
  /** Default `none`; the others need `username` and `password`. Digest is MD5, as gst-rtsp-server has it. */
  readonly auth?: 'none' | 'basic' | 'digest';
  readonly username?: string;
  readonly password?: string;
  /** Default `h264` (constrained baseline). For `mjpeg` the sizes must be multiples of 8. */
  readonly codec?: 'h264' | 'h265' | 'mjpeg';
  /** Default 640; below 512 the clock's blocks are under 16 px and may not survive the encoder. */
  readonly widthPx?: number;
  /** Default 360; both sizes even. */
  readonly heightPx?: number;
  /** Whole frames per second, default 12. */
  readonly fps?: number;
  /** Length of a group of pictures, default 12 frames (1 s). */
  readonly keyframeIntervalFrames?: number;
  /** Target of the encoder, default 600,000. */
  readonly bitrateBps?: number;
  /** What SETUP accepts, others get 461; default both. */
  readonly transports?: readonly ('tcp' | 'udp')[];
  /** A session without a request for so many whole seconds ends; over UDP its media end with it. Default: the server's own, 60 s. */
  readonly sessionTimeoutS?: number;
  /** Path of the mount, default `/live`; any other path is answered 404. */
  readonly path?: string;
  /** More paths with the same picture: channels of a recorder. */
  readonly otherPaths?: readonly string[];
  /** Added to the drawn clock only: an on-screen display that is wrong. RTCP tells the true time. */
  readonly clockOffsetMs?: number;
  /**
   * The camera's clock is wrong throughout: drawn clock and RTCP sender reports alike (by libfaketime).
   */
  readonly deviceClockOffsetMs?: number;
}
