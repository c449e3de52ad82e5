import { AppError } from '../../domain/app-error.ts';
import type { RtspSource } from '../../domain/camera-source.ts';
import { openDeviceMedia } from './device-media.ts';
import type { DeviceMedia } from './device-media.ts';
import type { DeviceServices } from './device-services.ts';
import { bestProfile } from './media-profile.ts';
import type { OnvifSession } from './onvif-session.ts';
import type { PairedProfile } from './paired-profile.ts';

/** @throws AppError `camera`/`no_video` when the device has no media service. */
export async function openMedia(session: OnvifSession, services: DeviceServices, options: { readonly both?: boolean } = {}): Promise<DeviceMedia> {
  const media = await openDeviceMedia(session.client, services, options);
  if (media === undefined) throw noVideoError();
  return media;
}

/** The profile to record and photograph. @throws AppError `camera`/`no_video` when there is none. */
export function requireProfile(media: DeviceMedia): PairedProfile {
  const profile = bestProfile(media.profiles);
  if (profile === undefined) throw noVideoError();
  return profile;
}

/** Where a profile's stream is, judged. */
export async function findStreamSource(session: OnvifSession, media: DeviceMedia, profile: PairedProfile = requireProfile(media)): Promise<RtspSource> {
  const { uri, transport } = await media.streamUri(profile);
  const { url } = await session.addresses.media(uri, 'rtsp');
  return { kind: 'rtsp', url: url.url, transport };
}

function noVideoError(): AppError {
  return new AppError('camera', 'no_video', 'The camera offers no video by ONVIF. Add a media profile in its settings, or register it by its RTSP address.');
}
