import { parseCheckpoint } from '../../../domain/access-log/checkpoint.ts';
import { toBase64 } from '../../../domain/access-log/base64.ts';
import { keyFingerprint } from '../../../domain/evidence/key-fingerprint.ts';
import type { PackedFile } from '../../../domain/evidence/manifest-shape.ts';
import type { PackageFacts, PackageSigner } from '../seal-package.ts';
import { blank, facts, heading, renderForm, signatures, table } from './form-document.ts';
import { timeText } from './time-text.ts';

const KINDS = { original: 'Tệp gốc', part: 'Phần của tệp gốc', snapshot: 'Ảnh', copy: 'Bản sao để xem', document: 'Giấy tờ' } as const;

function cameraRows({ cameras }: PackageFacts, files: readonly PackedFile[]): string[][] {
  return cameras.map(({ id, name, siteName, ownerName }, index) => {
    const own = files.filter((file) => file.kind !== 'document' && file.cameraId === id);
    const counts = (['original', 'part', 'snapshot', 'copy'] as const).map((kind) => ({ kind, count: own.filter((file) => file.kind === kind).length }));
    const text = counts.filter(({ count }) => count > 0).map(({ kind, count }) => `${count} ${KINDS[kind].toLowerCase()}`);
    return [String(index + 1), name, siteName, ownerName, text.join(', ') || 'không có', String(own.reduce((sum, { byteLength }) => sum + byteLength, 0))];
  });
}

function logLines({ log }: PackageFacts): readonly (readonly [string, string])[] {
  const checkpoint = parseCheckpoint(log.checkpoint);
  if (checkpoint === undefined) return [];
  return [
    ['Nhật ký truy cập', checkpoint.origin],
    ['Số mục khi lập gói', String(checkpoint.size)],
    ['Mã gốc của nhật ký', toBase64(checkpoint.root)],
  ];
}

/** `Biên bản giao nhận`: what was handed over, by which key it is signed, and places for signatures. */
export async function handoverForm(factsOfPackage: PackageFacts, signer: PackageSigner, files: readonly PackedFile[]): Promise<Buffer> {
  const { packageId, createdAt, incident, orderedBy, software } = factsOfPackage;
  return renderForm({
    title: 'BIÊN BẢN GIAO NHẬN DỮ LIỆU HÌNH ẢNH',
    subtitle: `Vụ việc số ${incident.referenceNumber}`,
    footer: `Gói chứng cứ ${packageId}`,
    createdAtMs: Date.parse(createdAt),
    content: [
      'Hôm nay, ......... giờ ......... phút, ngày ......... tháng ......... năm ............, tại ............................................................., chúng tôi gồm:',
      heading('Bên giao'),
      facts([blank('Họ và tên'), blank('Chức vụ, đơn vị')]),
      heading('Bên nhận'),
      facts([blank('Họ và tên'), blank('Chức vụ, đơn vị')]),
      heading('Cùng giao nhận gói chứng cứ'),
      facts([
        ['Mã gói', packageId],
        ['Lập lúc', `${timeText(createdAt)}, phần mềm ${software.name} ${software.version}`],
        ['Người lập', `${orderedBy.person.username}, ${orderedBy.organisation}`],
        ['Thời gian vụ việc', `${timeText(incident.occurredFrom)} đến ${timeText(incident.occurredTo)}`],
        ...logLines(factsOfPackage),
      ]),
      table(['STT', 'Camera', 'Điểm', 'Chủ quản', 'Gồm', 'Số byte'], cameraRows(factsOfPackage, files), [24, '*', 90, 90, 100, 60]),
      heading('Dấu vân tay của khoá ký (SHA-256)'),
      { text: keyFingerprint(signer.key.publicKey), fontSize: 9, bold: true, margin: [0, 0, 0, 4] },
      'Bên nhận đối chiếu dấu vân tay này với khoá trong tệp mốc nhật ký mà ban điều hành đã lưu, rồi kiểm tra gói bằng lệnh: matpho verify GOI.zip --key "…" (dấu vân tay ở trên, hoặc dòng khoá của tệp mốc). Gói chỉ được coi là nguyên vẹn khi lệnh báo mọi thứ đều đúng.',
      facts([blank('SHA-256 của tệp gói')]),
      'Biên bản lập thành ............ bản, mỗi bên giữ ............ bản.',
      signatures(['Bên giao', 'Bên nhận', 'Người chứng kiến']),
    ],
  });
}
