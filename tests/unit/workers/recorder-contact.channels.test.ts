import { describe, expect, test } from 'vitest';
import type { ChannelTarget } from '../../../db/repositories/contact-target-repository.ts';
import { AppError, type ErrorKind } from '../../../domain/app-error.ts';
import type { PingResult } from '../../../domain/camera-contact.ts';
import type { ContactResult } from '../../../workers/contacts/camera-contacts.ts';
import { judgeFailure } from '../../../workers/contacts/contact-failure.ts';
import { askTroubled, contactRecorder } from '../../../workers/contacts/recorder-contact.ts';

const RECORDER = 'recorder-1';
const UP: ContactResult<PingResult> = { ok: true, value: { roundTripMs: 5 }, startedAtMs: 1000, endedAtMs: 1005 };
const fails = (kind: ErrorKind, code: string): ContactResult<PingResult> => ({
  ok: false,
  failure: judgeFailure(new AppError(kind, code, 'x')),
  startedAtMs: 1000,
  endedAtMs: 1008,
});
const TIMEOUT = fails('timeout', 'camera_timeout');
const REFUSED = fails('unreachable', 'connection_refused');
const NO_PATH = fails('camera', 'path_not_found');

const channel = (n: number, state: Partial<ChannelTarget> = {}): ChannelTarget => ({
  cameraId: `c${n}`,
  recorderId: RECORDER,
  source: { kind: 'rtsp', url: `rtsp://10.0.0.1/${n}`, transport: 'tcp' },
  recordingMode: 'continuous',
  retentionHours: 72,
  inOwnTrouble: false,
  isDown: false,
  ...state,
});
const contact = async (channels: readonly ChannelTarget[], answers: Record<string, ContactResult<PingResult>>, turn = 0) => {
  const asked: string[] = [];
  const ping = async ({ cameraId }: ChannelTarget) => {
    asked.push(cameraId);
    return answers[cameraId] ?? UP;
  };
  const found = await contactRecorder({ recorderId: RECORDER, turn, channels }, ping);
  const observations = [...found.observations, ...(await askTroubled(found, ping))];
  const said = Object.fromEntries(observations.map(({ cameraId, facets }) => [cameraId, facets?.reachable?.state]));
  return { asked, said, observations };
};
const THREE = [channel(1), channel(2), channel(3)];

describe('a contact with a recorder', () => {
  test('goes through one channel, another each turn, and speaks for all', async () => {
    expect(await contact(THREE, {})).toMatchObject({ asked: ['c1'], said: { c1: 'up', c2: 'up', c3: 'up' } });
    expect((await contact(THREE, {}, 4)).asked).toEqual(['c2']);
  });

  test.each([
    ['a refused connection', REFUSED],
    ['a refused password', fails('camera', 'auth_failed')],
    ['a forbidden address', fails('camera', 'address_forbidden')],
    ['a broken encryption', fails('camera', 'tls_failed')],
  ])('by %s blames the recorder at once', async (_what, failure) => {
    const { asked, said, observations } = await contact(THREE, { c1: failure });
    expect({ asked, said }).toEqual({ asked: ['c1'], said: { c1: 'down', c2: 'down', c3: 'down' } });
    for (const { facets, viaRecorder } of observations) expect([facets?.reachable?.cause?.['recorderId'], viaRecorder]).toEqual([RECORDER, true]);
  });

  test.each([
    ['silence', TIMEOUT],
    ['a wrong answer', fails('camera', 'bad_answer')],
    ['"too many viewers"', fails('camera', 'camera_busy')],
  ])('by %s asks a second channel before it blames the recorder', async (_what, failure) => {
    const mistaken = await contact(THREE, { c1: failure });
    expect(mistaken).toMatchObject({ asked: ['c1', 'c2'], said: { c1: 'down', c2: 'up', c3: 'up' } });
    expect(mistaken.observations.find(({ cameraId }) => cameraId === 'c1')?.facets?.reachable?.cause).not.toHaveProperty('recorderId');
    const right = await contact(THREE, { c1: failure, c2: failure });
    expect(right).toMatchObject({ asked: ['c1', 'c2'], said: { c1: 'down', c2: 'down', c3: 'down' } });
    expect((await contact([channel(1)], { c1: failure })).observations[0]?.facets?.reachable?.cause).toHaveProperty('recorderId');
  });

  test('that is known to be gone asks once only', async () => {
    const gone = THREE.map((each) => ({ ...each, isDown: true }));
    expect((await contact(gone, { c1: TIMEOUT })).asked).toEqual(['c1']);
  });

  test('leaves a missing stream to its channel', async () => {
    expect(await contact(THREE, { c1: NO_PATH })).toMatchObject({ asked: ['c1'], said: { c1: 'down', c2: 'up', c3: 'up' } });
  });

  test('asks channels in trouble themselves, and not through them first', async () => {
    const channels = [channel(1, { inOwnTrouble: true, isDown: true }), channel(2), channel(3)];
    const { asked, said, observations } = await contact(channels, { c1: NO_PATH });
    expect({ asked, said }).toEqual({ asked: ['c2', 'c1'], said: { c1: 'down', c2: 'up', c3: 'up' } });
    expect(observations.find(({ cameraId }) => cameraId === 'c1')).not.toHaveProperty('viaRecorder');
    const dead = await contact(channels, { c2: REFUSED });
    expect(dead.asked).toEqual(['c2']);
    expect(dead.observations.map(({ viaRecorder }) => viaRecorder)).toEqual([false, true, true]);
  });

  test('asks no more silent channels than there is time for, each turn beginning with another', async () => {
    const channels = [channel(9), ...[1, 2, 3, 4].map((n) => channel(n, { inOwnTrouble: true, isDown: true }))];
    const slow = (endedAtMs: number) => ({ ...TIMEOUT, endedAtMs });
    const answers = { c1: slow(9000), c2: slow(17_000), c3: slow(9000), c4: slow(17_000) };
    expect((await contact(channels, answers)).asked).toEqual(['c9', 'c1', 'c2']);
    expect((await contact(channels, answers, 2)).asked).toEqual(['c9', 'c3', 'c4']);
  });

  test('that was ended, or failed for a reason of ours, says nothing of any channel', async () => {
    expect((await contact(THREE, { c1: fails('cancelled', 'contact_cancelled'), c2: fails('cancelled', 'contact_cancelled') })).observations).toEqual([]);
    const ours = await contact(THREE, { c1: fails('unavailable', 'secret_unreadable'), c2: fails('unavailable', 'secret_unreadable') });
    expect(Object.values(ours.said)).toEqual([undefined, undefined, undefined]);
  });
});
