import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import type { CameraAdapter, ContactContext, ReplayRequest } from '../../../camera-adapters/contract.ts';
import { createOnvifAdapter } from '../../../camera-adapters/onvif/onvif-adapter.ts';
import { createRtspAdapter } from '../../../camera-adapters/rtsp/rtsp-adapter.ts';
import { createRtspReplay } from '../../../camera-adapters/rtsp/replay-rtsp.ts';
import type { OnvifSource } from '../../../domain/camera-source.ts';
import type { RecordedStretch, ReplayOutcome, ReplayedFile } from '../../../domain/edge-recording.ts';
import { decodeGreyFrames } from '../media/test-video.ts';
import { testFfmpegs } from '../media/test-ffmpegs.ts';
import type { OnvifDeviceOverrides } from '../onvif-device/device-options.ts';
import type { Recording } from '../onvif-device/recording/recording.ts';
import type { ReplayOptions } from '../onvif-replay/replay-options.ts';
import { startRecorder } from '../onvif-replay/start-recorder.ts';
import type { Recorder } from '../onvif-replay/start-recorder.ts';
import { readBurntInClock } from '../services/burnt-in-clock.ts';
import { contactContext } from './contact-context.ts';

/** A file that was handed over, and the time that is burnt into each of its pictures. */
export interface SeenFile extends ReplayedFile {
  readonly clocksMs: readonly number[];
}

/** What a replay brought. */
export interface SeenReplay {
  readonly files: readonly SeenFile[];
  readonly outcome: ReplayOutcome;
}

/** A recorder and what is needed to fetch its footage. */
export interface ReplayContact {
  readonly recorder: Recorder;
  readonly adapter: Required<CameraAdapter<OnvifSource>>;
  readonly source: OnvifSource;
  readonly context: ContactContext;
  /** Search within a window of UTC text, by the device's clock. */
  search(fromUtc: string, toUtc: string, source?: Partial<OnvifSource>): ReturnType<Required<CameraAdapter<OnvifSource>>['searchRecordings']>;
  /** Replays a stretch of UTC text, into files that are read at once. */
  replay(fromUtc: string, toUtc: string, changes?: Partial<ReplayRequest>, contact?: Partial<ContactContext>): Promise<SeenReplay>;
  /** Names of what lies in the folders of all replays. */
  leftovers(): Promise<readonly string[]>;
}

/** Starts a recorder that is stopped when the test ends; afterwards nobody may be connected any more. */
export async function replayContact(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  recordings: readonly Recording[],
  options: {
    readonly device?: OnvifDeviceOverrides;
    readonly replay?: Partial<ReplayOptions>;
    readonly contact?: Partial<ContactContext>;
    readonly ffmpeg?: 'system' | 'packaged';
  } = {},
): Promise<ReplayContact> {
  const recorder = await startRecorder(recordings, options.device, options.replay);
  onTestFinished(() => recorder.stop());
  const ffmpegs = await testFfmpegs();
  const ffmpeg = ffmpegs[options.ffmpeg ?? 'system'];
  const adapter = createOnvifAdapter({ rtsp: createRtspAdapter({ ffmpeg }), replay: createRtspReplay({ ffmpeg }) }) as Required<CameraAdapter<OnvifSource>>;
  const source: OnvifSource = { kind: 'onvif', url: recorder.device.url };
  const context = contactContext({ credentials: recorder.device.options.credentials, ...options.contact });
  const folder = await mkdtemp(join(tmpdir(), 'replay-files-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return {
    recorder,
    adapter,
    source,
    context,
    search: (fromUtc, toUtc, changes = {}) =>
      adapter.searchRecordings({ ...source, ...changes }, { fromMs: Date.parse(fromUtc), toMs: Date.parse(toUtc) }, context),
    async replay(fromUtc, toUtc, changes = {}, contact = {}) {
      const files: SeenFile[] = [];
      const stretch: RecordedStretch = {
        fromMs: Date.parse(fromUtc),
        toMs: Date.parse(toUtc),
        recordingToken: recordings[0]?.token ?? '',
        trackToken: 'VIDEO001',
      };
      const request: ReplayRequest = {
        ...{ stretch, folder, segmentMs: 60_000, stallMs: 1_500, maxBytes: 1e9 },
        onFile: async (file) => void files.push({ ...file, clocksMs: await clocksIn(ffmpegs.system.path, file) }),
        ...changes,
      };
      return { outcome: await adapter.replayRecording(source, request, { ...context, ...contact }), files };
    },
    leftovers: () => readdir(folder),
  };
}

/** NaN for a picture whose clock can't be read. */
async function clocksIn(ffmpegPath: string, { filePath, widthPx, heightPx }: ReplayedFile): Promise<number[]> {
  const frames = await decodeGreyFrames(ffmpegPath, filePath, widthPx, heightPx);
  return frames.map(({ grey }) => readBurntInClock(grey, widthPx, heightPx) ?? Number.NaN);
}
