/** Footage of one access unit: a picture, a piece of sound or a metadata document. */
export interface AccessUnit {
  /** True capture time, in milliseconds since 1970. */
  readonly timeMs: number;
  /** Whether decoding can begin here (a clean point of ONVIF Streaming, "Playback"). */
  readonly clean: boolean;
  /** NAL units without start codes for video; the one payload otherwise. */
  readonly parts: readonly Buffer[];
}

/** Contiguous footage. Times are true time in milliseconds since 1970; the end is the end of the last unit. */
export interface FootageSpan {
  readonly startMs: number;
  readonly endMs: number;
  /** What can be played; a device that is only searched needs none. */
  readonly units?: readonly AccessUnit[];
}

export type TrackType = 'Video' | 'Audio' | 'Metadata';

/** A track with footage in order of time; between two spans there is a gap. */
export interface RecordingTrack {
  readonly token: string;
  readonly type: TrackType;
  readonly description: string;
  readonly spans: readonly FootageSpan[];
}

/** What tt:RecordingInformation and tt:GetRecordingsResponseItem tell of a recording. */
export interface Recording {
  readonly token: string;
  /** tt:RecordingSourceInformation. */
  readonly source: {
    readonly id: string;
    readonly name: string;
    readonly location: string;
    readonly description: string;
    readonly address: string;
    /** Left out by devices older than the element. */
    readonly videoSourceToken?: string;
  };
  readonly content: string;
  readonly status: 'Initiated' | 'Recording' | 'Stopped' | 'Removing' | 'Removed' | 'Unknown';
  readonly tracks: readonly RecordingTrack[];
}

/** From the first to the last footage of all tracks, in true milliseconds since 1970; `undefined` when there is none. */
export function footageRange(tracks: readonly RecordingTrack[]): { readonly startMs: number; readonly endMs: number } | undefined {
  const spans = tracks.flatMap((track) => track.spans);
  if (spans.length === 0) return undefined;
  return { startMs: Math.min(...spans.map((span) => span.startMs)), endMs: Math.max(...spans.map((span) => span.endMs)) };
}
