import type { AppError } from '../app-error.ts';
import type { ImportColumn } from './import-column.ts';

const BY_PATH: Readonly<Record<string, ImportColumn>> = {
  name: 'name',
  unitId: 'unit',
  siteName: 'siteName',
  'placement.position': 'latitude',
  'placement.heightM': 'heightM',
  'placement.bearingDeg': 'bearingDeg',
  'placement.tiltDeg': 'tiltDeg',
  'placement.hfovDeg': 'hfovDeg',
  'placement.rangeM': 'rangeM',
  'placement.resolution': 'resolution',
  'placement.motion': 'motion',
  'placement.panRangeDeg': 'panRangeDeg',
  'placement.validFrom': 'validFrom',
  'source.kind': 'sourceKind',
  'source.url': 'url',
  'source.transport': 'transport',
  'source.username': 'username',
  'source.password': 'password',
  purpose: 'purpose',
  'notice.postedAt': 'noticePostedAt',
  snapshotEverySeconds: 'snapshotEverySeconds',
  'recording.mode': 'recordingMode',
  'recording.retentionHours': 'retentionHours',
};

/** The column behind a path into the body of `POST /cameras`, such as `placement.position.coordinates.1`. */
export function columnOfPath(path: readonly PropertyKey[]): ImportColumn | undefined {
  for (let length = path.length; length > 0; length--) {
    const column = BY_PATH[path.slice(0, length).map(String).join('.')];
    if (column !== undefined) return column;
  }
  return undefined;
}

/** The column that a refusal of `POST /cameras` is about, by its code; undefined when it is about none. */
export function columnOfError(error: AppError): ImportColumn | undefined {
  const said = error.details['column'];
  if (typeof said === 'string') return said as ImportColumn;
  if (/^(url_|address_|port_)|^credentials_in_url$/.test(error.code)) return 'url';
  if (/unit/.test(error.code)) return 'unit';
  if (error.code.startsWith('valid_from_')) return 'validFrom';
  return /credential|password/.test(error.code) ? 'password' : undefined;
}
