import sql from 'sql-template-tag';
import type { SignReportKind } from '../../domain/sign-report-terms.ts';
import type { Queryable } from '../database.ts';

/** Stores that somebody found a sign missing or unreadable; false when that is reported already and still open. */
export async function insertSignReport(
  tx: Queryable,
  report: { readonly id: string; readonly cameraId: string; readonly kind: SignReportKind; readonly reportedBy: string; readonly atMs: number },
): Promise<boolean> {
  return (
    (await tx.run(sql`INSERT INTO sign_report (id, camera_id, kind, reported_by, reported_at)
      VALUES (${report.id}, ${report.cameraId}, ${report.kind}, ${report.reportedBy}, ${new Date(report.atMs)})
      ON CONFLICT (camera_id, kind) WHERE closed_at IS NULL DO NOTHING`)) === 1
  );
}

/** Closes all open reports of a camera with a new photograph of its sign; their ids. */
export async function closeSignReports(
  tx: Queryable,
  closing: { readonly cameraId: string; readonly by: string; readonly atMs: number; readonly photoSha256: Buffer },
): Promise<string[]> {
  const rows = await tx.rows<{
    id: string;
  }>(sql`UPDATE sign_report SET closed_by = ${closing.by}, closed_at = ${new Date(closing.atMs)}, photo_sha256 = ${closing.photoSha256}
    WHERE camera_id = ${closing.cameraId} AND closed_at IS NULL RETURNING id`);
  return rows.map(({ id }) => id);
}
