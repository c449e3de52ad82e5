import { AppError } from '../../domain/app-error.ts';
import type { CameraCapabilities, CameraProblem, ProbeResult, StreamProfile } from '../../domain/camera-contact.ts';
import type { OnvifSource, RtspSource } from '../../domain/camera-source.ts';
import type { ContactDeadline } from '../contact-deadline.ts';
import type { ContactContext } from '../contract.ts';
import type { DeviceMedia } from './device-media.ts';
import { readDeviceServices } from './device-services.ts';
import type { DeviceServices } from './device-services.ts';
import { offersPullPoints } from './event-service.ts';
import { findStreamSource, openMedia, requireProfile } from './find-stream.ts';
import { videoSources } from './media-profile.ts';
import { NS } from './onvif-namespaces.ts';
import { openOnvifSession } from './onvif-session.ts';
import type { OnvifSession } from './onvif-session.ts';
import type { PairedProfile } from './paired-profile.ts';
import { reachSecurely } from './secure-dial.ts';
import { offeredSecurePort } from './secure-offer.ts';

/** Everything that a device says it is and can do. What it says wrongly is a problem in the result; a lost connection or a refused sign-in ends the probe. */
export async function probeDevice(source: OnvifSource, context: ContactContext, deadline: ContactDeadline): Promise<ProbeResult> {
  const session = await openOnvifSession(source, context, deadline);
  const problems: CameraProblem[] = [];
  const services = await orProblem(readDeviceServices(session.client, session.device, session.addresses), problems);
  const identity = await session.readIdentity();
  const media = services && (await orProblem(openMedia(session, services, { both: true }), problems));
  const stream = media && (await orProblem(findStream(session, media, source), problems));
  const snapshotByHttp = (media && (await orProblem(media.advertisesSnapshot(), problems))) ?? false;
  const securePort = services && (await orProblem(findSecurePort(session, services, context, deadline), problems));
  return {
    identity,
    capabilities: {
      ...mediaCapabilities(media),
      snapshotByHttp,
      streamable: stream !== undefined,
      clockReadable: session.clock !== undefined,
      signIn: session.client.scheme,
      ...serviceCapabilities(services),
      ...(securePort !== undefined && { securePort }),
    },
    ...(session.clock && { clock: session.clock }),
    problems: [...session.problems(), ...problems],
  };
}

async function findStream(session: OnvifSession, media: DeviceMedia, source: OnvifSource): Promise<RtspSource> {
  return findStreamSource(session, media, requireProfile(media, source));
}

function mediaCapabilities(media: DeviceMedia | undefined): Pick<CameraCapabilities, 'profiles' | 'videoSources' | 'media1' | 'media2'> {
  const has = (generation: 'media1' | 'media2'): boolean => media?.generations.includes(generation) ?? false;
  const profiles = media?.profiles ?? [];
  const sources = media && videoSources(profiles.map(({ profile }) => profile)).flatMap((token) => token ?? []);
  return { profiles: profiles.map(toStreamProfile), ...(sources && { videoSources: sources }), media2: has('media2'), media1: has('media1') };
}

function toStreamProfile({ profile, media1Token, media2Token }: PairedProfile): StreamProfile {
  const { token: _token, videoSourceToken: _source, videoSourceConfigToken: _config, ...stream } = profile;
  return { ...stream, services: [...(media2Token === undefined ? [] : (['media2'] as const)), ...(media1Token === undefined ? [] : (['media1'] as const))] };
}

function serviceCapabilities(services: DeviceServices | undefined): Pick<CameraCapabilities, 'services' | 'events' | 'edgeStorage'> {
  const named = new Set(services?.versions.map(({ namespace }) => namespace));
  return {
    services: services?.versions ?? [],
    events: offersPullPoints(services?.events),
    edgeStorage: { recording: named.has(NS.recording), search: named.has(NS.search), replay: named.has(NS.replay) },
  };
}

/** The port where a device dialled in the clear speaks TLS, tried; of one that is dialled by TLS already, the one in use when an earlier probe found it. */
async function findSecurePort(
  session: OnvifSession,
  services: DeviceServices,
  context: ContactContext,
  deadline: ContactDeadline,
): Promise<number | undefined> {
  if (session.isSecure) return context.securePort;
  const port = await offeredSecurePort(session, services);
  if (port === undefined) return undefined;
  return (await reachSecurely(session.device.origin.pinned, port, context.network, deadline)) && port;
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
