import { createJpegAssembler } from './jpeg-assembler.ts';
import { startsKeyframe } from './keyframe-start.ts';
import type { PacketSink } from './live-stream.ts';
import type { TrackPacket } from './live-track.ts';
import { noVideoError } from './rtsp-error.ts';

/** Takes the first whole picture of an MJPEG track; no program is needed for that. */
export interface JpegSink extends PacketSink {
  /** @throws AppError `camera`/`no_video` when the stream ends before. */
  readonly picture: Promise<Uint8Array>;
}

/** A sink that wants packets at once, and none after its picture. */
export function createJpegSink(): JpegSink {
  const assembler = createJpegAssembler();
  let begun: TrackPacket | undefined;
  let first: TrackPacket | undefined;
  let take: (picture: Uint8Array) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const picture = new Promise<Uint8Array>((resolve, reject) => {
    take = resolve;
    fail = reject;
  });
  // whoever waits for it hears of it; nobody may
  picture.catch(() => undefined);
  const end = (): void => fail(noVideoError('The stream ended before its first picture. Check that its video is switched on.'));
  return {
    asked: Promise.resolve(),
    deliver(packet) {
      if (first !== undefined) return;
      if (startsKeyframe('mjpeg', packet.packet.payload)) begun = packet;
      const whole = assembler.push(packet.packet);
      if (whole === undefined) return;
      first = begun;
      take(whole);
    },
    get first() {
      return first;
    },
    picture,
    end,
    close: end,
  };
}
