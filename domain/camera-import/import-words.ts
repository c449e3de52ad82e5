import type { CameraPurpose, RecordingMode } from '../camera-terms.ts';

/** Words of the column "source kind", folded. Simulated cameras are not imported. */
export const SOURCE_KIND_WORDS: Readonly<Record<string, 'rtsp' | 'onvif' | 'registered'>> = {
  rtsp: 'rtsp',
  onvif: 'onvif',
  registered: 'registered',
  'khong ket noi': 'registered',
  'chi dang ky': 'registered',
  'dang ky': 'registered',
};

export const TRANSPORT_WORDS: Readonly<Record<string, 'tcp' | 'udp'>> = { tcp: 'tcp', udp: 'udp' };

export const RECORDING_WORDS: Readonly<Record<string, RecordingMode>> = {
  off: 'off',
  khong: 'off',
  continuous: 'continuous',
  co: 'continuous',
  'lien tuc': 'continuous',
  edge: 'edge',
  'tren camera': 'edge',
  'trong camera': 'edge',
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
  'disorder spot': 'disorder_spot',
  'diem mat trat tu': 'disorder_spot',
  'hay mat trat tu': 'disorder_spot',
  border: 'border',
  'bien gioi': 'border',
  'giap ranh': 'border',
  bank: 'bank',
  'ngan hang': 'bank',
  other: 'other',
  khac: 'other',
};
