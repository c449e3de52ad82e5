import type { DialableSource } from '../domain/camera-source.ts';
import type { FfmpegBinary } from '../media/ffmpeg-path.ts';
import type { CameraAdapter } from './contract.ts';
import { createOnvifAdapter } from './onvif/onvif-adapter.ts';
import { createRtspReplay } from './rtsp/replay-rtsp.ts';
import { createRtspAdapter } from './rtsp/rtsp-adapter.ts';
import { createSimulatedAdapter } from './simulated/simulated-adapter.ts';

/** One adapter for each kind of source that can be dialled: a kind without one does not compile. */
export type CameraAdapters = { readonly [S in DialableSource as S['kind']]: CameraAdapter<S> };

/** All adapters of the product, one line each. */
export function createCameraAdapters(dependencies: { readonly ffmpeg: FfmpegBinary }): CameraAdapters {
  const { ffmpeg } = dependencies;
  const rtsp = createRtspAdapter({ ffmpeg });
  return {
    rtsp,
    onvif: createOnvifAdapter({ rtsp, replay: createRtspReplay({ ffmpeg }) }),
    simulated: createSimulatedAdapter({ ffmpeg: async () => ffmpeg }),
  };
}
