import { describe, expect, it } from 'vitest';
import { type AdvisedCamera, cameraAdvice, offlineForMs } from '../../../web/cameras/camera-advice.ts';

function camera(changes: Partial<AdvisedCamera> = {}): AdvisedCamera {
  return {
    state: 'online',
    facets: { reachable: 'up', picture: 'ok', recording: 'on', clock: 'ok' },
    lastContactAt: '2026-11-22T01:00:00.000Z',
    lastProblem: null,
    source: { kind: 'rtsp', url: 'rtsp://10.0.0.9/s1', transport: 'tcp', hasCredentials: true },
    purpose: 'junction',
    notice: { postedAt: '2026-11-01' },
    ...changes,
  };
}

const facets = (changes: object) => ({ ...camera().facets, ...changes });

describe('the advice on a camera', () => {
  it.each([
    ['nothing when it is online', camera(), 'none'],
    ['power and network when it was lost', camera({ state: 'offline' }), 'offline_power'],
    ['the address when it was never reached', camera({ state: 'offline', lastContactAt: null }), 'offline_never_seen'],
    ['the password when the camera refuses the sign-in', camera({ state: 'offline', lastProblem: { code: 'auth_failed', message: '' } }), 'wrong_password'],
    [
      'the recorder when that is gone',
      camera({ state: 'offline', recorder: { id: 'r', name: 'Đầu ghi', channel: 1, down: true }, lastProblem: { code: 'camera_timeout', message: '' } }),
      'recorder_down',
    ],
    [
      "the recorder's service when only that refuses",
      camera({ state: 'offline', recorder: { id: 'r', name: 'Đầu ghi', channel: 1, down: true }, lastProblem: { code: 'connection_refused', message: '' } }),
      'recorder_refused',
    ],
    ['the lens when it is covered', camera({ state: 'degraded', facets: facets({ picture: 'covered' }) }), 'covered'],
    ['the direction when it was moved', camera({ state: 'degraded', facets: facets({ picture: 'moved' }) }), 'moved'],
    [
      'the gravest fault when there are several',
      camera({ state: 'degraded', facets: facets({ picture: 'frozen', clock: 'off', recording: 'gap' }) }),
      'frozen',
    ],
    ['the recording before the clock', camera({ state: 'degraded', facets: facets({ clock: 'off', recording: 'gap' }) }), 'recording_gap'],
    ['the clock', camera({ state: 'degraded', facets: facets({ clock: 'off' }) }), 'clock_off'],
    ['a test when no facet tells what is wrong', camera({ state: 'degraded' }), 'degraded_other'],
    ['both when purpose and notice are missing', camera({ state: 'draft', purpose: null, notice: null }), 'draft_both'],
    ['the notice when only that is missing', camera({ state: 'draft', notice: null }), 'draft_notice'],
    ['the purpose when only that is missing', camera({ state: 'draft', purpose: null }), 'draft_purpose'],
    ['patience before the first contact', camera({ state: 'unknown' }), 'unknown_yet'],
    ['handing in when it has no stream', camera({ state: 'unknown', source: { kind: 'registered' } }), 'hand_in_only'],
    ['nothing to mend during maintenance', camera({ state: 'maintenance' }), 'maintenance'],
  ])('is %s', (_what, given, advice) => expect(cameraAdvice(given)).toBe(advice));
});

describe('how long a camera has been lost', () => {
  const nowMs = Date.parse('2026-11-22T04:00:00.000Z');

  it('counts from its last answer', () => expect(offlineForMs({ state: 'offline', lastContactAt: '2026-11-22T01:00:00.000Z' }, nowMs)).toBe(3 * 3_600_000));
  it('is not told of a camera that answers', () => expect(offlineForMs({ state: 'online', lastContactAt: '2026-11-22T01:00:00.000Z' }, nowMs)).toBeNull());
  it('is not told of a camera that never did', () => expect(offlineForMs({ state: 'offline', lastContactAt: null }, nowMs)).toBeNull());
});
