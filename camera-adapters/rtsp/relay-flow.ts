import { createKeyframeGate } from './keyframe-gate.ts';
import type { TrackPacket } from './live-track.ts';
import type { VideoCodec } from './video-codec.ts';

/** Decides what a relay's reader gets. */
export interface RelayFlow {
  /**
   * @param waitingBytes what the reader has yet to read.
   * @returns `pass`, or why not: `await_keyframe`, or `behind` while it is too slow.
   */
  judge(packet: TrackPacket, waitingBytes: number): 'pass' | 'await_keyframe' | 'behind';
  /** How often the reader was so slow that pictures were left out up to a keyframe. */
  readonly overruns: number;
}

/** Some seconds of video; whoever falls behind further won't catch up. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
/** Once behind, the reader gets nothing new before it has read this far. */
const RESUME_BYTES = 256 * 1024;

/** Begins at a keyframe, and again at one after the reader was too slow: so memory stays bounded and nothing undecodable goes through. */
export function createRelayFlow(codec: VideoCodec): RelayFlow {
  const gate = createKeyframeGate(codec);
  let isBehind = false;
  let overruns = 0;
  return {
    judge({ packet, arrivedAtMs }, waitingBytes) {
      if (!isBehind && waitingBytes > MAX_WAITING_BYTES) {
        overruns += 1;
        gate.shut();
      }
      isBehind = waitingBytes > (isBehind ? RESUME_BYTES : MAX_WAITING_BYTES);
      if (isBehind) return 'behind';
      return gate.admit(packet, arrivedAtMs) ? 'pass' : 'await_keyframe';
    },
    get overruns() {
      return overruns;
    },
  };
}
