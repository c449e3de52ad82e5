import { isAppError } from '../../domain/app-error.ts';
import type { MediaGeneration } from '../../domain/camera-contact.ts';
import type { DeviceServices } from './device-services.ts';
import { openMediaService } from './media-service.ts';
import type { MediaService } from './media-service.ts';
import { isBadAnswer } from './onvif-error.ts';
import { pairProfiles } from './paired-profile.ts';
import type { PairedProfile } from './paired-profile.ts';
import type { SoapClient } from './soap-client.ts';

/** The media of a device: Media2 first, and Media1 for what that lacks or fails at. */
export interface DeviceMedia {
  /** Those that answered so far, Media2 first. */
  readonly generations: readonly MediaGeneration[];
  readonly profiles: readonly PairedProfile[];
  /** Whether one of the services asked so far says that it has pictures by HTTP. */
  advertisesSnapshot(): Promise<boolean>;
  /** undefined when no service has one to give. */
  snapshotUri(profile: PairedProfile): Promise<string | undefined>;
  streamUri(profile: PairedProfile): Promise<{ readonly uri: string; readonly transport: 'tcp' | 'udp' }>;
}

/** A service that knows a profile, and its token for it. */
interface Known {
  readonly service: MediaService;
  readonly token: string;
}

/**
 * Opens the media of a device. Media1 is asked only when Media2 is missing, has no profiles or fails later; `both` asks it at once.
 *
 * @returns undefined when the device has neither.
 * @throws what the last service asked failed with, when none answered.
 */
export async function openDeviceMedia(
  client: SoapClient,
  services: DeviceServices,
  options: { readonly both?: boolean } = {},
): Promise<DeviceMedia | undefined> {
  const open = lazily((generation: MediaGeneration) => openGeneration(client, services, generation));
  const media2 = await tolerated(open('media2'), services.media1 !== undefined);
  const isMedia1Wanted = options.both === true || media2 === undefined || media2.profiles.length === 0;
  const media1 = isMedia1Wanted ? await tolerated(open('media1'), media2 !== undefined) : undefined;
  const opened = [media2, media1].filter((service) => service !== undefined);
  if (opened.length === 0) return undefined;
  const profiles = pairProfiles(media2?.profiles ?? [], media1?.profiles ?? []);

  /** Media2, then Media1, which may have to be opened now. */
  async function* knowing(profile: PairedProfile): AsyncGenerator<Known> {
    if (media2 !== undefined && profile.media2Token !== undefined) yield { service: media2, token: profile.media2Token };
    const late = media1 ?? (await tolerated(open('media1'), true));
    if (late === undefined) return;
    const paired = media1 === undefined ? pairProfiles([profile.profile], late.profiles)[0] : profile;
    if (paired?.media1Token !== undefined) yield { service: late, token: paired.media1Token };
  }

  /** Those of them that say they have pictures by HTTP; the others must not be asked (Media2, section 5.5.1). */
  async function* withSnapshots(profile: PairedProfile): AsyncGenerator<Known> {
    for await (const each of knowing(profile)) if (await each.service.advertisesSnapshot()) yield each;
  }

  return {
    generations: opened.map(({ generation }) => generation),
    profiles,
    async advertisesSnapshot() {
      for (const service of opened) if (await service.advertisesSnapshot()) return true;
      return false;
    },
    snapshotUri: (profile) => firstAnswer(withSnapshots(profile), ({ service, token }) => service.snapshotUri(token)),
    async streamUri(profile) {
      const found = await firstAnswer(knowing(profile), ({ service, token }) => service.streamUri(token));
      // a profile comes from a service that knows it
      return found!;
    },
  };
}

/** What one service fails at may be had from the next; if from none, the first failure tells. @returns undefined when nobody could be asked. */
async function firstAnswer<T>(known: AsyncIterable<Known>, ask: (known: Known) => Promise<T>): Promise<T | undefined> {
  let failure: unknown;
  for await (const each of known) {
    try {
      return await ask(each);
    } catch (error) {
      if (!isServiceFailure(error)) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return undefined;
}

function lazily(open: (generation: MediaGeneration) => Promise<MediaService | undefined>): typeof open {
  const opened = new Map<MediaGeneration, Promise<MediaService | undefined>>();
  return (generation) => {
    const before = opened.get(generation) ?? open(generation);
    opened.set(generation, before);
    return before;
  };
}

async function openGeneration(client: SoapClient, services: DeviceServices, generation: MediaGeneration): Promise<MediaService | undefined> {
  const service = services[generation];
  return service && openMediaService(client, generation, service);
}

/** undefined for a failure of this one service when `isTolerated`: another can stand in. */
async function tolerated<T>(work: Promise<T>, isTolerated: boolean): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isTolerated && isServiceFailure(error)) return undefined;
    throw error;
  }
}

/** The service answered, and not with what was asked for. A refused sign-in is none of these: the next service would refuse it too. */
function isServiceFailure(error: unknown): boolean {
  return (
    isAppError(error, 'camera_fault') ||
    isAppError(error, 'not_supported') ||
    isBadAnswer(error, 'missing', 'status', 'malformed', 'not_soap', 'too_large', 'redirect', 'encoded')
  );
}
