import { AppError } from '../../domain/app-error.ts';
import type { RtspSource } from '../../domain/camera-source.ts';
import type { FfmpegBinary } from '../../media/ffmpeg-path.ts';
import type { CameraAdapter } from '../contract.ts';
import { pingRtsp } from './ping-rtsp.ts';
import { probeRtsp } from './probe-rtsp.ts';
import { recordRtsp } from './record-rtsp.ts';
import { snapshotRtsp } from './snapshot-rtsp.ts';

/**
 * Cameras by RTSP 1.0 (RFC 2326). We speak it ourselves, so passwords and addresses stay here; ffmpeg reads only a loopback relay. Design:
 * docs/design/rtsp.md.
 *
 * @param dependencies.openingMs how long a recording may take from dialling to SETUP; 10 s by default. Other contacts bring their own deadline.
 */
export function createRtspAdapter(dependencies: { readonly ffmpeg: FfmpegBinary; readonly openingMs?: number }): CameraAdapter<RtspSource> {
  const { ffmpeg, openingMs = 10_000 } = dependencies;
  return {
    kind: 'rtsp',
    probe: probeRtsp,
    ping: pingRtsp,
    snapshot: (source, context) => snapshotRtsp(ffmpeg, source, context),
    record: (source, request, context) => recordRtsp({ ffmpeg, openingMs }, source, request, context),
    // oxlint-disable-next-line require-yield
    async *events() {
      throw new AppError('camera', 'not_supported', 'A camera reached by RTSP tells of no events. Register it by its ONVIF address if it has one.');
    },
  };
}
