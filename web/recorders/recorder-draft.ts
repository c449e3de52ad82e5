import { CHANNEL_URL_TEMPLATES } from '../../domain/recorder-channel-url.ts';
import type { RecorderCreate } from '../api/api-types.ts';
import { emptyCameraDraft, type CameraDraft } from '../cameras/camera-draft.ts';
import { cameraOfDraft, problemsOfDraft, type FormProblems } from '../cameras/read-camera-draft.ts';

/** One channel of the form: a camera's draft, whose address and purpose are the recorder's. */
export interface ChannelDraft {
  readonly channel: number;
  readonly camera: CameraDraft;
}

/** What the form holds while somebody registers a recorder. */
export interface RecorderDraft {
  /** Name, place, unit, purpose, notice, address and sign-in, in the words of a camera's form. */
  readonly recorder: CameraDraft;
  readonly template: string;
  readonly channels: readonly ChannelDraft[];
}

/** A form nobody has touched, with one channel. */
export function emptyRecorderDraft(unitId = ''): RecorderDraft {
  const recorder = emptyCameraDraft(unitId);
  return { recorder, template: CHANNEL_URL_TEMPLATES[0]?.template ?? '', channels: [{ channel: 1, camera: emptyCameraDraft(unitId) }] };
}

/** One channel more: the next number, at the place of the last one, since they hang near each other. */
export function withNextChannel(draft: RecorderDraft): RecorderDraft {
  const last = draft.channels.at(-1);
  const channel = Math.max(0, ...draft.channels.map((each) => each.channel)) + 1;
  return { ...draft, channels: [...draft.channels, { channel, camera: { ...(last?.camera ?? emptyCameraDraft()), name: '' } }] };
}

/** The channel's draft as a whole camera: what it has in common with the others filled in. */
function wholeCamera({ recorder }: RecorderDraft, { camera }: ChannelDraft): CameraDraft {
  const { unitId, purpose, noticeDay } = recorder;
  return { ...camera, unitId, purpose, noticeDay, siteName: '', kind: 'registered', username: '', password: '' };
}

/** What keeps the recorder's own part from being sent. */
export function problemsOfRecorder({ recorder, template }: RecorderDraft): FormProblems {
  const own = Object.entries(problemsOfDraft(recorder)).filter(([path]) => !path.startsWith('placement.'));
  const needsTemplate = recorder.kind === 'rtsp' && !/^\/.*\{channel/.test(template.trim());
  return { ...Object.fromEntries(own), ...(needsTemplate ? { 'source.channelUrlTemplate': 'channelTemplate' as const } : {}) };
}

/** What keeps a channel from being sent; `isTwice`: another one has its number. */
export function problemsOfChannel(draft: RecorderDraft, channel: ChannelDraft): FormProblems {
  const isTwice = draft.channels.filter((each) => each.channel === channel.channel).length > 1;
  const { unitId: _unit, 'notice.postedAt': _notice, ...own } = problemsOfDraft(wholeCamera(draft, channel));
  return { ...own, ...(isTwice || channel.channel < 1 ? { channel: 'channelNumber' as const } : {}) };
}

/** Place in the list of the first channel that can't be sent; null when all can. */
export function firstWrongChannel(draft: RecorderDraft): number | null {
  const index = draft.channels.findIndex((channel) => Object.keys(problemsOfChannel(draft, channel)).length > 0);
  return index === -1 ? null : index;
}

/** Whether the draft may be sent. */
export function isComplete(draft: RecorderDraft): boolean {
  return Object.keys(problemsOfRecorder(draft)).length === 0 && firstWrongChannel(draft) === null;
}

function sourceOf({ recorder, template }: RecorderDraft): RecorderCreate['source'] {
  const { username, password } = recorder;
  const credentials = username === '' && password === '' ? {} : { username, password };
  const url = recorder.url.trim();
  if (recorder.kind === 'rtsp') return { kind: 'rtsp', url, transport: recorder.transport, channelUrlTemplate: template.trim(), ...credentials };
  return recorder.kind === 'onvif' ? { kind: 'onvif', url, ...credentials } : { kind: 'registered' };
}

/** A draft without problems as the API takes it. */
export function recorderOfDraft(draft: RecorderDraft): RecorderCreate | null {
  const { recorder } = draft;
  const dialled = recorder.kind !== 'registered';
  const channels = draft.channels.flatMap((channel) => {
    const camera = cameraOfDraft(wholeCamera(draft, channel));
    if (camera === null) return [];
    const { unitId: _unit, source: _source, ...own } = camera;
    return [{ ...own, channel: channel.channel, snapshotEverySeconds: dialled ? 300 : 0 }];
  });
  if (channels.length < draft.channels.length) return null;
  const siteName = recorder.siteName.trim();
  return { name: recorder.name.trim(), unitId: recorder.unitId, ...(siteName === '' ? {} : { siteName }), source: sourceOf(draft), channels };
}
