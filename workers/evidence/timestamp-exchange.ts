import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { AppError } from '../../domain/app-error.ts';
import { MOST_TIMESTAMP_BYTES } from '../../media/evidence/timestamp/read-timestamp.ts';

async function readReply(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer) {
    bytes += (chunk as Buffer).length;
    if (bytes > MOST_TIMESTAMP_BYTES)
      throw new AppError('unavailable', 'timestamp_authority_failed', 'The timestamp authority answers far more than a timestamp. Check its address.');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** The body of an answer that is one: 200 with the media type of RFC 3161, 3.4. Redirects are refusals: they are not followed. */
async function replyOf(answer: IncomingMessage): Promise<Buffer> {
  const { statusCode = 0, headers } = answer;
  const [type] = (headers['content-type'] ?? '').split(';');
  if (statusCode === 200 && type?.trim().toLowerCase() === 'application/timestamp-reply') return readReply(answer);
  if (statusCode === 401 || statusCode === 403)
    throw new AppError(
      'unavailable',
      'timestamp_authority_denied',
      `The timestamp authority does not let us in. Check user and password in its address. (${statusCode})`,
    );
  if (statusCode === 200)
    throw new AppError('unavailable', 'timestamp_authority_failed', 'What answers at the address of the timestamp authority is none. Check the address.');
  throw new AppError('unavailable', 'timestamp_authority_failed', `The timestamp authority failed. It is asked again. (${statusCode})`);
}

/**
 * Posts a question to a timestamp authority and gives the body of its answer, at most 64 KiB, whatever it is. One connection of its own, no redirects; user and password of the address go as Basic, and into no message.
 * Errors: `timestamp_authority_failed`, `timestamp_authority_denied` (unavailable), `timestamp_authority_unreachable` (unavailable), `timestamp_authority_slow` (timeout), `timestamp_cancelled` (cancelled).
 */
export async function postQuery(url: string, query: Uint8Array, deadlineMs: number, signal: AbortSignal): Promise<Buffer> {
  const target = new URL(url);
  const deadline = AbortSignal.timeout(deadlineMs);
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  const exchange = new Promise<Buffer>((resolve, reject) => {
    const outgoing = request(target, {
      method: 'POST',
      agent: false,
      signal: AbortSignal.any([signal, deadline]),
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply', 'content-length': query.length, connection: 'close' },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      replyOf(answer)
        .then(resolve, reject)
        .finally(() => outgoing.destroy());
    });
    outgoing.end(query);
  });
  return exchange.catch((error: unknown) => {
    if (error instanceof AppError) throw error;
    if (signal.aborted)
      throw new AppError('cancelled', 'timestamp_cancelled', 'The service was stopped before the timestamp was there. It is asked for again.');
    if (deadline.aborted) throw new AppError('timeout', 'timestamp_authority_slow', 'The timestamp authority did not answer in time. It is asked again.');
    // without the cause: some carry the address, and that may have a password
    throw new AppError(
      'unavailable',
      'timestamp_authority_unreachable',
      'The timestamp authority could not be reached, or it broke the connection off. It is asked again.',
    );
  });
}
