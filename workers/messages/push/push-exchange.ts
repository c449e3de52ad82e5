import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { PinnedAddress } from '../../../camera-adapters/network-policy.ts';

const MOST_ANSWER_BYTES = 4096;

/** One POST to a push service, at the address that was judged. */
export interface PushCall {
  readonly url: URL;
  readonly pinned: PinnedAddress;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Certificates of authorities besides the system's; only tests have some. */
  readonly ca?: string | undefined;
}

/** Gives what was judged to whoever asks: the name is not resolved a second time. */
function lookupOf({ address, family }: PinnedAddress): LookupFunction {
  return (_host, options, done) => (options.all === true ? done(null, [{ address, family }]) : done(null, address, family));
}

/** Returns the status of the answer, a redirect's too: none is followed. Rejects with the foreign error or the signal's reason. */
export function postPush({ url, pinned, body, headers, signal, ca }: PushCall): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = requestHttps(url, {
      method: 'POST',
      agent: false,
      lookup: lookupOf(pinned),
      signal,
      headers: { ...headers, 'content-length': String(body.length), connection: 'close' },
      ...(ca === undefined ? {} : { ca }),
    });
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_ANSWER_BYTES) outgoing.destroy();
      });
      answer.on('error', () => undefined);
      answer.on('close', () => resolve(answer.statusCode ?? 0));
    });
    outgoing.end(body);
  });
}
