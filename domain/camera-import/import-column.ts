import { foldCameraName } from '../camera-name-fold.ts';

/** One column of a list of cameras. */
export const IMPORT_COLUMNS = [
  'externalId',
  'name',
  'unit',
  'siteName',
  'latitude',
  'longitude',
  'heightM',
  'bearingDeg',
  'tiltDeg',
  'hfovDeg',
  'rangeM',
  'resolution',
  'motion',
  'panRangeDeg',
  'sourceKind',
  'url',
  'transport',
  'username',
  'password',
  'purpose',
  'noticePostedAt',
  'validFrom',
  'snapshotEverySeconds',
  'recordingMode',
  'retentionHours',
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** How a column is called in a file; the first of each language is what the template writes. */
export const COLUMN_TITLES: Readonly<Record<ImportColumn, { readonly vi: readonly string[]; readonly en: readonly string[] }>> = {
  externalId: { vi: ['Mã camera', 'mã'], en: ['external id', 'code', 'camera code'] },
  name: { vi: ['Tên camera', 'tên'], en: ['name', 'camera name'] },
  unit: { vi: ['Đơn vị', 'mã đơn vị', 'tên đơn vị'], en: ['unit', 'unit id', 'unit code', 'unit name'] },
  siteName: { vi: ['Điểm camera', 'điểm'], en: ['site', 'site name'] },
  latitude: { vi: ['Vĩ độ'], en: ['latitude', 'lat'] },
  longitude: { vi: ['Kinh độ'], en: ['longitude', 'lon', 'lng', 'long'] },
  heightM: { vi: ['Độ cao (m)', 'chiều cao'], en: ['height (m)', 'height m'] },
  bearingDeg: { vi: ['Hướng (độ)'], en: ['bearing (deg)', 'bearing deg'] },
  tiltDeg: { vi: ['Góc cúi (độ)'], en: ['tilt (deg)', 'tilt deg'] },
  hfovDeg: { vi: ['Góc nhìn ngang (độ)', 'góc nhìn'], en: ['field of view (deg)', 'hfov deg', 'hfov'] },
  rangeM: { vi: ['Tầm nhìn (m)'], en: ['range (m)', 'range m'] },
  resolution: { vi: ['Độ phân giải'], en: ['resolution'] },
  motion: { vi: ['Cách xoay', 'kiểu xoay'], en: ['motion', 'fixed or turning'] },
  panRangeDeg: { vi: ['Góc xoay (độ)'], en: ['pan range (deg)', 'pan range deg'] },
  sourceKind: { vi: ['Loại kết nối', 'cách kết nối'], en: ['source kind', 'kind', 'source'] },
  url: { vi: ['Địa chỉ kết nối', 'địa chỉ'], en: ['address', 'url'] },
  transport: { vi: ['Giao thức truyền'], en: ['transport'] },
  username: { vi: ['Tên đăng nhập'], en: ['user name', 'username', 'user'] },
  password: { vi: ['Mật khẩu'], en: ['password'] },
  purpose: { vi: ['Mục đích'], en: ['purpose'] },
  noticePostedAt: { vi: ['Ngày treo biển báo', 'ngày treo thông báo'], en: ['notice posted on', 'notice posted at', 'notice'] },
  validFrom: { vi: ['Lắp từ ngày'], en: ['installed on', 'valid from'] },
  snapshotEverySeconds: { vi: ['Chu kỳ chụp (giây)'], en: ['picture every (s)', 'snapshot every seconds'] },
  recordingMode: { vi: ['Ghi hình'], en: ['recording', 'recording mode'] },
  retentionHours: { vi: ['Số giờ lưu'], en: ['retention (hours)', 'retention hours'] },
};

/** Columns without which a file makes no camera. */
export const REQUIRED_COLUMNS = ['name', 'latitude', 'longitude'] as const satisfies readonly ImportColumn[];

/** A title without marks, case, spaces, units in brackets, stars and punctuation; `heightM`, `height_m` and `HEIGHT M` are one. */
function foldTitle(title: string): string {
  return foldCameraName(title.replaceAll(/\([^)]*\)/g, '').replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '')).replaceAll(' ', '');
}

const BY_TITLE: ReadonlyMap<string, ImportColumn> = new Map(
  IMPORT_COLUMNS.flatMap((column) => {
    const { vi, en } = COLUMN_TITLES[column];
    return [column, ...vi, ...en].map((title) => [foldTitle(title), column] as const);
  }),
);

/** The column that a file means by `title`, in Vietnamese with or without marks, in English, or by the API's own name; undefined for none. */
export function columnOfTitle(title: string): ImportColumn | undefined {
  return BY_TITLE.get(foldTitle(title));
}
