import type { CameraProblem, ProbeResult, StreamProfile } from '../../domain/camera-contact.ts';
import type { RtspSource } from '../../domain/camera-source.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import { withContactDeadline } from '../contact-deadline.ts';
import type { ContactContext } from '../contract.ts';
import { cancelledError } from '../socket-error.ts';
import { setUpPlayback } from './camera-playback.ts';
import { describeCamera } from './describe-camera.ts';
import type { CameraDescription } from './describe-camera.ts';
import { dialCamera } from './dial-camera.ts';
import type { DialledCamera } from './dial-camera.ts';
import { createLiveTrack } from './live-track.ts';
import { parameterSetPictureSize } from './parameter-set-picture-size.ts';
import type { VideoTrack } from './video-track.ts';

/** What a short look at the stream showed. */
interface Look {
  readonly clock: ClockReading | undefined;
  readonly packetCount: number;
}

/** The first sender report comes within 3.1 s of the first packet, if the camera keeps to RFC 3550 §6.2 and §6.3.1. */
const LOOK_MS = 3_500;

/**
 * Describes the stream and plays it until its first sender report, at most {@link LOOK_MS} and half of what is left of the deadline.
 *
 * The only word of itself that RTSP has from a camera is the `Server` field; it names the server program and so stands as `firmware`.
 */
export async function probeRtsp(source: RtspSource, context: ContactContext): Promise<ProbeResult> {
  return withContactDeadline(context, async (deadline) => {
    const camera = await dialCamera(source, context, deadline);
    try {
      const description = await describeCamera(camera);
      const look = await lookAtStream(camera, description, source, context, Math.min(LOOK_MS, deadline.remainingMs() / 2));
      const clock = look.clock ?? camera.dateClock;
      return {
        identity: camera.serverName === undefined ? {} : { firmware: camera.serverName },
        capabilities: {
          profiles: [toProfile(description.video)],
          snapshotByHttp: false,
          media2: false,
          clockReadable: clock !== undefined,
          streamable: look.packetCount > 0,
        },
        ...(clock === undefined ? {} : { clock }),
        problems: findProblems(camera, look),
      };
    } finally {
      camera.connection.close(cancelledError());
    }
  });
}

async function lookAtStream(camera: DialledCamera, description: CameraDescription, source: RtspSource, context: ContactContext, lookMs: number): Promise<Look> {
  let stopLooking = (): void => undefined;
  const looked = new Promise<void>((resolve) => {
    stopLooking = resolve;
  });
  const track = createLiveTrack({ video: description.video, isOrdered: true, onPacket: () => undefined, onReport: stopLooking, onBroken: stopLooking });
  const playback = await setUpPlayback(camera, description, source.transport, track, context);
  const timer = setTimeout(stopLooking, lookMs);
  try {
    await playback.play();
    await Promise.race([looked, playback.ended]);
  } finally {
    clearTimeout(timer);
    playback.close(cancelledError());
  }
  return { clock: track.deviceClock.reading(camera.connection.roundTripMs ?? 0), packetCount: track.packetCount };
}

function toProfile(video: VideoTrack): StreamProfile {
  return {
    name: 'rtsp',
    codec: video.codec,
    ...parameterSetPictureSize(video.codec, video.formatParams),
    ...(video.framesPerSecond === undefined ? {} : { framesPerSecond: video.framesPerSecond }),
  };
}

function findProblems(camera: DialledCamera, look: Look): CameraProblem[] {
  const problems: CameraProblem[] = [];
  if (look.packetCount === 0)
    problems.push({ code: 'no_video', message: 'The camera agreed to play, but sent no video. Restart it, or try the other transport (TCP or UDP).' });
  if (camera.authorization.scheme === 'basic' && !camera.target.camera.secure) {
    problems.push({
      code: 'password_readable',
      message: "The camera takes its password only in readable form. Switch on digest sign-in in the camera's settings.",
    });
  }
  if (camera.connection.certificateTrusted === false)
    problems.push({
      code: 'certificate_untrusted',
      message: "The camera's certificate is signed by nobody we know. Install one from your own authority if the network is shared.",
    });
  return problems;
}
