import type { DeviceEvent } from '../events/event-options.ts';
import { footageRange, type Recording, type RecordingTrack } from './recording.ts';

/** A recording event (Recording Search, "Recording Event Descriptions") at its true time. */
export interface RecordingEvent {
  readonly recordingToken: string;
  readonly trackToken: string;
  readonly timeMs: number;
  /** Virtual: the state at the start of the search, and nothing that happened then. */
  readonly startState: boolean;
  readonly event: DeviceEvent;
}

/** All that happened to a recording, oldest first. */
export function recordingEvents(recording: Recording): readonly RecordingEvent[] {
  const range = footageRange(recording.tracks);
  if (range === undefined) return [];
  const ends = recording.status === 'Recording' ? [] : [recordingState(recording, range.endMs, false)];
  const events = [recordingState(recording, range.startMs, true), ...recording.tracks.flatMap((track) => trackEvents(recording, track)), ...ends];
  return events.toSorted((one, other) => one.timeMs - other.timeMs);
}

/** The virtual events that say how things stood at a time (Recording Search, "Recording Event"). */
export function startStates(recording: Recording, timeMs: number): readonly RecordingEvent[] {
  const range = footageRange(recording.tracks);
  const within = (spans: readonly { startMs: number; endMs: number }[]) => spans.some((span) => span.startMs <= timeMs && timeMs < span.endMs);
  const recordingNow = range !== undefined && within([range]);
  const states = [
    recordingState(recording, timeMs, recordingNow),
    ...recording.tracks.map((track) => trackState(recording, track, timeMs, within(track.spans))),
  ];
  return states.map((state) => ({ ...state, startState: true }));
}

function trackEvents(recording: Recording, track: RecordingTrack): readonly RecordingEvent[] {
  return track.spans.flatMap((span, index) => {
    const goesOn = index === track.spans.length - 1 && recording.status === 'Recording';
    const begins = trackState(recording, track, span.startMs, true);
    return goesOn ? [begins] : [begins, trackState(recording, track, span.endMs, false)];
  });
}

function recordingState({ token, tracks }: Recording, timeMs: number, recordingNow: boolean): RecordingEvent {
  const event = property('RecordingHistory/Recording/State', { RecordingToken: token }, { IsRecording: String(recordingNow) });
  // tt:FindEventResult wants a track even for what concerns the whole recording.
  return { recordingToken: token, trackToken: tracks[0]?.token ?? '', timeMs, startState: false, event };
}

function trackState({ token }: Recording, track: RecordingTrack, timeMs: number, present: boolean): RecordingEvent {
  const event = property('RecordingHistory/Track/State', { RecordingToken: token, Track: track.token }, { IsDataPresent: String(present) });
  return { recordingToken: token, trackToken: track.token, timeMs, startState: false, event };
}

function property(topic: string, source: Readonly<Record<string, string>>, data: Readonly<Record<string, string>>): DeviceEvent {
  return { topic, operation: 'Changed', source, data };
}
