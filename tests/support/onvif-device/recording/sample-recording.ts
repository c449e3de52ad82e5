import type { FootageSpan, Recording, RecordingTrack } from './recording.ts';

/** What differs between sample recordings. */
interface SampleChoices {
  /** Channel of the recorder, from 1; it names the recording, its source and its video source. */
  readonly channel?: number;
  /** Footage of the video track: from and to in UTC, with the units if it is to be played. */
  readonly spans?: readonly FootageSpan[];
  readonly status?: Recording['status'];
  /** Tracks beside the video track `VIDEO001`. */
  readonly furtherTracks?: readonly RecordingTrack[];
  /** In place of the one made from the channel. */
  readonly token?: string;
  /** Empty: left out, as older devices do. */
  readonly videoSourceToken?: string;
}

/** A recording of one channel as a recorder would describe it. */
export function sampleRecording(choices: SampleChoices = {}): Recording {
  const { channel = 1, spans = [], status = 'Recording', furtherTracks = [] } = choices;
  const videoSourceToken = choices.videoSourceToken ?? `video_source_${channel}`;
  return {
    token: choices.token ?? `recording_${channel}`,
    source: {
      id: `urn:test-device:channel:${channel}`,
      name: `Kênh ${channel}`,
      location: 'Cổng chợ & bến xe',
      description: `Channel ${channel}`,
      address: '',
      ...(videoSourceToken !== '' && { videoSourceToken }),
    },
    content: 'Ghi liên tục',
    status,
    tracks: [{ token: 'VIDEO001', type: 'Video', description: 'H.264', spans }, ...furtherTracks],
  };
}

/** Footage that can be searched and not played, from and to as UTC text such as `2026-11-20T01:00:00Z`. */
export function spanOf(startUtc: string, endUtc: string): FootageSpan {
  return { startMs: Date.parse(startUtc), endMs: Date.parse(endUtc) };
}
