import { foldCameraName } from '../camera-name-fold.ts';
import type { CameraMotion, CameraPurpose, RecordingMode } from '../camera-terms.ts';

/** A word as the lists below have it: without marks, case and punctuation. `school_gate`, `Cổng trường` and `Ngã ba, ngã tư` are words. */
export function foldWord(text: string): string {
  return foldCameraName(text.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' '));
}

/** Words of the column "source kind", as `foldWord` writes them. Simulated cameras are not imported. Those of the pages are among them: people copy what they see there. */
export const SOURCE_KIND_WORDS: Readonly<Record<string, 'rtsp' | 'onvif' | 'registered'>> = {
  rtsp: 'rtsp',
  onvif: 'onvif',
  registered: 'registered',
  'khong ket noi': 'registered',
  'chi dang ky': 'registered',
  'dang ky': 'registered',
  'chi dang ky khong ket noi': 'registered',
};

export const TRANSPORT_WORDS: Readonly<Record<string, 'tcp' | 'udp'>> = { tcp: 'tcp', udp: 'udp' };

export const RECORDING_WORDS: Readonly<Record<string, RecordingMode>> = {
  off: 'off',
  khong: 'off',
  'khong ghi': 'off',
  continuous: 'continuous',
  co: 'continuous',
  'lien tuc': 'continuous',
  'ghi lien tuc': 'continuous',
  edge: 'edge',
  'tren camera': 'edge',
  'trong camera': 'edge',
  'trong thiet bi': 'edge',
  'ghi trong thiet bi': 'edge',
};

export const MOTION_WORDS: Readonly<Record<string, CameraMotion>> = {
  fixed: 'fixed',
  'co dinh': 'fixed',
  ptz: 'ptz',
  xoay: 'ptz',
  quay: 'ptz',
  'quay quet': 'ptz',
  'camera xoay': 'ptz',
  'xoay duoc': 'ptz',
  'xoay duoc ptz': 'ptz',
  dome: 'dome',
  'ban cau': 'dome',
  'camera ban cau': 'dome',
  'ban cau dome': 'dome',
};

export const PURPOSE_WORDS: Readonly<Record<string, CameraPurpose>> = {
  junction: 'junction',
  'nga ba': 'junction',
  'nga tu': 'junction',
  'nga ba nga tu': 'junction',
  'nut giao': 'junction',
  market: 'market',
  cho: 'market',
  'school gate': 'school_gate',
  'cong truong': 'school_gate',
  'cong truong hoc': 'school_gate',
  residential: 'residential',
  'khu dan cu': 'residential',
  'dan cu': 'residential',
  'accident spot': 'accident_spot',
  'diem tai nan': 'accident_spot',
  'hay xay ra tai nan': 'accident_spot',
  'diem hay xay ra tai nan': 'accident_spot',
  'disorder spot': 'disorder_spot',
  'diem mat trat tu': 'disorder_spot',
  'hay mat trat tu': 'disorder_spot',
  'diem hay mat trat tu': 'disorder_spot',
  border: 'border',
  'bien gioi': 'border',
  'duong bien': 'border',
  'giap ranh': 'border',
  bank: 'bank',
  'ngan hang': 'bank',
  'quy tin dung': 'bank',
  'ngan hang quy tin dung': 'bank',
  other: 'other',
  khac: 'other',
  'muc dich khac': 'other',
};
