import type { OnvifDeviceOptions } from '../device-options.ts';
import { element, type XmlElement } from '../xml/xml-element.ts';
import type { QualifiedName } from '../xml/xml-namespaces.ts';
import { footageRange, type Recording, type RecordingTrack } from './recording.ts';
import { recordedTime } from './recorded-time.ts';

/** tt:RecordingInformation (onvif.xsd; Recording Search, "RecordingInformation Structure"). */
export function recordingInformation(name: QualifiedName, recording: Recording, options: OnvifDeviceOptions): XmlElement {
  const range = footageRange(recording.tracks);
  return element(name, [
    element('tt:RecordingToken', recording.token),
    sourceInformation(recording),
    range && element('tt:EarliestRecording', recordedTime(range.startMs, options)),
    range && element('tt:LatestRecording', recordedTime(range.endMs, options)),
    element('tt:Content', recording.content),
    // "If there is no recorded data for a track the TrackInformation shall not be provided."
    ...recording.tracks.filter((track) => track.spans.length > 0).map((track) => trackInformation(track, options)),
    element('tt:RecordingStatus', recording.status),
  ]);
}

/** tt:GetRecordingsResponseItem of the recording service. */
export function recordingItem(recording: Recording): XmlElement {
  return element('trc:RecordingItem', [
    element('tt:RecordingToken', recording.token),
    element('tt:Configuration', [sourceInformation(recording), element('tt:Content', recording.content), element('tt:MaximumRetentionTime', 'PT0S')]),
    element('tt:Tracks', recording.tracks.map(trackItem)),
  ]);
}

function trackItem({ token, type, description }: RecordingTrack): XmlElement {
  return element('tt:Track', [
    element('tt:TrackToken', token),
    element('tt:Configuration', [element('tt:TrackType', type), element('tt:Description', description)]),
  ]);
}

function sourceInformation({ source }: Recording): XmlElement {
  return element('tt:Source', [
    element('tt:SourceId', source.id),
    element('tt:Name', source.name),
    element('tt:Location', source.location),
    element('tt:Description', source.description),
    element('tt:Address', source.address),
    source.videoSourceToken === undefined ? undefined : element('tt:VideoSourceToken', source.videoSourceToken),
  ]);
}

function trackInformation(track: RecordingTrack, options: OnvifDeviceOptions): XmlElement | undefined {
  const range = footageRange([track]);
  if (range === undefined) return undefined;
  return element('tt:Track', [
    element('tt:TrackToken', track.token),
    element('tt:TrackType', track.type),
    element('tt:Description', track.description),
    element('tt:DataFrom', recordedTime(range.startMs, options)),
    element('tt:DataTo', recordedTime(range.endMs, options)),
  ]);
}
