import { AppError } from '../../domain/app-error.ts';
import type { OnvifSource, RtspSource } from '../../domain/camera-source.ts';
import { openDeviceMedia } from './device-media.ts';
import type { DeviceMedia } from './device-media.ts';
import type { DeviceServices } from './device-services.ts';
import { bestProfile, videoSources } from './media-profile.ts';
import type { OnvifSession } from './onvif-session.ts';
import type { PairedProfile } from './paired-profile.ts';

/** @throws AppError `camera`/`no_video` when the device has no media service. */
export async function openMedia(session: OnvifSession, services: DeviceServices, options: { readonly both?: boolean } = {}): Promise<DeviceMedia> {
  const media = await openDeviceMedia(session.client, services, options);
  if (media === undefined) throw noVideoError();
  return media;
}

/** Which of a device's pictures is meant: a recorder has several. */
type WantedVideo = Pick<OnvifSource, 'videoSource' | 'channel'>;

/** The profile to record and photograph. @throws AppError `camera` with `no_video` when there is none, `no_such_channel` when there are others. */
export function requireProfile(media: DeviceMedia, wanted: WantedVideo): PairedProfile {
  const profile = bestProfile(media.profiles, wanted);
  if (profile !== undefined) return profile;
  throw media.profiles.length > 0 ? noSuchChannelError(videoSources(media.profiles.map((each) => each.profile)).length) : noVideoError();
}

/** Where a profile's stream is, judged. */
export async function findStreamSource(session: OnvifSession, media: DeviceMedia, profile: PairedProfile): Promise<RtspSource> {
  const { uri, transport } = await media.streamUri(profile);
  const { url } = await session.addresses.media(uri, 'rtsp');
  return { kind: 'rtsp', url: url.url, transport };
}

function noSuchChannelError(channelCount: number): AppError {
  return new AppError(
    'camera',
    'no_such_channel',
    "The recorder has no such channel. Compare its number with the recorder's own list, and switch the channel on there.",
    { details: { channelCount } },
  );
}

function noVideoError(): AppError {
  return new AppError('camera', 'no_video', 'The camera offers no video by ONVIF. Add a media profile in its settings, or register it by its RTSP address.');
}
