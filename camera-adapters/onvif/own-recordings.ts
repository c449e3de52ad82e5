import { AppError } from '../../domain/app-error.ts';
import type { OnvifSource } from '../../domain/camera-source.ts';
import type { KeptRecording } from './kept-recording.ts';
import { videoSources } from './media-profile.ts';
import type { MediaProfile } from './media-profile.ts';

/**
 * Those recordings of a device that are of one camera. A device with one video source keeps only its own. Of a recorder a recording counts when it names the channel's video source, or where it names none, when
 * its source is called like the channel's video source or one of its profiles. Pure.
 *
 * @param profiles of the device; empty when it tells none.
 * @param wantedToken of the camera's video source, undefined when nobody knows.
 * @throws AppError `camera`/`recording_ambiguous` when there are recordings of which nobody can tell whose they are, and none that is surely this camera's.
 */
export function ownRecordings(
  recordings: readonly KeptRecording[],
  profiles: readonly MediaProfile[],
  wantedToken: string | undefined,
): readonly KeptRecording[] {
  const sources = videoSources(profiles);
  const named = new Set(recordings.flatMap(({ videoSourceToken }) => videoSourceToken ?? []));
  if (sources.length === 1 && named.size <= 1) return recordings;
  const owner = (recording: KeptRecording): string | undefined => recording.videoSourceToken ?? sourceCalled(recording.sourceId, profiles);
  const own = recordings.filter((recording) => wantedToken !== undefined && owner(recording) === wantedToken);
  const isKnownOther = (recording: KeptRecording): boolean => {
    const token = owner(recording);
    return token !== undefined && wantedToken !== undefined && sources.includes(token);
  };
  if (own.length > 0 || recordings.every(isKnownOther)) return own;
  throw new AppError(
    'camera',
    'recording_ambiguous',
    "The recorder doesn't say which of its recordings are of this channel, and another channel's pictures must not be taken for them. Export the footage at the recorder and hand the file in.",
    { details: { recordingCount: recordings.length } },
  );
}

/** The one video source that goes by this name, by itself or by its profiles. */
function sourceCalled(name: string | undefined, profiles: readonly MediaProfile[]): string | undefined {
  if (name === undefined) return undefined;
  const called = profiles.filter((profile) => [profile.videoSourceToken, profile.token, profile.videoSourceConfigToken].includes(name));
  const [source, ...others] = videoSources(called);
  return others.length > 0 ? undefined : source;
}

/** The token of a source's video source, where it can be told: as registered, else by its channel's number. */
export function wantedVideoSource(source: Pick<OnvifSource, 'videoSource' | 'channel'>, profiles: readonly MediaProfile[]): string | undefined {
  return source.videoSource ?? videoSources(profiles)[(source.channel ?? 1) - 1];
}
