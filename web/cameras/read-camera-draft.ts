import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { CameraCreate } from '../api/api-types.ts';
import { parseLocalDay } from '../formats/local-time.ts';
import { readDegrees } from '../formats/read-degrees.ts';
import type { CameraDraft } from './camera-draft.ts';

/** What may be wrong with a field before it is sent; each has a text `formProblem.<name>`. */
export type FormProblem = 'required' | 'day' | 'latitude' | 'longitude' | 'rtspUrl' | 'onvifUrl' | 'bothCredentials' | 'channelTemplate' | 'channelNumber';

/** Problems by the path that the API uses for the field. */
export type FormProblems = Readonly<Partial<Record<string, FormProblem>>>;

/** Where the draft places the camera; null while its position is missing or can't be read. */
export function placementOfDraft(draft: CameraDraft): CameraPlacement | null {
  const lonDeg = readDegrees(draft.lonText, 180);
  const latDeg = readDegrees(draft.latText, 90);
  if (lonDeg === null || latDeg === null) return null;
  const { heightM, bearingDeg, tiltDeg, hfovDeg, rangeM, widthPx, heightPx, motion, panRangeDeg } = draft;
  return {
    position: { type: 'Point', coordinates: [lonDeg, latDeg] },
    heightM,
    bearingDeg: bearingDeg % 360,
    tiltDeg,
    hfovDeg,
    rangeM,
    resolution: { width: widthPx, height: heightPx },
    motion,
    panRangeDeg: motion === 'fixed' || panRangeDeg >= 360 ? null : panRangeDeg,
  };
}

/** What keeps the draft from being sent; empty when nothing does. The service has the last word. */
export function problemsOfDraft(draft: CameraDraft): FormProblems {
  const problems: Record<string, FormProblem> = {};
  if (draft.name.trim() === '') problems['name'] = 'required';
  if (draft.unitId === '') problems['unitId'] = 'required';
  if (draft.noticeDay.trim() !== '' && parseLocalDay(draft.noticeDay) === null) problems['notice.postedAt'] = 'day';
  if (readDegrees(draft.latText, 90) === null) problems['placement.position.lat'] = 'latitude';
  if (readDegrees(draft.lonText, 180) === null) problems['placement.position.lon'] = 'longitude';
  if (draft.kind === 'rtsp' && !/^rtsps?:\/\/[^\s/]/i.test(draft.url.trim())) problems['source.url'] = 'rtspUrl';
  if (draft.kind === 'onvif' && !/^https?:\/\/[^\s/]/i.test(draft.url.trim())) problems['source.url'] = 'onvifUrl';
  if ((draft.username === '') !== (draft.password === '')) problems['source.password'] = 'bothCredentials';
  return problems;
}

/** The source as the API takes it; empty credentials are left out. */
export function sourceOfDraft(draft: CameraDraft): CameraCreate['source'] {
  const credentials = draft.username === '' && draft.password === '' ? {} : { username: draft.username, password: draft.password };
  switch (draft.kind) {
    case 'rtsp':
      return { kind: 'rtsp', url: draft.url.trim(), transport: draft.transport, ...credentials };
    case 'onvif':
      return { kind: 'onvif', url: draft.url.trim(), ...credentials };
    case 'simulated':
      return { kind: 'simulated', seed: draft.seed };
    case 'registered':
      return { kind: 'registered' };
  }
}

/** A draft without problems as the API takes it; null while the position is missing. */
export function cameraOfDraft(draft: CameraDraft): CameraCreate | null {
  const placement = placementOfDraft(draft);
  if (placement === null) return null;
  const noticeDay = parseLocalDay(draft.noticeDay);
  return {
    name: draft.name.trim(),
    unitId: draft.unitId,
    ...(draft.siteName.trim() === '' ? {} : { siteName: draft.siteName.trim() }),
    placement: { ...placement, position: { type: 'Point', coordinates: [...placement.position.coordinates] } },
    source: sourceOfDraft(draft),
    snapshotEverySeconds: draft.kind === 'registered' ? 0 : draft.snapshotEverySeconds,
    recording: { mode: draft.kind === 'registered' ? 'off' : draft.recordingMode, retentionHours: draft.retentionHours },
    ...(draft.purpose === '' ? {} : { purpose: draft.purpose }),
    ...(noticeDay === null ? {} : { notice: { postedAt: noticeDay } }),
  };
}
