import type { OnvifDeviceOverrides } from '../onvif-device/device-options.ts';
import { timelineOffsetMs } from '../onvif-device/recording/recorded-time.ts';
import type { Recording } from '../onvif-device/recording/recording.ts';
import { type OnvifDevice, startOnvifDevice } from '../onvif-device/start-onvif-device.ts';
import type { ReplayOptions } from './replay-options.ts';
import { type ReplayServer, startReplayServer } from './start-replay-server.ts';

/** A recorder: the ONVIF device with search, recording and replay services, and the server that its replay addresses lead to. */
export interface Recorder {
  readonly device: OnvifDevice;
  readonly replay: ReplayServer;
  stop(): Promise<void>;
}

/**
 * Starts a recorder with these recordings. Both parts have the same credentials and the same clock; a `clockOffsetMs` or
 * `recordingTimes` that is changed later by `device.set` has to be told to the replay server too (`timelineOffsetMs`).
 */
export async function startRecorder(
  recordings: readonly Recording[],
  device: OnvifDeviceOverrides = {},
  replay: Partial<ReplayOptions> = {},
): Promise<Recorder> {
  let urlOf: ReplayServer['urlOf'] = () => '';
  const recorder = await startOnvifDevice({
    searchService: true,
    recordingService: true,
    replayService: true,
    recordings,
    replayUri: ({ recordingToken }) => urlOf(recordingToken),
    ...device,
  });
  const { credentials, now } = recorder.options;
  const server = await startReplayServer({ credentials, now, recordings, timelineOffsetMs: timelineOffsetMs(recorder.options), ...replay });
  ({ urlOf } = server);
  return {
    device: recorder,
    replay: server,
    stop: async () => {
      await Promise.all([recorder.stop(), server.stop()]);
    },
  };
}
