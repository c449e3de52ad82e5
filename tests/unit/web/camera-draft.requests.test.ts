import { describe, expect, it } from 'vitest';
import { cameraCreateWire, cameraPatchWire, placementWire } from '../../../domain/wire/camera-wire.ts';
import { cameraChange } from '../../../web/cameras/camera-change.ts';
import { cameraDraftOf, type CameraDraft, emptyCameraDraft } from '../../../web/cameras/camera-draft.ts';
import { cameraOfDraft, placementOfDraft, problemsOfDraft } from '../../../web/cameras/read-camera-draft.ts';

const unitId = '01a20589-591f-7386-b3f1-af762e1a8694';
const filled: CameraDraft = {
  ...emptyCameraDraft(unitId),
  name: ' Ngã ba chợ 1 ',
  latText: '11,789',
  lonText: '108.2431',
  url: 'rtsp://10.0.0.9:554/s1',
  purpose: 'junction',
  noticeDay: '1/11/2026',
};

describe('a filled camera form', () => {
  it('has no problems and makes a body that the API takes', () => {
    expect(problemsOfDraft(filled)).toEqual({});
    const body = cameraCreateWire.parse(cameraOfDraft(filled));
    expect(body).toMatchObject({ name: 'Ngã ba chợ 1', purpose: 'junction', notice: { postedAt: '2026-11-01' } });
    expect(body.placement.position.coordinates).toEqual([108.2431, 11.789]);
  });

  it('leaves out what is empty, so that the camera becomes a draft', () => {
    const body = cameraOfDraft({ ...filled, purpose: '', noticeDay: '', siteName: ' ' });
    expect(body).not.toHaveProperty('purpose');
    expect(body).not.toHaveProperty('notice');
    expect(body).not.toHaveProperty('siteName');
  });

  it('sends credentials only when both were typed', () => {
    expect(cameraOfDraft(filled)?.source).not.toHaveProperty('password');
    expect(cameraOfDraft({ ...filled, username: 'admin', password: 'p' })?.source).toMatchObject({ username: 'admin', password: 'p' });
  });

  it('records nothing and takes no pictures of a camera without a stream', () => {
    const body = cameraCreateWire.parse(cameraOfDraft({ ...filled, kind: 'registered', recordingMode: 'continuous' }));
    expect(body).toMatchObject({ source: { kind: 'registered' }, snapshotEverySeconds: 0, recording: { mode: 'off' } });
  });

  it('takes a full turn as north', () => expect(placementOfDraft({ ...filled, bearingDeg: 360 })?.bearingDeg).toBe(0));
});

describe('a camera form with mistakes', () => {
  it.each([
    [{ name: ' ' }, 'name', 'required'],
    [{ unitId: '' }, 'unitId', 'required'],
    [{ latText: '' }, 'placement.position.lat', 'latitude'],
    [{ latText: '108.2' }, 'placement.position.lat', 'latitude'],
    [{ lonText: 'đông' }, 'placement.position.lon', 'longitude'],
    [{ noticeDay: '31/02/2026' }, 'notice.postedAt', 'day'],
    [{ url: 'http://10.0.0.9/s1' }, 'source.url', 'rtspUrl'],
    [{ kind: 'onvif' as const }, 'source.url', 'onvifUrl'],
    [{ username: 'admin' }, 'source.password', 'bothCredentials'],
  ])('%o is pointed out at %s as %s', (change, path, problem) => {
    expect(problemsOfDraft({ ...filled, ...change })).toEqual({ [path]: problem });
  });
});

describe('a change of a camera', () => {
  it('is empty when nothing was touched', () => expect(cameraChange(filled, filled)).toEqual({ patch: null, placement: null }));

  it('sends only what was touched', () => {
    const change = cameraChange(filled, { ...filled, name: 'Ngã tư', recordingMode: 'continuous', retentionHours: 24 });
    expect(change).toEqual({ patch: { name: 'Ngã tư', recording: { mode: 'continuous', retentionHours: 24 } }, placement: null });
    expect(cameraPatchWire.safeParse(change.patch).success).toBe(true);
  });

  it('makes a new placement of a turn and leaves the rest alone', () => {
    const change = cameraChange(filled, { ...filled, bearingDeg: 180 });
    expect(change.patch).toBeNull();
    expect(placementWire.parse(change.placement)).toMatchObject({ bearingDeg: 180, hfovDeg: 87 });
  });

  it('leaves a camera that can be turned what it is, whatever else is changed', () => {
    const placement = { motion: 'ptz' as const, panRangeDeg: 200 };
    const change = cameraChange({ ...filled, ...placement }, { ...filled, ...placement, heightM: 6 });
    expect(placementWire.parse(change.placement)).toMatchObject({ ...placement, heightM: 6 });
    expect(placementWire.parse(placementOfDraft({ ...filled, motion: 'dome' }))).toMatchObject({ motion: 'dome', panRangeDeg: null });
    expect(placementOfDraft({ ...filled, panRangeDeg: 200 })).toMatchObject({ motion: 'fixed', panRangeDeg: null });
  });

  it('reads motion and pan range of the camera that it is opened with', () => {
    const stored = {
      position: { type: 'Point', coordinates: [108.2, 11.7] },
      heightM: 4,
      bearingDeg: 1,
      tiltDeg: 2,
      hfovDeg: 3,
      rangeM: 4,
      resolution: { width: 5, height: 6 },
    };
    const camera = { source: { kind: 'registered' }, notice: null, recording: {}, placement: { ...stored, motion: 'ptz', panRangeDeg: 120 } };
    expect(cameraDraftOf(camera as never)).toMatchObject({ motion: 'ptz', panRangeDeg: 120 });
    expect(cameraDraftOf({ ...camera, placement: { ...camera.placement, panRangeDeg: null } } as never)).toMatchObject({ motion: 'ptz', panRangeDeg: 360 });
  });

  it('never sends an empty password over a stored one', () => {
    expect(cameraChange(filled, { ...filled, transport: 'udp' }).patch).toEqual({ source: { kind: 'rtsp', url: 'rtsp://10.0.0.9:554/s1', transport: 'udp' } });
  });
});
