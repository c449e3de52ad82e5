import { type AuthOptions, defaultAuthOptions } from '../onvif-device/auth/auth-options.ts';
import type { Recording } from '../onvif-device/recording/recording.ts';

export type RtspMethod = 'OPTIONS' | 'DESCRIBE' | 'SETUP' | 'PLAY' | 'PAUSE' | 'TEARDOWN' | 'GET_PARAMETER' | 'SET_PARAMETER';

/** An answer in place of the proper one, such as 404, 461 or a redirect. */
export type RefusalAnswer = number | { readonly status: number; readonly headers: Readonly<Record<string, string>> };

/** What the replay server does; the defaults keep to ONVIF Streaming, "Playback". */
export interface ReplayOptions extends AuthOptions {
  /** True time in milliseconds since 1970. */
  readonly now: () => number;
  readonly recordings: readonly Recording[];
  /** Added to true time in requests and time stamps alike: the recorder's clock, or local time taken for UTC. */
  readonly timelineOffsetMs: number;
  /** Where the header extension 0xABAC goes; the specification has it on the first packet of every access unit. */
  readonly extension: 'first-packet' | 'every-packet' | 'none';
  /** Whether the first access unit after a gap carries D as well. Not in the specification's figures, yet seen. */
  readonly discontinuityAfterGap: boolean;
  /** Leaves the E bit away at gaps and ends, and T. */
  readonly omitEndMarks: boolean;
  /** Answers by method in place of the proper ones; a 401 comes with a challenge. */
  readonly refuse: Partial<Record<RtspMethod, RefusalAnswer>>;
  /** After so many access units of a PLAY nothing is sent any more; the connection stays and answers requests. */
  readonly stallAfterUnits: number;
  /** After so many access units of a PLAY the connection is reset. */
  readonly breakAfterUnits: number;
  /** Begins that many groups of pictures before the right one; negative: later, so that footage is missing. */
  readonly earlierGroups: number;
  /** How far beyond the asked end it sends. */
  readonly overrunMs: number;
  /** Plays all there is, whatever the range says. */
  readonly ignoreRange: boolean;
  /** Sends the units of the footage again and again, at true times that go on. */
  readonly endless: boolean;
  readonly rtcp: boolean;
  /** What happens when the range is played. The specification: transmission stops and the session goes on. */
  readonly atEnd: 'silence' | 'bye' | 'close';
  /** How track addresses stand in the SDP. */
  readonly control: 'relative' | 'absolute';
  /** How fast real time goes with rate control; 1 is right, 10 makes tests quick. */
  readonly pace: number;
  /** Session timeout; a session without a request for so long is closed with its connection. */
  readonly sessionTimeoutSeconds: number;
}

export const defaultReplayOptions: ReplayOptions = {
  ...defaultAuthOptions,
  now: Date.now,
  recordings: [],
  timelineOffsetMs: 0,
  extension: 'first-packet',
  discontinuityAfterGap: false,
  omitEndMarks: false,
  refuse: {},
  stallAfterUnits: Number.POSITIVE_INFINITY,
  breakAfterUnits: Number.POSITIVE_INFINITY,
  earlierGroups: 0,
  overrunMs: 0,
  ignoreRange: false,
  endless: false,
  rtcp: true,
  atEnd: 'silence',
  control: 'relative',
  pace: 1,
  sessionTimeoutSeconds: 60,
};
