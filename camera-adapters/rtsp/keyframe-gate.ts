import { startsKeyframe } from './keyframe-start.ts';
import type { RtpPacket } from './rtp-packet.ts';
import type { VideoCodec } from './video-codec.ts';

/** Lets packets through from a keyframe on. */
export interface KeyframeGate {
  /** Whether the packet may pass. `atMs` is any clock in milliseconds. */
  admit(packet: RtpPacket, atMs: number): boolean;
  /** Holds everything back until the next keyframe: after packets were left out, what refers to them is worth nothing. */
  shut(): void;
}

/**
 * Cameras that refresh the picture bit by bit never send a keyframe; after this long whoever reads may try its luck. "Smart" codecs of recorders
 * have keyframes up to 20 s apart.
 */
const PATIENCE_MS = 30_000;

/** A gate that begins shut: whoever joins a camera mostly joins in the middle of a group of pictures. */
export function createKeyframeGate(codec: VideoCodec): KeyframeGate {
  let isOpen = false;
  let waitingSinceMs: number | undefined;
  let pictureBefore: number | undefined;
  return {
    admit(packet, atMs) {
      if (isOpen) return true;
      waitingSinceMs ??= atMs;
      const beginsPicture = pictureBefore !== undefined && pictureBefore !== packet.timestamp;
      pictureBefore = packet.timestamp;
      isOpen = startsKeyframe(codec, packet.payload) || (beginsPicture && atMs - waitingSinceMs > PATIENCE_MS);
      return isOpen;
    },
    shut() {
      isOpen = false;
      waitingSinceMs = undefined;
      pictureBefore = undefined;
    },
  };
}
