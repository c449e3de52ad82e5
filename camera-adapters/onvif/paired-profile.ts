import type { MediaProfile } from './media-profile.ts';

/** One stream of the device, by the token that each of its media services has for it. */
export interface PairedProfile {
  /** As Media2 describes it, else Media1. */
  readonly profile: MediaProfile;
  readonly media2Token?: string;
  readonly media1Token?: string;
}

/**
 * Pairs the profiles of both media services. The same token for the same video source is the same profile: devices mostly show one set under both services, except what
 * Media1 has no words for. Some makers number each service by itself: then the same source, codec and size make a pair, in the device's order.
 *
 * Media1 profiles without a partner come last.
 */
export function pairProfiles(media2: readonly MediaProfile[], media1: readonly MediaProfile[]): readonly PairedProfile[] {
  const free = new Set(media1);
  const take = (isPartner: (candidate: MediaProfile) => boolean): MediaProfile | undefined => {
    const found = [...free].find(isPartner);
    if (found !== undefined) free.delete(found);
    return found;
  };
  const byToken = media2.map((profile) => take((other) => other.token === profile.token && isSameSource(profile, other)));
  const paired = media2.map((profile, index): PairedProfile => {
    const partner = byToken[index] ?? take((other) => isSameSource(profile, other) && isSameEncoding(profile, other));
    return { profile, media2Token: profile.token, ...(partner && { media1Token: partner.token }) };
  });
  return [...paired, ...[...free].map((profile): PairedProfile => ({ profile, media1Token: profile.token }))];
}

function isSameSource(one: MediaProfile, other: MediaProfile): boolean {
  return one.videoSourceToken === undefined || other.videoSourceToken === undefined || one.videoSourceToken === other.videoSourceToken;
}

function isSameEncoding(one: MediaProfile, other: MediaProfile): boolean {
  return one.codec !== 'unknown' && one.codec === other.codec && one.widthPx === other.widthPx && one.heightPx === other.heightPx;
}
