import { isAppError } from '../../domain/app-error.ts';
import type { CapturedPicture } from '../../domain/camera-contact.ts';
import type { OnvifSource, RtspSource } from '../../domain/camera-source.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import { withContactDeadline } from '../contact-deadline.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import type { CameraAdapter, ContactContext } from '../contract.ts';
import type { DeviceMedia } from './device-media.ts';
import { pinNamesOnce } from '../network-policy.ts';
import type { RtspReplay } from '../rtsp/replay-rtsp.ts';
import { readDeviceServices } from './device-services.ts';
import { withPictureClock, withSegmentClock } from './device-time.ts';
import { findStreamSource, openMedia, requireProfile } from './find-stream.ts';
import { fetchHttpSnapshot } from './http-snapshot.ts';
import { listenForEvents } from './listen-for-events.ts';
import { findReplaySource } from './replay-recording.ts';
import { searchRecordings } from './search-recordings.ts';
import { createKnownPictureAddresses } from './known-picture-addresses.ts';
import type { KnownPictureAddresses } from './known-picture-addresses.ts';
import { isBadAnswer } from './onvif-error.ts';
import { openOnvifSession } from './onvif-session.ts';
import type { OnvifSession } from './onvif-session.ts';
import type { PairedProfile } from './paired-profile.ts';
import { probeDevice } from './probe-device.ts';

/** The stream that a device names is dialled where the device itself was, whatever its name leads to by then. */
function withPinnedNames(context: ContactContext): ContactContext {
  return { ...context, network: pinNamesOnce(context.network) };
}
import type { ReturnedAddress } from './returned-address.ts';

/**
 * Cameras by ONVIF: SOAP for what they are and for their flags, HTTP for pictures where advertised, their stream for everything else. See docs/design/onvif.md.
 *
 * @param dependencies.rtsp dials the stream addresses that the camera gives.
 * @param dependencies.replay plays the addresses that it gives for its recordings; without it footage on devices can't be fetched.
 * @param dependencies.openingMs how long a recording may take to find its stream address; 15 s by default. Other contacts bring their own deadline.
 */
export function createOnvifAdapter(dependencies: {
  readonly rtsp: CameraAdapter<RtspSource>;
  readonly replay?: RtspReplay;
  readonly openingMs?: number;
}): CameraAdapter<OnvifSource> {
  const { rtsp, replay, openingMs = 15_000 } = dependencies;
  const known = createKnownPictureAddresses();
  return {
    kind: 'onvif',
    probe: (source, context) => withContactDeadline(context, (deadline) => probeDevice(source, withPinnedNames(context), deadline)),
    ping: (source, context) =>
      withContactDeadline(context, async (deadline) => {
        const session = await openOnvifSession(source, context, deadline);
        await session.readIdentity();
        // a recorder that answers may have nothing under this channel
        if (source.channel !== undefined || source.videoSource !== undefined) await requireChannel(session, source);
        return { roundTripMs: session.roundTripMs, ...(session.clock && { clock: session.clock }) };
      }),
    snapshot: (source, context) => withContactDeadline(context, (deadline) => snapshot({ rtsp, known }, source, withPinnedNames(context), deadline)),
    async *record(source, request, given) {
      const context = withPinnedNames(given);
      const stream = await findStream(source, { ...context, deadlineMs: openingMs });
      if (stream === undefined) return;
      for await (const segment of rtsp.record(stream.source, request, context)) yield withSegmentClock(segment, stream.clock);
    },
    events: (source, context) => listenForEvents(source, withPinnedNames(context)),
    searchRecordings: (source, window, context) =>
      withContactDeadline(context, (deadline) => searchRecordings(source, window, withPinnedNames(context), deadline)),
    ...(replay && {
      async replayRecording(source, request, given) {
        const context = withPinnedNames(given);
        const address = await withContactDeadline(context, (deadline) => findReplaySource(source, request.stretch.recordingToken, context, deadline));
        return replay(address, request, context);
      },
    }),
  };
}

async function requireChannel(session: OnvifSession, source: OnvifSource): Promise<void> {
  requireProfile(await openMedia(session, await readDeviceServices(session.client, session.device, session.addresses)), source);
}

interface SnapshotParts {
  readonly rtsp: CameraAdapter<RtspSource>;
  readonly known: KnownPictureAddresses;
}

async function snapshot({ rtsp, known }: SnapshotParts, source: OnvifSource, context: ContactContext, deadline: ContactDeadline): Promise<CapturedPicture> {
  const session = await openOnvifSession(source, context, deadline);
  const familiar = await snapshotFromKnown(known, session, source, context, deadline);
  if (familiar !== undefined) return familiar;
  const media = await openMedia(session, await readDeviceServices(session.client, session.device, session.addresses));
  const profile = requireProfile(media, source);
  const remember = (address: ReturnedAddress): void => known.remember(context.cameraId, source, address);
  const picture = await snapshotByHttp(session, media, profile, context, deadline, remember);
  if (picture !== undefined) return picture;
  const stream = await findStreamSource(session, media, profile);
  const remaining = { ...context, signal: deadline.signal, deadlineMs: deadline.remainingMs() };
  return withPictureClock(await rtsp.snapshot(stream, remaining), session.clock);
}

/** A picture from where this camera's last one was; undefined when that isn't known, or when the camera has none there any more: then it is asked again. */
async function snapshotFromKnown(
  known: KnownPictureAddresses,
  session: OnvifSession,
  source: OnvifSource,
  context: ContactContext,
  deadline: ContactDeadline,
): Promise<CapturedPicture | undefined> {
  const url = known.find(context.cameraId, source);
  if (url === undefined) return undefined;
  try {
    const address = await session.addresses.media(url, 'onvif');
    return await fetchHttpSnapshot(address, { credentials: context.credentials, deadline, now: context.now, clock: session.clock });
  } catch (error) {
    known.forget(context.cameraId);
    if (isAppError(error, 'bad_answer') || isAppError(error, 'connection_refused')) return undefined;
    throw error;
  }
}

/** undefined when the camera has no picture by HTTP, whatever it advertises. A picture that is there and broken is an error. */
async function snapshotByHttp(
  session: OnvifSession,
  media: DeviceMedia,
  profile: PairedProfile,
  context: ContactContext,
  deadline: ContactDeadline,
  remember: (address: ReturnedAddress) => void,
): Promise<CapturedPicture | undefined> {
  try {
    const uri = await media.snapshotUri(profile);
    // boards of Xiongmai give the stream's address here (see docs/cameras.md): no picture by HTTP
    if (uri === undefined || /^rtsps?:/i.test(uri)) return undefined;
    const address = await session.addresses.media(uri, 'onvif');
    const picture = await fetchHttpSnapshot(address, { credentials: context.credentials, deadline, now: context.now, clock: session.clock });
    remember(address);
    return picture;
  } catch (error) {
    const isMissing = isBadAnswer(error, 'status') && [404, 405, 501].includes(Number(error.details['status']));
    if (isMissing || isAppError(error, 'not_supported') || isAppError(error, 'camera_fault')) return undefined;
    throw error;
  }
}

/** undefined when aborted meanwhile: a recording that is stopped ends, it does not fail. */
async function findStream(source: OnvifSource, context: ContactContext): Promise<{ source: RtspSource; clock: ClockReading | undefined } | undefined> {
  try {
    return await withContactDeadline(context, async (deadline) => {
      const session = await openOnvifSession(source, context, deadline);
      const media = await openMedia(session, await readDeviceServices(session.client, session.device, session.addresses));
      return { source: await findStreamSource(session, media, requireProfile(media, source)), clock: session.clock };
    });
  } catch (error) {
    if (context.signal.aborted && isAppError(error, 'contact_cancelled')) return undefined;
    throw error;
  }
}
