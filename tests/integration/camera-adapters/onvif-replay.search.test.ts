import { describe, expect, test, vi } from 'vitest';
import { failureOf } from '../../support/camera-adapters/rtsp-contact.ts';
import { replayContact } from '../../support/camera-adapters/replay-contact.ts';
import type { OnvifDeviceOverrides } from '../../support/onvif-device/device-options.ts';
import type { DeviceFault } from '../../support/onvif-device/faults/device-fault.ts';
import { defaultMediaOptions } from '../../support/onvif-device/media/media-options.ts';
import { promptSearch } from '../../support/onvif-device/recording/recording-options.ts';
import { sampleRecording, spanOf } from '../../support/onvif-device/recording/sample-recording.ts';

const at = (time: string): string => `2026-11-20T${time}Z`;
const HOUR = [spanOf(at('01:00:00'), at('01:20:00')), spanOf(at('01:30:00'), at('02:00:00'))];
const [mainProfile] = defaultMediaOptions.profiles;
/** A recorder with four channels. */
const channels = [1, 2, 3, 4];
const profiles = channels.map((channel) => ({ ...mainProfile!, token: `profile_${channel}`, videoSourceToken: `video_source_${channel}` }));
const ofChannels = channels.map((channel) => sampleRecording({ channel, spans: HOUR, status: 'Stopped' }));
const NOT_SUPPORTED: DeviceFault = { kind: 'soap-fault', code: 'Receiver', subcodes: ['ter:ActionNotSupported'], reason: 'Optional Action Not Implemented' };
const operations = (requests: readonly { readonly operation: string }[]): string[] => requests.map(({ operation }) => operation);

describe.concurrent('what a camera keeps', () => {
  test('is found within the window and no further, by one signed-in search', async (context) => {
    const { search, recorder } = await replayContact(context, [sampleRecording({ spans: HOUR, status: 'Stopped' })]);
    expect(await search(at('00:30:00'), at('01:10:00'))).toMatchObject({
      stretches: [{ fromMs: Date.parse(at('01:00:00')), toMs: Date.parse(at('01:10:00')), recordingToken: 'recording_1', trackToken: 'VIDEO001' }],
      isCutShort: false,
      clock: { method: 'onvif' },
      problems: [],
    });
    expect((await search(at('03:00:00'), at('04:00:00'))).stretches).toEqual([]);
    // the device ends a search that it has completed
    expect(operations(recorder.device.requests)).not.toContain('EndSearch');
  });

  test('has the times of its own clock, wrong as it is', async (context) => {
    const { search } = await replayContact(context, [sampleRecording({ spans: HOUR })], { device: { clockOffsetMs: 3_600_000 } });
    expect((await search(at('00:00:00'), at('12:00:00'))).stretches).toMatchObject([{ fromMs: Date.parse(at('02:00:00')), toMs: Date.parse(at('03:00:00')) }]);
  });

  test.for(['with-offset', 'without-zone'] as const)('may be dated %s', async (recordingTimes, context) => {
    const { search } = await replayContact(context, [sampleRecording({ spans: HOUR })], { device: { recordingTimes } });
    expect((await search(at('00:00:00'), at('12:00:00'))).stretches).toMatchObject([{ fromMs: Date.parse(at('01:00:00')), toMs: Date.parse(at('02:00:00')) }]);
  });

  test('may be dated in local time that is marked as UTC: that is noticed, told and taken into account', async (context) => {
    const nowMs = Date.now();
    const spans = [{ startMs: nowMs - 3_600_000, endMs: nowMs - 2_000 }];
    const { search } = await replayContact(context, [sampleRecording({ spans })], { device: { recordingTimes: 'local-as-utc', timeZone: 'ICT-7' } });
    const found = await search(new Date(nowMs - 600_000).toISOString(), new Date(nowMs).toISOString());
    expect(found.problems).toMatchObject([{ code: 'recording_times_local' }]);
    expect(found.stretches).toMatchObject([{ fromMs: nowMs - 600_000, toMs: nowMs - 2_000, timesAheadMs: 7 * 3_600_000 }]);
  });

  test('is told by the recording service where there is no search: then nobody knows the times, and the window is asked for', async (context) => {
    const { search } = await replayContact(context, [sampleRecording({ spans: HOUR })], { device: { searchService: false } });
    expect((await search(at('01:10:00'), at('05:00:00'))).stretches).toMatchObject([
      { fromMs: Date.parse(at('01:10:00')), toMs: Date.parse(at('05:00:00')), recordingToken: 'recording_1', trackToken: 'VIDEO001' },
    ]);
  });

  test('is not asked for where nothing could be fetched', async (context) => {
    const { search, recorder } = await replayContact(context, [], { device: { replayService: false } });
    expect(await failureOf(search(at('01:00:00'), at('02:00:00')))).toMatchObject({ kind: 'camera', code: 'not_supported' });
    expect(operations(recorder.device.requests)).not.toContain('FindRecordings');
  });

  test('is found by devices older than GetServices', async (context) => {
    const { search } = await replayContact(context, [sampleRecording({ spans: HOUR })], {
      device: { faults: { 'device:GetServices': NOT_SUPPORTED } },
    });
    expect((await search(at('01:00:00'), at('02:00:00'))).stretches).toHaveLength(1);
  });
});

describe.concurrent('of a recorder', () => {
  test.for([{ channel: 3 }, { videoSource: 'video_source_3' }])('only what is of the channel is found: %o', async (wanted, context) => {
    const { search } = await replayContact(context, ofChannels, { device: { profiles } });
    expect((await search(at('01:00:00'), at('02:00:00'), wanted)).stretches).toMatchObject([{ recordingToken: 'recording_3' }]);
  });

  test('a recording that names no video source is known by what its source is called', async (context) => {
    const named = ofChannels.map((recording, index) => ({
      ...recording,
      source: { ...recording.source, id: `profile_${index + 1}`, videoSourceToken: undefined },
    }));
    const { search } = await replayContact(context, named as never, { device: { profiles } });
    expect((await search(at('01:00:00'), at('02:00:00'), { channel: 2 })).stretches).toMatchObject([{ recordingToken: 'recording_2' }]);
  });

  test('a channel without recordings has none, whatever the others have', async (context) => {
    const { search } = await replayContact(context, ofChannels.slice(0, 2), { device: { profiles } });
    expect((await search(at('01:00:00'), at('02:00:00'), { channel: 4 })).stretches).toEqual([]);
  });

  test("recordings of which nobody knows the channel are refused: another channel's pictures would be worse than none", async (context) => {
    const unnamed = channels.map((channel) => sampleRecording({ channel, spans: HOUR, videoSourceToken: '' }));
    const { search } = await replayContact(context, unnamed, { device: { profiles } });
    expect(await failureOf(search(at('01:00:00'), at('02:00:00'), { channel: 2 }))).toMatchObject({ kind: 'camera', code: 'recording_ambiguous' });
  });
});

describe.concurrent('a search', () => {
  const many = Array.from({ length: 250 }, (_, day) => sampleRecording({ token: `day_${day}`, spans: HOUR }));
  const searching = (device: OnvifDeviceOverrides, deadlineMs = 30_000) => ({ device, contact: { deadlineMs } });

  test('reads page after page', async (context) => {
    const { search, recorder } = await replayContact(context, many, searching({ search: { ...promptSearch, pieceSize: 60, queuedCalls: 2 } }));
    const found = await search(at('01:00:00'), at('02:00:00'));
    expect(new Set(found.stretches.map(({ recordingToken }) => recordingToken)).size).toBe(250);
    expect(found.isCutShort).toBe(false);
    expect(operations(recorder.device.requests).filter((operation) => operation === 'GetRecordingSearchResults')).toHaveLength(7);
  });

  test.for([
    ['that is never completed', { neverCompletes: true }],
    ['without end', { endless: true }],
  ] as const)('%s gives what it has, says so, and is ended on the device', async ([, search], context) => {
    const contact = await replayContact(context, many.slice(0, 3), searching({ search: { ...promptSearch, ...search } }, 15_000));
    const found = await contact.search(at('01:00:00'), at('02:00:00'));
    expect(found.isCutShort).toBe(true);
    expect(found.stretches.length).toBeGreaterThanOrEqual(3);
    await contact.recorder.device.waitFor('EndSearch');
  });

  test('on a device without a free search falls back to the list of recordings', async (context) => {
    const { search } = await replayContact(context, many.slice(0, 1), searching({ search: { ...promptSearch, maxSessions: 0 } }));
    expect((await search(at('01:00:00'), at('02:00:00'))).stretches).toHaveLength(1);
  });

  test.for([
    ['huge', { kind: 'large', bytes: 30_000_000 }],
    ['deep', { kind: 'deep', depth: 20_000 }],
    ['a bomb', { kind: 'entity-bomb' }],
    ['cut short', { kind: 'truncated' }],
    ['no XML', { kind: 'malformed-xml' }],
  ] as const)('whose answer is %s fails with a bad answer', async ([, fault], context) => {
    const faults = { 'search:GetRecordingSearchResults': fault };
    const { search } = await replayContact(context, many.slice(0, 1), searching({ recordingService: false, faults }));
    expect(await failureOf(search(at('01:00:00'), at('02:00:00')))).toMatchObject({ kind: 'camera', code: 'bad_answer' });
  });

  test('ends with its deadline and with its caller', async (context) => {
    const faults = { 'search:FindRecordings': { kind: 'hang', after: 'nothing' } } as const;
    const { search, adapter, source, context: contact, recorder } = await replayContact(context, [], searching({ faults }, 1_000));
    const begun = (): number => operations(recorder.device.requests).filter((operation) => operation === 'FindRecordings').length;
    expect(await failureOf(search(at('01:00:00'), at('02:00:00')))).toMatchObject({ kind: 'timeout', code: 'camera_timeout' });
    const [before, leaving] = [begun(), new AbortController()];
    const left = failureOf(adapter.searchRecordings(source, { fromMs: 0, toMs: 1 }, { ...contact, deadlineMs: 60_000, signal: leaving.signal }));
    await vi.waitFor(() => expect(begun()).toBeGreaterThan(before), { timeout: 30_000 });
    leaving.abort();
    expect(await left).toMatchObject({ code: 'contact_cancelled' });
  });

  test.for(['its caller', 'its deadline'] as const)('that is aborted by %s is ended on the device: its one search is free again', async (by, context) => {
    const faults = { 'search:GetRecordingSearchResults': { kind: 'hang', after: 'nothing', times: 1 } } as const;
    const device = { search: { ...promptSearch, maxSessions: 1 }, recordingService: false, faults };
    const { search, adapter, source, context: contact, recorder } = await replayContact(context, many.slice(0, 1), searching(device));
    const leaving = new AbortController();
    // long enough to get as far as its results on a machine that stands still for seconds
    const deadlineMs = by === 'its caller' ? 60_000 : 4_000;
    const left = failureOf(adapter.searchRecordings(source, { fromMs: 0, toMs: 1 }, { ...contact, deadlineMs, signal: leaving.signal }));
    await recorder.device.waitFor('GetRecordingSearchResults');
    if (by === 'its caller') leaving.abort();
    expect(await left).toMatchObject({ code: by === 'its caller' ? 'contact_cancelled' : 'camera_timeout' });
    const ended = await recorder.device.waitFor('EndSearch');
    await vi.waitFor(() => expect(ended.status).toBe(200), { timeout: 30_000 });
    expect((await search(at('01:00:00'), at('02:00:00'))).stretches).toHaveLength(1);
  });

  test('that fails by a refused password is not ended with the same password again', async (context) => {
    const refused = { kind: 'soap-fault', code: 'Sender', subcodes: ['ter:NotAuthorized'], reason: 'Sender not Authorized' } as const;
    const { search, recorder } = await replayContact(
      context,
      many.slice(0, 1),
      searching({ recordingService: false, faults: { 'search:GetRecordingSearchResults': refused } }),
    );
    expect(await failureOf(search(at('01:00:00'), at('02:00:00')))).toMatchObject({ code: 'auth_failed' });
    expect(operations(recorder.device.requests)).not.toContain('EndSearch');
  });
});

describe.concurrent('an address for the replay', () => {
  test.for([
    ['of a metadata service', 'rtsp://169.254.169.254/replay', 'address_forbidden'],
    ['of another protocol', 'http://127.0.0.1/replay', 'bad_answer'],
    ['of a file', 'file:///etc/passwd', 'bad_answer'],
    ['that is none', ' ', 'bad_answer'],
  ] as const)('%s is not dialled', async ([, replayUri, code], context) => {
    const { replay } = await replayContact(context, [sampleRecording({ spans: HOUR })], { device: { replayUri } });
    expect(await failureOf(replay(at('01:00:00'), at('01:01:00')))).toMatchObject({ kind: 'camera', code });
  });

  test('of a recording that is gone is refused by the device', async (context) => {
    const { adapter, source, context: contact } = await replayContact(context, []);
    const stretch = { fromMs: 0, toMs: 60_000, recordingToken: '<gone & away>' };
    const request = { stretch, folder: '/nonexistent', segmentMs: 60_000, stallMs: 1_000, maxBytes: 1e6, onFile: () => undefined };
    expect(await failureOf(adapter.replayRecording(source, request, contact))).toMatchObject({ kind: 'camera', code: 'replay_refused' });
  });

  test('has no password in it, whatever the device wrote', async (context) => {
    const contact = await replayContact(context, [sampleRecording({ spans: HOUR })], { device: { replayUri: 'rtsp://admin:bi-mat@127.0.0.1:1/replay' } });
    const failure = await failureOf(contact.replay(at('01:00:00'), at('01:01:00')));
    expect(JSON.stringify({ ...failure, message: failure.message, cause: String(failure.cause) })).not.toContain('bi-mat');
  });
});
