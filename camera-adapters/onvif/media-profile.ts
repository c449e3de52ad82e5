import type { StreamProfile } from '../../domain/camera-contact.ts';
import { cameraWords } from './onvif-error.ts';
import { NS } from './onvif-namespaces.ts';
import { childOf, childrenOf, descend, positiveAt, textAt } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** A media profile of a device. */
export interface MediaProfile extends StreamProfile {
  readonly token: string;
  /** The lens or channel it shows; a recorder has several. */
  readonly videoSourceToken?: string;
  /** How the device names the view of it that the profile shows; events of rules are told by this. */
  readonly videoSourceConfigToken?: string;
}

/** Where Media1 and Media2 keep the same things. */
interface ProfileShape {
  readonly namespace: string;
  readonly source: (profile: XmlElement) => XmlElement | undefined;
  readonly encoder: (profile: XmlElement) => XmlElement | undefined;
}

const MEDIA2: ProfileShape = {
  namespace: NS.media2,
  source: (profile) => descend(profile, NS.media2, 'Configurations', 'VideoSource'),
  encoder: (profile) => descend(profile, NS.media2, 'Configurations', 'VideoEncoder'),
};
const MEDIA1: ProfileShape = {
  namespace: NS.media1,
  source: (profile) => childOf(profile, NS.schema, 'VideoSourceConfiguration'),
  encoder: (profile) => childOf(profile, NS.schema, 'VideoEncoderConfiguration'),
};
const MAX_PROFILES = 512;

/** Profiles of a Media2 GetProfilesResponse (Media2, section 5.1.2); those without a token are left out. */
export function readMedia2Profiles(response: XmlElement): readonly MediaProfile[] {
  return readProfiles(response, MEDIA2);
}

/** Profiles of a Media1 GetProfilesResponse (Media, section 5.2.2); those without a token are left out. */
export function readMedia1Profiles(response: XmlElement): readonly MediaProfile[] {
  return readProfiles(response, MEDIA1);
}

function readProfiles(response: XmlElement, shape: ProfileShape): readonly MediaProfile[] {
  return childrenOf(response, shape.namespace, 'Profiles')
    .slice(0, MAX_PROFILES)
    .flatMap((profile) => readProfile(profile, shape) ?? []);
}

function readProfile(profile: XmlElement, shape: ProfileShape): MediaProfile | undefined {
  const token = profile.attributes.get('token');
  if (token === undefined || token === '') return undefined;
  const encoder = shape.encoder(profile);
  const nameNamespace = shape.namespace === NS.media2 ? NS.media2 : NS.schema;
  const source = shape.source(profile);
  const optional = {
    videoSourceToken: textAt(source, NS.schema, 'SourceToken'),
    videoSourceConfigToken: source?.attributes.get('token'),
    widthPx: positiveAt(encoder, NS.schema, 'Resolution', 'Width'),
    heightPx: positiveAt(encoder, NS.schema, 'Resolution', 'Height'),
    framesPerSecond: positiveAt(encoder, NS.schema, 'RateControl', 'FrameRateLimit'),
    bitrateKbps: positiveAt(encoder, NS.schema, 'RateControl', 'BitrateLimit'),
  };
  const present = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { token, name: cameraWords(textAt(profile, nameNamespace, 'Name') ?? token), codec: codecOf(encoder), ...present };
}

/** Media1 says JPEG, MPEG4 or H264; Media2 gives media types of RFC 4855, some makers with `video/` before them. */
function codecOf(encoder: XmlElement | undefined): StreamProfile['codec'] {
  const written = (textAt(encoder, NS.schema, 'Encoding') ?? '').toLowerCase().replace(/^video\//, '');
  if (written === 'h264') return 'h264';
  if (written === 'h265' || written === 'hevc') return 'h265';
  return written === 'jpeg' || written === 'mjpeg' ? 'mjpeg' : 'unknown';
}

/** Tokens of the device's video sources, in the order in which its profiles first name them: a recorder's channels. */
export function videoSources(profiles: readonly MediaProfile[]): readonly (string | undefined)[] {
  return [...new Set(profiles.map((profile) => profile.videoSourceToken))];
}

/**
 * The profile to record and photograph: the most pixels of one video source, the device's order deciding between equals. Codecs that can't be
 * recorded come last.
 *
 * @param wanted which video source, by its token or else by its number from 1; the first one when nothing is said.
 * @returns undefined when there is none.
 */
export function bestProfile<P extends { readonly profile: MediaProfile }>(
  candidates: readonly P[],
  wanted: { readonly videoSource?: string; readonly channel?: number } = {},
): P | undefined {
  const sources = videoSources(candidates.map(({ profile }) => profile));
  const source = wanted.videoSource ?? sources[(wanted.channel ?? 1) - 1];
  if (wanted.channel !== undefined && source === undefined && sources.length < wanted.channel) return undefined;
  const ofSource = candidates.filter(({ profile }) => profile.videoSourceToken === source);
  const rank = ({ profile }: P): number => (profile.codec === 'unknown' ? 0 : 1);
  const pixels = ({ profile }: P): number => (profile.widthPx ?? 0) * (profile.heightPx ?? 0);
  return ofSource.toSorted((a, b) => rank(b) - rank(a) || pixels(b) - pixels(a))[0];
}
