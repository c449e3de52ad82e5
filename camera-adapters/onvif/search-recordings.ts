import { AppError, isAppError } from '../../domain/app-error.ts';
import type { CameraProblem } from '../../domain/camera-contact.ts';
import type { OnvifSource } from '../../domain/camera-source.ts';
import { readingOffsetMs } from '../../domain/clock-reading.ts';
import type { RecordedStretch, RecordingSearch } from '../../domain/edge-recording.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import type { ContactContext } from '../contract.ts';
import { readDeviceServices } from './device-services.ts';
import type { DeviceServices } from './device-services.ts';
import { openMedia } from './find-stream.ts';
import type { KeptRecording } from './kept-recording.ts';
import { listRecordings } from './list-recordings.ts';
import type { MediaProfile } from './media-profile.ts';
import { openOnvifSession } from './onvif-session.ts';
import type { OnvifSession } from './onvif-session.ts';
import { ownRecordings, wantedVideoSource } from './own-recordings.ts';

/** More stretches in one window than any pull takes. */
const MAX_STRETCHES = 500;
/** Recordings can't end later than now; so much is how inexactly both are told. */
const FUTURE_MS = 10 * 60_000;
/** What a recording in work may lag behind. */
const LAG_MS = 2 * 3_600_000;

/**
 * What a device keeps of a camera within a window of its clock (ONVIF Profile G), see docs/design/edge-footage.md.
 *
 * @throws AppError as `CameraAdapter.searchRecordings` says.
 */
export async function searchRecordings(
  source: OnvifSource,
  window: TimeInterval,
  context: ContactContext,
  deadline: ContactDeadline,
): Promise<RecordingSearch> {
  const session = await openOnvifSession(source, context, deadline);
  const services = await readDeviceServices(session.client, session.device, session.addresses);
  const list = services.replay === undefined ? undefined : await listRecordings(session, services, deadline);
  if (list === undefined) throw noRecordingsError();
  const ahead = timesAhead(list.recordings, session, context.now());
  const profiles = await readProfiles(session, services);
  const own = list.recordings.length === 0 ? [] : ownRecordings(list.recordings, profiles, wantedVideoSource(source, profiles));
  const stretches = own.flatMap((recording) => stretchesOf(recording, window, ahead.ms)).toSorted((a, b) => a.fromMs - b.fromMs);
  return {
    stretches: stretches.slice(0, MAX_STRETCHES),
    isCutShort: list.isCutShort || stretches.length > MAX_STRETCHES,
    ...(session.clock && { clock: session.clock }),
    problems: ahead.problems,
  };
}

/** Without profiles nobody knows a recorder's channels: then only the recordings' own words count. */
async function readProfiles(session: OnvifSession, services: DeviceServices): Promise<readonly MediaProfile[]> {
  try {
    return (await openMedia(session, services)).profiles.map(({ profile }) => profile);
  } catch (error) {
    if (['no_video', 'not_supported', 'camera_fault'].some((code) => isAppError(error, code))) return [];
    throw error;
  }
}

function stretchesOf({ token, tracks }: KeptRecording, window: TimeInterval, timesAheadMs: number): RecordedStretch[] {
  return tracks.flatMap((track) => {
    const fromMs = Math.max(window.fromMs, (track.fromMs ?? -Infinity) - timesAheadMs);
    const toMs = Math.min(window.toMs, (track.toMs ?? Infinity) - timesAheadMs);
    if (toMs <= fromMs) return [];
    return [
      { fromMs, toMs, recordingToken: token, ...(track.token !== undefined && { trackToken: track.token }), ...(timesAheadMs !== 0 && { timesAheadMs }) },
    ];
  });
}

/** Recordings that end in the future by as much as the device's local time is ahead of UTC: local time that was marked as UTC. */
function timesAhead(
  recordings: readonly KeptRecording[],
  session: OnvifSession,
  nowMs: number,
): { readonly ms: number; readonly problems: readonly CameraProblem[] } {
  const ends = recordings.flatMap(({ tracks }) => tracks.flatMap(({ toMs }) => toMs ?? []));
  const deviceNowMs = session.clock === undefined ? undefined : nowMs + readingOffsetMs(session.clock);
  if (deviceNowMs === undefined || ends.length === 0) return { ms: 0, problems: [] };
  const aheadMs = ends.reduce((latest, endMs) => Math.max(latest, endMs), -Infinity) - deviceNowMs;
  if (aheadMs <= FUTURE_MS) return { ms: 0, problems: [] };
  const zoneMs = session.zoneOffsetMs ?? 0;
  const isLocalTime = zoneMs > 0 && aheadMs <= zoneMs + FUTURE_MS && aheadMs > zoneMs - LAG_MS;
  return isLocalTime ? { ms: zoneMs, problems: [LOCAL_TIMES] } : { ms: 0, problems: [FUTURE_TIMES] };
}

const LOCAL_TIMES: CameraProblem = {
  code: 'recording_times_local',
  message:
    'The recorder marks the times of its recordings as UTC and writes local time. That was taken into account; check the first picture against its burnt-in clock.',
};
const FUTURE_TIMES: CameraProblem = {
  code: 'recording_times_future',
  message: "By the recorder's own clock its recordings end in the future: the clock was set back. Check the footage against the burnt-in clock.",
};

function noRecordingsError(): AppError {
  return new AppError(
    'camera',
    'not_supported',
    'The camera keeps no recordings that can be fetched by ONVIF. Take its memory card or export the footage at the recorder, and hand the file in.',
  );
}
