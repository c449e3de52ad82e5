import { fromBase64 } from '../../../domain/access-log/base64.ts';
import type { CopyFile, PackedFile } from '../../../domain/evidence/manifest-shape.ts';
import type { PackageFacts } from '../seal-package.ts';
import { heading, renderForm, table } from './form-document.ts';
import { exactTimeText, timeText } from './time-text.ts';

/** A page of this form is read by people; what doesn't fit stands in the manifest. */
const MOST_ROWS = 600;

type MediaFile = Exclude<PackedFile, { readonly kind: 'document' | 'copy' }>;

const SOURCES = { recorded: 'Hệ thống ghi', edge: 'Lấy từ đầu ghi, thẻ nhớ', upload: 'Ban điều hành nộp' } as const;
const CLOCKS = {
  rtcp_sender_report: 'camera, theo luồng',
  clock_offset: 'tính từ độ lệch',
  picture: 'trong ảnh',
  file: 'trong tệp',
  replay: 'đầu ghi, khi phát lại',
  none: 'không có',
} as const;

function offsetText({ clockOffsetMs, clockUncertaintyMs, clockMethod }: MediaFile): string {
  if (clockOffsetMs === null) return 'chưa đo';
  const sign = clockOffsetMs > 0 ? '+' : '';
  return `${sign}${(clockOffsetMs / 1000).toFixed(1)} s ± ${((clockUncertaintyMs ?? 0) / 1000).toFixed(1)} s (${clockMethod ?? ''})`;
}

function span(from: string | null, to: string | null): string {
  return from === null || to === null ? '—' : `${exactTimeText(from)}\n${exactTimeText(to)}`;
}

function collected(file: MediaFile): string {
  if (file.kind === 'snapshot') return 'Hệ thống chụp';
  return `${SOURCES[file.source]}${file.handedInBy === null ? '' : `: ${file.handedInBy.username}`}\n${timeText(file.storedAt)}`;
}

function fileRow(file: MediaFile, index: number): string[] {
  const isPicture = file.kind === 'snapshot';
  const trueTime = isPicture ? exactTimeText(file.takenAt) : `${span(file.trueFrom, file.trueTo)}\n± ${(file.uncertaintyMs / 1000).toFixed(1)} s`;
  const deviceTime = isPicture ? (file.deviceTime === null ? '—' : exactTimeText(file.deviceTime)) : span(file.deviceFrom, file.deviceTo);
  return [
    String(index + 1),
    file.path,
    trueTime,
    `${deviceTime}\n(${CLOCKS[file.deviceTimeSource]})`,
    offsetText(file),
    collected(file),
    file.sha256.replace(/^.{32}/, '$&\n'),
  ];
}

function copyRow(file: CopyFile, index: number): string[] {
  const shown = file.of.kind === 'picture' ? exactTimeText(file.trueFrom) : span(file.trueFrom, file.trueTo);
  return [
    String(index + 1),
    file.path,
    file.of.path ?? 'tệp đã lưu, không nằm trong gói',
    shown,
    String(file.maskCount),
    file.sha256.replace(/^.{32}/, '$&\n'),
  ];
}

const UNCOPIED = {
  copy_failed: 'không làm được bản sao',
  copy_impossible: 'máy lập gói không có bộ mã hoá H.264',
  copy_too_slow: 'làm bản sao quá lâu',
  no_picture: 'không có hình trong khoảng được mở',
} as const;

function momentRow(
  { cameraId, at, uncertaintyMs, deviceTime, note, markedBy, markedAt }: PackageFacts['moments'][number],
  index: number,
  { cameras }: PackageFacts,
): string[] {
  const camera = cameras.find(({ id }) => id === cameraId)?.name ?? cameraId;
  const exactness = uncertaintyMs === null ? '' : `\n± ${(uncertaintyMs / 1000).toFixed(1)} s`;
  return [
    String(index + 1),
    camera,
    `${exactTimeText(at)}${exactness}`,
    deviceTime === null ? '—' : exactTimeText(deviceTime),
    note,
    `${markedBy.username}\n${timeText(markedAt)}`,
  ];
}

function entryRow({ seq, leafInput }: PackageFacts['log']['entries'][number]): string[] {
  const { at, action, outcome, actor } = JSON.parse(new TextDecoder().decode(fromBase64(leafInput))) as {
    at: string;
    action: string;
    outcome: string;
    actor: { role: string | null };
  };
  return [String(seq), timeText(at), actor.role ?? 'hệ thống', action, outcome === 'refused' ? 'từ chối' : 'được phép'];
}

function capped<T>(rows: readonly T[]): readonly T[] {
  return rows.slice(0, MOST_ROWS);
}

function rest(count: number): string {
  return count > MOST_ROWS ? `… và ${count - MOST_ROWS} dòng nữa, xem manifest.json.` : '';
}

/** `Bảng theo dõi nguồn gốc`: each file with true time, the device's own time and how it was collected, and the entries of the access log about the case. */
export async function custodyForm(facts: PackageFacts, files: readonly PackedFile[]): Promise<Buffer> {
  const { packageId, createdAt, incident, log, absent, uncopied, moments } = facts;
  const marked = moments.map((moment, index) => momentRow(moment, index, facts));
  const media = files.filter((file): file is MediaFile => file.kind !== 'document' && file.kind !== 'copy');
  const copies = files.filter((file): file is CopyFile => file.kind === 'copy');
  const without = uncopied.map(({ of, reason }) => [`${of.kind === 'picture' ? 'Ảnh' : 'Tệp'} ${of.id}`, UNCOPIED[reason]]);
  const missing = absent.map(({ from, to, reason }) => [`${exactTimeText(from)} đến ${exactTimeText(to)}`, ABSENCES[reason]]);
  return renderForm({
    title: 'BẢNG THEO DÕI NGUỒN GỐC DỮ LIỆU',
    subtitle: `Vụ việc số ${incident.referenceNumber}. Giờ Việt Nam (UTC+7).`,
    footer: `Gói chứng cứ ${packageId}`,
    createdAtMs: Date.parse(createdAt),
    isWide: true,
    content: [
      table(
        ['STT', 'Tệp', 'Thời gian thực', 'Giờ thiết bị', 'Thiết bị lệch', 'Thu thập', 'SHA-256'],
        capped(media).map(fileRow),
        [22, 120, 100, 100, 90, 90, '*'],
        6.5,
      ),
      rest(media.length),
      ...(copies.length === 0
        ? []
        : [
            heading('Bản sao để xem (đã cắt, che vùng riêng tư và đóng dấu chìm; không phải tệp gốc)'),
            table(['STT', 'Bản sao', 'Làm từ', 'Thời gian thực', 'Vùng che', 'SHA-256'], capped(copies).map(copyRow), [22, 150, 150, 110, 40, '*'], 6.5),
            rest(copies.length),
          ]),
      ...(without.length === 0 ? [] : [heading('Không có bản sao để xem'), table(['Của', 'Vì sao'], capped(without), [260, '*'], 7.5), rest(without.length)]),
      ...(missing.length === 0
        ? []
        : [heading('Khoảng thời gian được mở nhưng không có trong gói'), table(['Khoảng', 'Vì sao'], capped(missing), [260, '*'], 7.5), rest(missing.length)]),
      ...(marked.length === 0
        ? []
        : [
            heading('Thời điểm được đánh dấu khi xem'),
            table(['STT', 'Camera', 'Thời gian thực', 'Giờ thiết bị', 'Ghi chú', 'Người đánh dấu'], capped(marked), [22, 130, 110, 100, '*', 110], 7.5),
            rest(marked.length),
          ]),
      heading('Nhật ký truy cập về vụ việc (có bằng chứng trong gói)'),
      table(['Mục', 'Lúc', 'Vai trò', 'Việc', 'Kết quả'], capped(log.entries).map(entryRow), [50, 110, 90, '*', 70], 7.5),
      rest(log.entries.length),
      log.isCut ? 'Nhật ký của vụ việc còn những mục cũ hơn, không có trong gói này.' : '',
    ],
  });
}

const ABSENCES = {
  no_footage: 'không có dữ liệu',
  cut_at_keyframe: 'tệp gốc chỉ cắt được ở khung hình chính',
  not_cuttable: 'tệp nộp vượt khoảng được mở và không cắt nguyên byte được',
  gone: 'dữ liệu đã bị xoá trước khi lập gói',
} as const;
