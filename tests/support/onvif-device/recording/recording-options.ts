import type { Recording } from './recording.ts';

/** How the search service behaves; the defaults are a prompt device that keeps to the specification. */
interface SearchBehaviour {
  /** At most so many results become available for each GetResults; with more to come the state is `Searching`. */
  readonly pieceSize: number;
  /** So many GetResults calls find nothing yet and answer `Queued`, a state that is deprecated but still in the schema. */
  readonly queuedCalls: number;
  /** After the last result the search goes on for ever: GetResults block until their wait time. */
  readonly neverCompletes: boolean;
  /** The results begin again and again, recordings with a number more in the token each time. */
  readonly endless: boolean;
  readonly maxSessions: number;
  /**
   * `as-specified`: a GetResults of a search that goes on returns before its wait time only with MinResults or MaxResults
   * (neither given: it waits). `for-first`: as soon as there is one, as impatient devices do.
   */
  readonly wait: 'as-specified' | 'for-first';
}

/** What GetReplayUri is asked for. */
export interface ReplayUriRequest {
  readonly recordingToken: string;
  readonly transport: 'udp' | 'tcp' | 'http' | 'multicast';
}

export interface RecordingOptions {
  readonly searchService: boolean;
  readonly recordingService: boolean;
  readonly replayService: boolean;
  readonly recordings: readonly Recording[];
  /**
   * How times of recordings are written. All are on the device's clock (true time plus `clockOffsetMs`).
   * `utc` is right; `local-as-utc` writes local time with `Z`, `without-zone` local time without a zone,
   * `with-offset` local time with its offset.
   */
  readonly recordingTimes: 'utc' | 'local-as-utc' | 'without-zone' | 'with-offset';
  readonly search: SearchBehaviour;
  /** What GetReplayUri answers; it goes out as it is, so it may be hostile. When absent an address of this host that nobody serves. */
  readonly replayUri: string | ((request: ReplayUriRequest) => string) | undefined;
  /** Transports that GetReplayUri takes. */
  readonly replayTransports: readonly ReplayUriRequest['transport'][];
}

/** Prompt and correct; changed by `{ ...promptSearch, pieceSize: 2 }`. */
export const promptSearch: SearchBehaviour = {
  pieceSize: Number.POSITIVE_INFINITY,
  queuedCalls: 0,
  neverCompletes: false,
  endless: false,
  maxSessions: 10,
  wait: 'as-specified',
};

export const defaultRecordingOptions: RecordingOptions = {
  searchService: false,
  recordingService: false,
  replayService: false,
  recordings: [],
  recordingTimes: 'utc',
  search: promptSearch,
  replayUri: undefined,
  replayTransports: ['udp', 'tcp', 'http'],
};
