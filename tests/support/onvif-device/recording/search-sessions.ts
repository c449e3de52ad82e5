import { randomBytes } from 'node:crypto';
import type { OnvifDeviceOptions } from '../device-options.ts';
import { receiverFault, senderFault } from '../soap/soap-fault.ts';
import { SearchSession, type SearchKind, type SearchResults } from './search-session.ts';

/** The search sessions that are alive (Recording Search, "Search Session"). */
export class SearchSessions {
  readonly #sessions = new Map<string, SearchSession>();

  /**
   * Begins a search.
   *
   * @throws SoapFault `ter:ResourceProblem` when there are as many as the device can have.
   */
  start(kind: SearchKind, results: SearchResults, keepAliveMs: number, options: OnvifDeviceOptions): SearchSession {
    this.#dropExpired(options);
    if (this.#sessions.size >= options.search.maxSessions) {
      throw receiverFault('The device is unable to create a new search session', 'ter:Action', 'ter:ResourceProblem');
    }
    // Random, because "a device shall not reuse a search token immediately".
    const session = new SearchSession(`search_${randomBytes(6).toString('hex')}`, kind, results, keepAliveMs, options.now());
    this.#sessions.set(session.token, session);
    return session;
  }

  /** @throws SoapFault `ter:InvalidToken` when it never was, is of another kind, was completed, ended or has expired. */
  find(token: string, kind: SearchKind | 'any', options: OnvifDeviceOptions): SearchSession {
    this.#dropExpired(options);
    const session = this.#sessions.get(token);
    if (session === undefined || (kind !== 'any' && session.kind !== kind)) {
      throw senderFault('The search token is invalid', 'ter:InvalidArgVal', 'ter:InvalidToken');
    }
    return session;
  }

  end(session: SearchSession): void {
    session.stop();
    this.#sessions.delete(session.token);
  }

  #dropExpired(options: OnvifDeviceOptions): void {
    for (const session of this.#sessions.values()) if (session.expired(options.now())) this.end(session);
  }
}
