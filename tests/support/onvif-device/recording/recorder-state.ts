import { SearchSessions } from './search-sessions.ts';

/** What a recorder remembers between requests. */
export interface RecorderState {
  readonly searches: SearchSessions;
  /** `SessionTimeout` of the replay configuration, as it was set. */
  replaySessionTimeout: string;
}

export function createRecorderState(): RecorderState {
  return { searches: new SearchSessions(), replaySessionTimeout: 'PT60S' };
}
