import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What to ask and how often. */
export interface PacedLoad {
  readonly url: string;
  /** One after the other, again from the start. */
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** Requests per second, evenly spread; 0 asks the next when the one before is answered. */
  readonly perSecond: number;
  readonly seconds: number;
}

/** Milliseconds from when a request was due to the end of its answer. */
async function timed(agent: Agent, url: string, headers: PacedLoad['headers'], dueMs: number): Promise<number> {
  const status = await new Promise<number>((resolve, reject) => {
    request(url, { agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
      answer.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
  if (status !== 200) throw new Error(`an answer had status ${status}`);
  return performance.now() - dueMs;
}

/**
 * Latencies in milliseconds, to a fraction, of a steady load. A request that had to wait for its turn counts from when it was due, so that a server that stands still
 * is not flattered.
 */
export async function pacedLatenciesMs({ url, paths, headers, perSecond, seconds }: PacedLoad): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;
  const pending: Promise<number>[] = [];
  try {
    for (let index = 0; performance.now() < endMs; index += 1) {
      const dueMs = perSecond === 0 ? performance.now() : startMs + (index * 1000) / perSecond;
      if (dueMs > performance.now()) await sleep(dueMs - performance.now());
      const answer = timed(agent, `${url}${paths[index % paths.length]!}`, headers, perSecond === 0 ? dueMs : Math.max(dueMs, startMs));
      pending.push(answer);
      if (perSecond === 0) await answer;
    }
    return await Promise.all(pending);
  } finally {
    agent.destroy();
  }
}
