import type { NewPackageTimestamp } from '../../db/repositories/package-timestamp-repository.ts';
import { toAppError } from '../../domain/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { TimestampAuthority } from './timestamp-authority.ts';

/** Until a stamp that wasn't to be had is asked for again. */
const NEXT_TRY_MS = 60_000;

/**
 * Asks once for the stamp on a package's signature while the package is sealed. Whatever keeps the authority from giving it keeps nobody from the package: it says why, and the stamp is fetched later. Undefined when no authority is
 * configured. Errors: only when the worker stops (cancelled).
 */
export async function tryToStamp(
  { timestampAuthority, clock }: { readonly timestampAuthority?: TimestampAuthority | undefined; readonly clock: Clock },
  signatureSha256: Uint8Array,
  signal: AbortSignal,
): Promise<NewPackageTimestamp | undefined> {
  if (timestampAuthority === undefined) return undefined;
  const nextTryAtMs = clock.now() + NEXT_TRY_MS;
  try {
    return { signatureSha256, stamp: await timestampAuthority(signatureSha256, signal), nextTryAtMs };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (signal.aborted) throw error;
    return { signatureSha256, stamp: { errorCode: error.code }, nextTryAtMs };
  }
}
