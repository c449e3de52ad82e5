import type { AccessUnit, FootageSpan, RecordingTrack } from '../onvif-device/recording/recording.ts';

/** A G.711 µ-law track `AUDIO001` of silence, a packet of 20 ms, wherever the video has footage. */
export function audioTrack(video: readonly FootageSpan[]): RecordingTrack {
  // µ-law silence is 0xFF (ITU-T G.711, table 2b); 8,000 bytes a second.
  const silence = Buffer.alloc(160, 0xff);
  return { token: 'AUDIO001', type: 'Audio', description: 'G.711', spans: video.map((span) => regular(span, 20, () => silence)) };
}

/** A metadata track `META001`, a tt:MetadataStream each second, wherever the video has footage; its frames hold `objects`. */
export function metadataTrack(video: readonly FootageSpan[], objects = ''): RecordingTrack {
  const document = (timeMs: number) =>
    Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?><tt:MetadataStream xmlns:tt="http://www.onvif.org/ver10/schema"><tt:VideoAnalytics>` +
        `<tt:Frame UtcTime="${new Date(timeMs).toISOString()}">${objects}</tt:Frame></tt:VideoAnalytics></tt:MetadataStream>`,
    );
  return { token: 'META001', type: 'Metadata', description: '', spans: video.map((span) => regular(span, 1_000, document)) };
}

function regular({ startMs, endMs }: FootageSpan, intervalMs: number, payload: (timeMs: number) => Buffer): FootageSpan {
  const units: AccessUnit[] = [];
  for (let timeMs = startMs; timeMs < endMs; timeMs += intervalMs) units.push({ timeMs, clean: true, parts: [payload(timeMs)] });
  return { startMs, endMs, units };
}
