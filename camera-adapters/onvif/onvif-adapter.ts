import { AppError, isAppError } from '../../domain/app-error.ts';
import type { CameraProblem, CapturedPicture, ProbeResult } from '../../domain/camera-contact.ts';
import type { OnvifSource, RtspSource } from '../../domain/camera-source.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';
import { withContactDeadline } from '../contact-deadline.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import type { CameraAdapter, ContactContext } from '../contract.ts';
import { readDeviceServices } from './device-services.ts';
import type { DeviceServices } from './device-services.ts';
import { withPictureClock, withSegmentClock } from './device-time.ts';
import { fetchHttpSnapshot } from './http-snapshot.ts';
import { bestProfile } from './media-profile.ts';
import type { MediaProfile } from './media-profile.ts';
import { openMediaService } from './media-service.ts';
import type { MediaService } from './media-service.ts';
import { createKnownPictureAddresses } from './known-picture-addresses.ts';
import type { KnownPictureAddresses } from './known-picture-addresses.ts';
import { isBadAnswer } from './onvif-error.ts';
import { openOnvifSession } from './onvif-session.ts';
import type { OnvifSession } from './onvif-session.ts';
import type { ReturnedAddress } from './returned-address.ts';

/**
 * Cameras by ONVIF: SOAP for what they are, HTTP for pictures where advertised, their stream for everything else. See docs/design/onvif.md.
 *
 * @param dependencies.rtsp dials the stream addresses that the camera gives.
 * @param dependencies.openingMs how long a recording may take to find its stream address; 15 s by default. Other contacts bring their own deadline.
 */
export function createOnvifAdapter(dependencies: { readonly rtsp: CameraAdapter<RtspSource>; readonly openingMs?: number }): CameraAdapter<OnvifSource> {
  const { rtsp, openingMs = 15_000 } = dependencies;
  const known = createKnownPictureAddresses();
  return {
    kind: 'onvif',
    probe: (source, context) => withContactDeadline(context, (deadline) => probe(source, context, deadline)),
    ping: (source, context) =>
      withContactDeadline(context, async (deadline) => {
        const session = await openOnvifSession(source, context, deadline);
        await session.readIdentity();
        return { roundTripMs: session.roundTripMs, ...(session.clock && { clock: session.clock }) };
      }),
    snapshot: (source, context) => withContactDeadline(context, (deadline) => snapshot({ rtsp, known }, source, context, deadline)),
    async *record(source, request, context) {
      const stream = await findStream(source, { ...context, deadlineMs: openingMs });
      if (stream === undefined) return;
      for await (const segment of rtsp.record(stream.source, request, context)) yield withSegmentClock(segment, stream.clock);
    },
  };
}

async function probe(source: OnvifSource, context: ContactContext, deadline: ContactDeadline): Promise<ProbeResult> {
  const session = await openOnvifSession(source, context, deadline);
  const problems: CameraProblem[] = [];
  const services = await orProblem(readServices(session), problems);
  const identity = await session.readIdentity();
  const media = services && (await orProblem(openMedia(session, services), problems));
  const snapshotByHttp = media !== undefined && ((await orProblem(media.advertisesSnapshot(), problems)) ?? false);
  const stream = media && (await orProblem(bestStream(session, media), problems));
  return {
    identity,
    capabilities: {
      profiles: (media?.profiles ?? []).map(({ token: _token, videoSourceToken: _source, ...profile }) => profile),
      snapshotByHttp,
      media2: media?.isMedia2 ?? false,
      clockReadable: session.clock !== undefined,
      streamable: stream !== undefined,
    },
    ...(session.clock && { clock: session.clock }),
    problems: [...session.problems(), ...problems],
  };
}

/** What the camera itself says wrongly about its media doesn't hide what else it said; a lost connection ends the probe. */
async function orProblem<T>(work: Promise<T>, problems: CameraProblem[]): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError) || (error.kind !== 'camera' && error.code !== 'name_not_found')) throw error;
    problems.push({ code: error.code, message: error.message });
    return undefined;
  }
}

function readServices(session: OnvifSession): Promise<DeviceServices> {
  return readDeviceServices(session.client, session.device, session.addresses);
}

async function openMedia(session: OnvifSession, services: DeviceServices): Promise<MediaService> {
  const media = await openMediaService(session.client, services);
  if (media === undefined) throw noVideoError();
  return media;
}

async function bestStream(session: OnvifSession, media: MediaService): Promise<RtspSource> {
  return streamSource(session, media, requireProfile(media));
}

function requireProfile(media: MediaService): MediaProfile {
  const profile = bestProfile(media.profiles);
  if (profile === undefined) throw noVideoError();
  return profile;
}

function noVideoError(): AppError {
  return new AppError('camera', 'no_video', 'The camera offers no video by ONVIF. Add a media profile in its settings, or register it by its RTSP address.');
}

interface SnapshotParts {
  readonly rtsp: CameraAdapter<RtspSource>;
  readonly known: KnownPictureAddresses;
}

async function snapshot({ rtsp, known }: SnapshotParts, source: OnvifSource, context: ContactContext, deadline: ContactDeadline): Promise<CapturedPicture> {
  const session = await openOnvifSession(source, context, deadline);
  const familiar = await snapshotFromKnown(known, session, source, context, deadline);
  if (familiar !== undefined) return familiar;
  const media = await openMedia(session, await readServices(session));
  const profile = requireProfile(media);
  const remember = (address: ReturnedAddress): void => known.remember(context.cameraId, source.url, address);
  const picture = await snapshotByHttp(session, media, profile, context, deadline, remember);
  if (picture !== undefined) return picture;
  const stream = await streamSource(session, media, profile);
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
  const url = known.find(context.cameraId, source.url);
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
  media: MediaService,
  profile: MediaProfile,
  context: ContactContext,
  deadline: ContactDeadline,
  remember: (address: ReturnedAddress) => void,
): Promise<CapturedPicture | undefined> {
  if (!(await media.advertisesSnapshot())) return undefined;
  try {
    const address = await session.addresses.media(await media.snapshotUri(profile.token), 'onvif');
    const picture = await fetchHttpSnapshot(address, { credentials: context.credentials, deadline, now: context.now, clock: session.clock });
    remember(address);
    return picture;
  } catch (error) {
    const isMissing = isBadAnswer(error, 'status') && [404, 405, 501].includes(Number(error.details['status']));
    if (isMissing || isAppError(error, 'not_supported') || isAppError(error, 'camera_fault')) return undefined;
    throw error;
  }
}

async function streamSource(session: OnvifSession, media: MediaService, profile: MediaProfile): Promise<RtspSource> {
  const { uri, transport } = await media.streamUri(profile.token);
  const { url } = await session.addresses.media(uri, 'rtsp');
  return { kind: 'rtsp', url: url.url, transport };
}

/** undefined when aborted meanwhile: a recording that is stopped ends, it does not fail. */
async function findStream(source: OnvifSource, context: ContactContext): Promise<{ source: RtspSource; clock: ClockReading | undefined } | undefined> {
  try {
    return await withContactDeadline(context, async (deadline) => {
      const session = await openOnvifSession(source, context, deadline);
      const media = await openMedia(session, await readServices(session));
      return { source: await bestStream(session, media), clock: session.clock };
    });
  } catch (error) {
    if (context.signal.aborted && isAppError(error, 'contact_cancelled')) return undefined;
    throw error;
  }
}
