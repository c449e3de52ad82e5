import ExcelJS from 'exceljs';

/** A file in memory, as the readers take one; `pieceBytes` cuts it where no character ends. */
export function fileOf(content: string | Buffer, pieceBytes = 1000): () => AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(content as string);
  return async function* () {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  };
}

/** A workbook written by a program that is not ours. */
export async function workbookOf(rows: readonly (readonly unknown[])[], change?: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Danh sách');
  for (const row of rows) sheet.addRow([...row]);
  change?.(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Titles of a short list. */
export const TITLES = [
  'Mã camera',
  'Tên camera',
  'Đơn vị',
  'Vĩ độ',
  'Kinh độ',
  'Địa chỉ kết nối',
  'Tên đăng nhập',
  'Mật khẩu',
  'Mục đích',
  'Ngày treo biển báo',
] as const;

/** A list of `count` RTSP cameras in a unit, each at its own place and address. Unless `active` they have no purpose: drafts, which no worker of a test ever dials. */
export function listOf(count: number, unit: string, options: { from?: number; password?: string; active?: boolean } = {}): (string | number)[][] {
  const { from = 0, password = 'Mật khẩu; "khó"', active = false } = options;
  return Array.from({ length: count }, (_, index) => {
    const n = from + index;
    const [lat, lon] = [11.791 + (n % 200) * 0.00004, 108.231 + Math.floor(n / 200) * 0.00004];
    const address = `rtsp://10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}:554/s1`;
    return [`C-${n}`, `Camera số ${n}`, unit, lat.toFixed(7), lon.toFixed(7), address, 'admin', password, active ? 'ngã ba' : '', '01/11/2026'];
  });
}

/** The same as a CSV file, as Excel of a Vietnamese system writes it. */
export function csvOf(rows: readonly (readonly (string | number)[])[], titles: readonly string[] = TITLES): string {
  const cell = (value: string | number): string => `"${String(value).replaceAll('"', '""')}"`;
  return `\uFEFF${[titles, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}

/** A row of a list that can be registered, but for `changes`. */
export const rowOf = (changes: Partial<Record<(typeof TITLES)[number], string>>): string[] => {
  const usual = { 'Tên camera': 'Camera', 'Vĩ độ': '11.795', 'Kinh độ': '108.235', 'Mục đích': 'chợ', 'Ngày treo biển báo': '01/11/2026' };
  return TITLES.map((title) => ({ ...usual, ...changes })[title] ?? '');
};
