import type { CameraMotion, CameraPurpose, RecordingMode } from '../../domain/camera-terms.ts';
import type { SourceKind } from '../../domain/camera-source.ts';
import type { Camera } from '../api/api-types.ts';
import { formatCalendarDay } from '../formats/instant-format.ts';

/** What a camera form holds while somebody fills it in: texts as they were typed, numbers where a slider sets them. */
export interface CameraDraft {
  readonly name: string;
  readonly siteName: string;
  readonly unitId: string;
  readonly purpose: CameraPurpose | '';
  /** `dd/mm/yyyy` or empty. */
  readonly noticeDay: string;
  readonly kind: SourceKind;
  readonly url: string;
  readonly transport: 'tcp' | 'udp';
  readonly username: string;
  readonly password: string;
  readonly seed: number;
  /** Degrees as typed; empty before the camera is placed. */
  readonly latText: string;
  readonly lonText: string;
  readonly heightM: number;
  readonly bearingDeg: number;
  readonly tiltDeg: number;
  readonly hfovDeg: number;
  readonly rangeM: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly motion: CameraMotion;
  /** Of a camera that can be turned; 360 is a full turn. */
  readonly panRangeDeg: number;
  readonly recordingMode: RecordingMode;
  readonly retentionHours: number;
  readonly snapshotEverySeconds: number;
}

/** A form nobody has touched, with the figures of a usual street camera. */
export function emptyCameraDraft(unitId = ''): CameraDraft {
  return {
    name: '',
    siteName: '',
    unitId,
    purpose: '',
    noticeDay: '',
    kind: 'rtsp',
    url: '',
    transport: 'tcp',
    username: '',
    password: '',
    seed: 1,
    latText: '',
    lonText: '',
    heightM: 4,
    bearingDeg: 0,
    tiltDeg: 12,
    hfovDeg: 87,
    rangeM: 40,
    widthPx: 1920,
    heightPx: 1080,
    motion: 'fixed',
    panRangeDeg: 360,
    recordingMode: 'off',
    retentionHours: 72,
    snapshotEverySeconds: 300,
  };
}

/** A form for a camera that is registered. User name and password are never told again: empty means "as before". */
export function cameraDraftOf(camera: Camera): CameraDraft {
  return {
    ...emptyCameraDraft(camera.unitId),
    name: camera.name,
    siteName: camera.siteName,
    purpose: camera.purpose ?? '',
    noticeDay: camera.notice === null ? '' : formatCalendarDay(camera.notice.postedAt),
    ...sourceDraft(camera.source),
    ...placementDraft(camera.placement),
    recordingMode: camera.recording.mode,
    retentionHours: camera.recording.retentionHours,
    snapshotEverySeconds: camera.snapshotEverySeconds,
  };
}

function sourceDraft(source: Camera['source']): Partial<CameraDraft> {
  switch (source.kind) {
    case 'rtsp':
      return { kind: 'rtsp', url: source.url, transport: source.transport };
    case 'onvif':
      return { kind: 'onvif', url: source.url };
    case 'simulated':
      return { kind: 'simulated', seed: source.seed };
    case 'registered':
      return { kind: 'registered' };
  }
}

function placementDraft(placement: Camera['placement']): Partial<CameraDraft> {
  if (placement === null) return {};
  const { heightM, bearingDeg, tiltDeg, hfovDeg, rangeM, resolution, motion, panRangeDeg } = placement;
  const [lonDeg, latDeg] = placement.position.coordinates;
  return {
    latText: String(latDeg),
    lonText: String(lonDeg),
    heightM,
    bearingDeg,
    tiltDeg,
    hfovDeg,
    rangeM,
    widthPx: resolution.width,
    heightPx: resolution.height,
    motion,
    panRangeDeg: panRangeDeg ?? 360,
  };
}
