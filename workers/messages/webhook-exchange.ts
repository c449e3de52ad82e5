import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';

/** More than this of an answer is not read. */
const MOST_ANSWER_BYTES = 4096;

/** What a webhook answered; its body is read to its end or its limit, and thrown away. */
export interface WebhookAnswer {
  readonly status: number;
}

async function drain(answer: IncomingMessage): Promise<void> {
  let bytes = 0;
  for await (const chunk of answer) {
    bytes += (chunk as Buffer).length;
    if (bytes > MOST_ANSWER_BYTES) break;
  }
}

/** One POST on a connection of its own. Redirects are answers like any other: they are not followed. Rejects with the foreign error or the signal's reason. */
export async function postOnce(url: string, body: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<WebhookAnswer> {
  const target = new URL(url);
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = request(target, {
      method: 'POST',
      agent: false,
      signal,
      headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': String(Buffer.byteLength(body)), connection: 'close', ...headers },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      drain(answer)
        .then(() => resolve({ status: answer.statusCode ?? 0 }))
        .catch(reject)
        .finally(() => outgoing.destroy());
    });
    outgoing.end(body);
  });
}
