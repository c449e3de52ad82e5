import type { EvidenceManifest } from '../../../domain/evidence/manifest-shape.ts';
import { facts, heading, renderForm, signatures, table } from './form-document.ts';
import { timeText } from './time-text.ts';

type Request = EvidenceManifest['requests'][number];
type Camera = EvidenceManifest['cameras'][number];

const PARTS = { board: 'Ban điều hành', second: 'Cán bộ thứ hai' } as const;
const DECISIONS = { approve: 'Đồng ý', deny: 'Từ chối' } as const;

function decisionRows({ decisions }: Request): string[][] {
  return decisions.map(({ part, decision, reason, by, at }) => [PARTS[part], by.username, DECISIONS[decision], reason, timeText(at)]);
}

/** `Phiếu đề nghị trích xuất dữ liệu hình ảnh`: what was asked for and who decided it, for one request. */
export async function requestForm(
  request: Request,
  camera: Camera,
  { incident, packageId, createdAt }: Pick<EvidenceManifest, 'incident' | 'packageId' | 'createdAt'>,
): Promise<Buffer> {
  const emergency = request.emergency ? 'Có: mở ngay, giải trình sau' : 'Không';
  return renderForm({
    title: 'PHIẾU ĐỀ NGHỊ TRÍCH XUẤT DỮ LIỆU HÌNH ẢNH',
    subtitle: `Vụ việc số ${incident.referenceNumber}`,
    footer: `Phiếu ${request.id} · gói ${packageId}`,
    createdAtMs: Date.parse(createdAt),
    content: [
      facts([
        ['Đơn vị đề nghị', request.requestedFor],
        ['Người đề nghị', request.requestedBy.username],
        ['Đề nghị lúc', timeText(request.requestedAt)],
        ['Camera', camera.name],
        ['Điểm camera', `${camera.siteName} · ${camera.unitName}`],
        ['Chủ quản camera', camera.ownerName],
        ['Từ (thời gian thực)', timeText(request.from)],
        ['Đến (thời gian thực)', timeText(request.to)],
        ['Mục đích', request.purpose],
        ['Căn cứ pháp lý', request.legalBasis],
        ['Trường hợp khẩn cấp', emergency],
        ...(request.justification === null ? [] : [['Giải trình', request.justification] as const]),
      ]),
      heading('Ý kiến quyết định'),
      ...(request.decisions.length === 0
        ? ['Chưa có ai quyết định: dữ liệu được mở theo trường hợp khẩn cấp.']
        : [table(['Bên', 'Tài khoản', 'Ý kiến', 'Lý do', 'Lúc'], decisionRows(request), [70, 80, 50, '*', 90])]),
      facts([
        ['Được mở từ', timeText(request.accessFrom)],
        ['Được mở đến', timeText(request.accessUntil)],
      ]),
      signatures(['Người đề nghị', 'Đại diện ban điều hành']),
    ],
  });
}
