import type { ContactFailure } from './contact-failure.ts';

/** What a failed contact through a channel says: the recorder itself is gone or refuses us, only this channel gives nothing, or it could be either. */
export type FailureReach = 'recorder' | 'channel' | 'unsure';

/** The recorder answered, and has nothing under this channel. */
const CHANNEL_CODES: ReadonlySet<string> = new Set([
  'path_not_found',
  'no_video',
  'no_such_channel',
  'transport_unsupported',
  'redirect_refused',
  'stream_stalled',
]);
/** One password, one encryption, for all channels. */
const RECORDER_CODES: ReadonlySet<string> = new Set(['auth_failed', 'tls_failed', 'address_forbidden', 'port_forbidden']);

/**
 * Judges whose failure it is. A recorder that answers slowly or wrongly through one channel may do so because that channel's camera is unplugged: another
 * channel tells.
 */
export function failureReach({ outcome, problem }: ContactFailure): FailureReach {
  if (outcome === 'unreachable' || outcome === 'refused' || RECORDER_CODES.has(problem.code)) return 'recorder';
  return CHANNEL_CODES.has(problem.code) ? 'channel' : 'unsure';
}
