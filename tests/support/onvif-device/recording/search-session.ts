import { setTimeout as delay } from 'node:timers/promises';
import type { OnvifDeviceOptions } from '../device-options.ts';
import type { XmlElement } from '../xml/xml-element.ts';

export type SearchKind = 'recordings' | 'events';

/** What a search finds: the result of an index, `undefined` behind the last one. The elements are made when they are asked for. */
export interface SearchResults {
  readonly count: number;
  readonly at: (index: number) => XmlElement;
  /** What EndSearch answers as the end point when the search was completed, in true milliseconds since 1970. */
  readonly endPointMs: number;
}

/** How much GetResults asks for; absent bounds are `undefined`. */
interface ResultWish {
  readonly minResults: number | undefined;
  readonly maxResults: number | undefined;
  readonly waitMs: number;
}

interface ResultPage {
  readonly state: 'Queued' | 'Searching' | 'Completed';
  readonly results: readonly XmlElement[];
}

/** One search (Recording Search, "Search Session"). */
export class SearchSession {
  readonly token: string;
  readonly kind: SearchKind;
  readonly results: SearchResults;
  readonly #keepAliveMs: number;
  readonly #stopped = new AbortController();
  #next = 0;
  #calls = 0;
  #pending = 0;
  #aliveUntilMs: number;

  constructor(token: string, kind: SearchKind, results: SearchResults, keepAliveMs: number, nowMs: number) {
    this.token = token;
    this.kind = kind;
    this.results = results;
    this.#keepAliveMs = keepAliveMs;
    this.#aliveUntilMs = nowMs + keepAliveMs;
  }

  expired(nowMs: number): boolean {
    return this.#pending === 0 && nowMs > this.#aliveUntilMs;
  }

  /** Ends it; a call that blocks returns. */
  stop(): void {
    this.#stopped.abort();
  }

  /**
   * The next results. Blocks as GetRecordingSearchResults is to: until MaxResults or MinResults are there, the wait time
   * is over, or the search is completed or stopped.
   */
  async take(wish: ResultWish, options: OnvifDeviceOptions, signal: AbortSignal): Promise<ResultPage> {
    this.#pending += 1;
    try {
      return await this.#take(wish, options, AbortSignal.any([signal, this.#stopped.signal]));
    } finally {
      this.#pending -= 1;
      this.#aliveUntilMs = options.now() + this.#keepAliveMs;
    }
  }

  async #take(wish: ResultWish, { search }: OnvifDeviceOptions, signal: AbortSignal): Promise<ResultPage> {
    this.#calls += 1;
    if (this.#calls <= search.queuedCalls) return { state: 'Queued', results: [] };
    const total = search.endless ? Number.POSITIVE_INFINITY : this.results.count;
    // Without MaxResults a reply of an endless search still has to end somewhere.
    const count = Math.min(total - this.#next, search.pieceSize, wish.maxResults ?? 1_000);
    const results = Array.from({ length: count }, (_, index) => this.results.at(this.#next + index));
    this.#next += count;
    if (this.#next >= total && !search.neverCompletes) return { state: 'Completed', results };
    if (count < wanted(wish, search.wait)) await delay(wish.waitMs, undefined, { signal }).catch(() => undefined);
    return { state: 'Searching', results };
  }
}

/** With how many results a call returns before its wait time is over. */
function wanted({ minResults, maxResults }: ResultWish, wait: 'as-specified' | 'for-first'): number {
  if (wait === 'for-first') return 1;
  return Math.min(minResults ?? Number.POSITIVE_INFINITY, maxResults ?? Number.POSITIVE_INFINITY);
}
