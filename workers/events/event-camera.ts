import type { ContactTarget } from '../../db/repositories/contact-target-repository.ts';
import type { EventTarget } from '../../db/repositories/event-target-repository.ts';
import type { CameraEvent, EventVideoSource } from '../../domain/camera-event.ts';

/**
 * Which camera a flag is about. Of a recorder, the one channel that is the flag's video source, by the device's token where the channel was registered by it, else by its number; a flag that names none
 * can be the only channel's alone. undefined when nobody can tell, or when it is about a channel that nobody listens to.
 */
export function cameraOfEvent({ recorderId, channels, isOnlyChannel }: EventTarget, { videoSource }: CameraEvent): string | undefined {
  const meant = recorderId === undefined || (videoSource === undefined && isOnlyChannel) ? channels : channels.filter((channel) => isOf(channel, videoSource));
  return meant.length === 1 ? meant[0]!.cameraId : undefined;
}

function isOf({ source }: ContactTarget, videoSource: EventVideoSource | undefined): boolean {
  if (source.kind !== 'onvif' || videoSource === undefined) return false;
  return source.videoSource === undefined ? videoSource.number === (source.channel ?? 1) : videoSource.token === source.videoSource;
}
