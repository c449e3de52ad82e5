import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedSource } from '../../domain/camera-source.ts';
import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import { encodeJpeg } from '../../media/jpeg-encode.ts';
import type { CameraAdapter } from '../contract.ts';
import { drawFrame, FRAME_HEIGHT_PX, FRAME_WIDTH_PX } from './draw-frame.ts';
import { LIVE_FRAMES_PER_SECOND, recordLive } from './record-live.ts';
import { answerContact, type Wait } from './simulated-contact.ts';
import { simulatedEvents } from './simulated-events.ts';

/** As small as the burnt-in clock allows. */
const SIMULATED_JPEG_QUALITY = 65;

/** What the simulated adapter needs. */
export interface SimulatedAdapterParts {
  /** Asked for when a recording starts, not before: pings and pictures need no ffmpeg. */
  readonly ffmpeg: () => Promise<FfmpegBinary>;
  /** Timer, for tests. */
  readonly wait?: Wait;
}

/**
 * Cameras that exist only in the mind of this process: for the demo town and for tests. They draw their own street, keep their
 * own clock and fail as they are told to; no network is used.
 */
export function createSimulatedAdapter(parts: SimulatedAdapterParts): CameraAdapter<SimulatedSource> {
  const wait: Wait = parts.wait ?? ((ms, signal) => sleep(ms, undefined, { signal }));
  return {
    kind: 'simulated',
    async probe(source, context) {
      const { clock } = await answerContact(source.faults, context, wait);
      return { identity: identityOf(source), capabilities: CAPABILITIES, clock, problems: [] };
    },
    async ping(source, context) {
      const { roundTripMs, clock } = await answerContact(source.faults, context, wait);
      return { roundTripMs, clock };
    },
    async snapshot(source, context) {
      const { receivedAtMs, clock } = await answerContact(source.faults, context, wait);
      const jpeg = await encodeJpeg(drawFrame(source, receivedAtMs), SIMULATED_JPEG_QUALITY);
      return {
        jpeg,
        clock,
        receivedAtMs,
        widthPx: FRAME_WIDTH_PX,
        heightPx: FRAME_HEIGHT_PX,
        deviceTimeMs: receivedAtMs + (source.faults.clockOffsetMs ?? 0),
        deviceTimeSource: 'clock_offset',
      };
    },
    record: (source, request, context) => recordLive({ source, request, context, wait, ffmpeg: parts.ffmpeg }),
    events: (source, context) => simulatedEvents(source, context, wait),
  };
}

function identityOf(source: SimulatedSource): { manufacturer: string; model: string; serialNumber: string } {
  return { manufacturer: 'Simulated', model: 'Simulated street camera', serialNumber: `SIM-${source.seed}` };
}

const CAPABILITIES = {
  profiles: [{ name: 'main', codec: 'h264', widthPx: FRAME_WIDTH_PX, heightPx: FRAME_HEIGHT_PX, framesPerSecond: LIVE_FRAMES_PER_SECOND }],
  snapshotByHttp: false,
  media2: false,
  clockReadable: true,
  streamable: true,
} as const;
