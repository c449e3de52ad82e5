import type { SignInScheme } from '../../domain/discovery-terms.ts';
import { parseAuthChallenges } from '../rtsp/auth-challenge.ts';

/** The ways of signing in that `WWW-Authenticate` fields offer (RFC 7616, RFC 7617), best first. */
export function signInOffer(challenges: readonly string[]): readonly SignInScheme[] {
  const offered = new Set(
    parseAuthChallenges(challenges).map(({ scheme, params }) => {
      if (scheme === 'basic') return 'basic';
      if (scheme !== 'digest') return undefined;
      return /^"?sha-(?:256|512-256)/i.test(params.get('algorithm') ?? '') ? 'digest_sha256' : 'digest_md5';
    }),
  );
  return (['digest_sha256', 'digest_md5', 'basic'] as const).filter((scheme) => offered.has(scheme));
}
