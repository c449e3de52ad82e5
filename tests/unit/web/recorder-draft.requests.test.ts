import { describe, expect, it } from 'vitest';
import { recorderCreateWire } from '../../../domain/wire/recorder-wire.ts';
import {
  emptyRecorderDraft,
  firstWrongChannel,
  isComplete,
  problemsOfChannel,
  problemsOfRecorder,
  recorderOfDraft,
  withNextChannel,
  type RecorderDraft,
} from '../../../web/recorders/recorder-draft.ts';

const UNIT = '0190a000-0000-7000-8000-000000000001';

function filled(): RecorderDraft {
  const empty = emptyRecorderDraft(UNIT);
  const recorder = {
    ...empty.recorder,
    name: ' Đầu ghi chợ ',
    purpose: 'market',
    noticeDay: '1/11/2026',
    url: 'rtsp://192.168.1.20:554 ',
    username: 'xem',
    password: 'Rieng-cho-9',
  } as const;
  const [first] = empty.channels;
  const one = { ...first!, camera: { ...first!.camera, name: 'Cổng chợ', latText: '11,795', lonText: '108,235' } };
  const two = withNextChannel({ ...empty, recorder, channels: [one] });
  return { ...two, channels: two.channels.map((channel, index) => (index === 1 ? { ...channel, camera: { ...channel.camera, name: 'Sân sau' } } : channel)) };
}

describe('the form for a recorder', () => {
  it('makes one request of recorder and channels that the API takes', () => {
    const draft = filled();
    expect(isComplete(draft)).toBe(true);
    const request = recorderOfDraft(draft)!;
    expect(recorderCreateWire.safeParse(request).error).toBeUndefined();
    expect(request).toMatchObject({
      name: 'Đầu ghi chợ',
      unitId: UNIT,
      source: { kind: 'rtsp', url: 'rtsp://192.168.1.20:554', channelUrlTemplate: '/Streaming/Channels/{channel}01', username: 'xem' },
      channels: [
        { channel: 1, name: 'Cổng chợ', purpose: 'market', notice: { postedAt: '2026-11-01' }, snapshotEverySeconds: 300 },
        { channel: 2, name: 'Sân sau', purpose: 'market', placement: { position: { coordinates: [108.235, 11.795] } } },
      ],
    });
    expect(request.channels[0]).not.toHaveProperty('source');
  });

  it('hangs the next channel where the last one hangs, under the next number and without a name', () => {
    const { channels } = withNextChannel(filled());
    expect(channels[2]).toMatchObject({ channel: 3, camera: { name: '', latText: '11,795' } });
  });

  it('says what is missing, at the recorder and at the channel', () => {
    const empty = emptyRecorderDraft();
    expect(problemsOfRecorder(empty)).toEqual({ name: 'required', unitId: 'required', 'source.url': 'rtspUrl' });
    expect(problemsOfRecorder({ ...empty, template: '/live' })).toMatchObject({ 'source.channelUrlTemplate': 'channelTemplate' });
    expect(problemsOfChannel(empty, empty.channels[0]!)).toEqual({
      name: 'required',
      'placement.position.lat': 'latitude',
      'placement.position.lon': 'longitude',
    });
    const draft = filled();
    const twice = { ...draft, channels: draft.channels.map((channel) => ({ ...channel, channel: 4 })) };
    expect(problemsOfChannel(twice, twice.channels[0]!)).toEqual({ channel: 'channelNumber' });
    expect(isComplete(twice)).toBe(false);
  });

  it('says which channel is the first that can not be sent, by its place in the list', () => {
    const draft = filled();
    expect([firstWrongChannel(draft), firstWrongChannel(withNextChannel(draft)), firstWrongChannel(emptyRecorderDraft())]).toEqual([null, 2, 0]);
  });

  it('leaves address, path and sign-in out where the recorder is not dialled', () => {
    const draft = filled();
    const request = recorderOfDraft({ ...draft, recorder: { ...draft.recorder, kind: 'registered' } })!;
    expect(request.source).toEqual({ kind: 'registered' });
    expect(request.channels.map(({ snapshotEverySeconds }) => snapshotEverySeconds)).toEqual([0, 0]);
  });
});
