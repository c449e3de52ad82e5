import { COLUMN_TITLES, IMPORT_COLUMNS, REQUIRED_COLUMNS, type ImportColumn } from './import-column.ts';
import type { ImportLanguage } from './outcome-text.ts';

interface ColumnHelp {
  readonly vi: string;
  readonly en: string;
  /** A value, in the language where it is a word. */
  readonly example: string | Readonly<Record<ImportLanguage, string>>;
}

const HELP: Readonly<Record<ImportColumn, ColumnHelp>> = {
  externalId: {
    vi: 'mã riêng của bạn; gửi lại tệp không đăng ký hai lần',
    en: 'a code of your own; sending the file again registers nothing twice',
    example: 'C-001',
  },
  name: { vi: 'bắt buộc', en: 'required', example: 'Ngã ba chợ 1' },
  unit: {
    vi: 'mã hoặc tên đơn vị, ví dụ: Tổ 5, Phường 1; để trống nếu bạn chỉ phụ trách một tổ',
    en: 'code or name of the unit, for example: Tổ 5, Phường 1; empty if you answer for one only',
    example: '',
  },
  siteName: { vi: 'nơi lắp; để trống thì lấy tên camera', en: 'where it hangs; empty: the name', example: 'Ngã ba chợ' },
  latitude: { vi: 'bắt buộc, 8 đến 24 ở Việt Nam', en: 'required, 8 to 24 in Viet Nam', example: '11.7890' },
  longitude: { vi: 'bắt buộc, 102 đến 118 ở Việt Nam', en: 'required, 102 to 118 in Viet Nam', example: '108.2431' },
  heightM: { vi: 'để trống: 4', en: 'empty: 4', example: '4.5' },
  bearingDeg: { vi: '0 bắc, 90 đông; không biết thì để trống cả góc nhìn', en: '0 north, 90 east; unknown: leave the field of view empty too', example: '90' },
  tiltDeg: { vi: '0 nằm ngang, 90 thẳng xuống; để trống: 10', en: '0 level, 90 straight down; empty: 10', example: '12' },
  hfovDeg: { vi: 'để trống: 90', en: 'empty: 90', example: '87' },
  rangeM: { vi: 'để trống: 30', en: 'empty: 30', example: '45' },
  resolution: { vi: 'để trống: 1920x1080', en: 'empty: 1920x1080', example: '1920x1080' },
  motion: {
    vi: 'một trong: cố định, xoay, bán cầu; để trống: cố định',
    en: 'one of: fixed, ptz, dome; empty: fixed',
    example: { vi: 'cố định', en: 'fixed' },
  },
  panRangeDeg: { vi: 'chỉ cho camera xoay được; để trống: xoay hết vòng', en: 'only of a camera that can be turned; empty: a full turn', example: '' },
  sourceKind: { vi: 'rtsp, onvif hoặc "không kết nối"', en: 'rtsp, onvif or registered', example: 'rtsp' },
  url: { vi: 'rtsp://… hoặc http://…; không viết mật khẩu ở đây', en: 'rtsp://… or http://…; no password in it', example: 'rtsp://192.168.1.20:554/stream1' },
  transport: { vi: 'tcp hoặc udp; để trống: tcp', en: 'tcp or udp; empty: tcp', example: 'tcp' },
  username: { vi: 'tên đăng nhập của camera', en: "the camera's user", example: '' },
  password: { vi: 'được mã hoá; tệp bị xoá sau khi nhập', en: 'kept sealed; the file is deleted after the import', example: '' },
  purpose: {
    vi: 'một trong: ngã ba, chợ, cổng trường, khu dân cư, điểm tai nạn, điểm mất trật tự, biên giới, ngân hàng, khác; thiếu thì camera chỉ là bản nháp',
    en: 'one of: junction, market, school_gate, residential, accident_spot, disorder_spot, border, bank, other; without it the camera stays a draft',
    example: { vi: 'ngã ba', en: 'junction' },
  },
  noticePostedAt: { vi: 'ngày/tháng/năm; thiếu thì camera chỉ là bản nháp', en: 'day/month/year; without it the camera stays a draft', example: '01/11/2026' },
  validFrom: { vi: 'ngày/tháng/năm; để trống: từ bây giờ', en: 'day/month/year; empty: from now on', example: '' },
  snapshotEverySeconds: { vi: '0 hoặc 10 đến 86400; để trống: 300', en: '0 or 10 to 86400; empty: 300', example: '300' },
  recordingMode: {
    vi: 'một trong: không, liên tục, trong camera; để trống: không',
    en: 'off, continuous, edge; empty: off',
    example: { vi: 'không', en: 'off' },
  },
  retentionHours: { vi: '1 đến 2160; để trống: 72', en: '1 to 2160; empty: 72', example: '72' },
};

/** The template's rows: titles, an explanation of each column, and an example; the last two begin with a number sign and are never registered. */
export interface TemplateContent {
  readonly titles: readonly string[];
  readonly explanations: readonly string[];
  readonly example: readonly string[];
}

function exampleOf(column: ImportColumn, language: ImportLanguage): string {
  const { example } = HELP[column];
  return typeof example === 'string' ? example : example[language];
}

export function templateContent(language: ImportLanguage): TemplateContent {
  const isRequired = (column: ImportColumn): boolean => (REQUIRED_COLUMNS as readonly ImportColumn[]).includes(column);
  const remark = (text: string, index: number): string => (index === 0 ? `# ${text}` : text);
  return {
    titles: IMPORT_COLUMNS.map((column) => `${COLUMN_TITLES[column][language][0]}${isRequired(column) ? ' *' : ''}`),
    explanations: IMPORT_COLUMNS.map((column) => HELP[column][language]).map(remark),
    example: IMPORT_COLUMNS.map((column) => exampleOf(column, language)).map(remark),
  };
}
