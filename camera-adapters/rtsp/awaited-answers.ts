import type { AppError } from '../../domain/app-error.ts';
import { headerValue } from './rtsp-message.ts';
import type { RtspResponse } from './rtsp-message.ts';

/** Requests that were sent and not yet answered. */
export interface AwaitedAnswers {
  /** The answer to the request with this `CSeq`, sent now. */
  wait(sequence: number): Promise<RtspResponse>;
  /** Gives an answer to whoever waits for it; one that nobody waits for is dropped. */
  take(response: RtspResponse): void;
  /** Rejects all that is awaited. */
  fail(error: AppError): void;
  /** Shortest time from a request to its answer, in milliseconds; undefined before the first answer. */
  readonly roundTripMs: number | undefined;
}

interface Waiting {
  readonly sentAtMs: number;
  readonly resolve: (response: RtspResponse) => void;
  readonly reject: (error: AppError) => void;
}

/** Joins answers with their requests by `CSeq` (RFC 2326 §12.17). */
export function createAwaitedAnswers(): AwaitedAnswers {
  const all = new Map<number, Waiting>();
  let roundTripMs: number | undefined;
  return {
    wait(sequence) {
      return new Promise((resolve, reject) => {
        all.set(sequence, { sentAtMs: performance.now(), resolve, reject });
      });
    },
    take(response) {
      const sequence = answeredSequence(response, all);
      const waiting = sequence === undefined ? undefined : all.get(sequence);
      if (sequence === undefined || waiting === undefined) return;
      all.delete(sequence);
      roundTripMs = Math.min(roundTripMs ?? Infinity, performance.now() - waiting.sentAtMs);
      waiting.resolve(response);
    },
    fail(error) {
      for (const { reject } of all.values()) reject(error);
      all.clear();
    },
    get roundTripMs() {
      return roundTripMs;
    },
  };
}

/** Some cameras leave `CSeq` out; while only one request is open there is no doubt. */
function answeredSequence(response: RtspResponse, waiting: ReadonlyMap<number, unknown>): number | undefined {
  const text = headerValue(response.headers, 'cseq');
  if (text !== undefined) return Number(text);
  return waiting.size === 1 ? waiting.keys().next().value : undefined;
}
