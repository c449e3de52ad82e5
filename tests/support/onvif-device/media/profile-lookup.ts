import { senderFault } from '../soap/soap-fault.ts';
import type { MediaOptions, MediaProfile } from './media-options.ts';

/**
 * The profile of a token.
 *
 * @throws SoapFault `ter:InvalidArgVal`/`ter:NoProfile` (Media 5.2.3, Media2 5.1.2).
 */
export function findProfile(options: MediaOptions, token: string): MediaProfile {
  const profile = options.profiles.find((candidate) => candidate.token === token);
  if (profile === undefined) throw senderFault('The media profile does not exist', 'ter:InvalidArgVal', 'ter:NoProfile');
  return profile;
}
