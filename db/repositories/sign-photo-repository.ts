import sql, { join } from 'sql-template-tag';
import type { SignReportKind } from '../../domain/sign-report-terms.ts';
import type { Queryable } from '../database.ts';
import { selectCameras, type CameraSelection } from './camera-repository.ts';
import { PHOTO_COLUMNS, photoValues, type KeptPhoto } from './kept-photo.ts';

/** A camera with what is known of its sign. */
export interface SignRow {
  readonly cameraId: string;
  readonly cameraName: string;
  readonly unitName: string;
  readonly postedOn: string | null;
  readonly photoAtMs: number | null;
  readonly photoBy: string | null;
  readonly reports: readonly { readonly kind: SignReportKind; readonly atMs: number; readonly by: string }[];
}

/** Signs of the cameras within reach, those in service, newest camera first. */
export async function listSigns(
  db: Queryable,
  filter: CameraSelection & { readonly onlyMissing: boolean },
  page: { readonly limit: number; readonly beforeId?: string | undefined },
): Promise<SignRow[]> {
  const conditions = [
    ...selectCameras(filter, page.beforeId),
    ...(filter.onlyMissing
      ? [sql`(n.camera_id IS NULL OR f.camera_id IS NULL OR EXISTS (SELECT 1 FROM sign_report x WHERE x.camera_id = c.id AND x.closed_at IS NULL))`]
      : []),
  ];
  return db.rows(sql`SELECT c.id AS "cameraId", c.name AS "cameraName", u.name AS "unitName", n.posted_on::text AS "postedOn", f.uploaded_at AS "photoAtMs", a.username AS "photoBy",
      (SELECT coalesce(json_agg(json_build_object('kind', x.kind, 'atMs', (extract(epoch FROM x.reported_at) * 1000)::bigint, 'by', b.username) ORDER BY x.id), '[]')
        FROM sign_report x JOIN app_user b ON b.id = x.reported_by WHERE x.camera_id = c.id AND x.closed_at IS NULL) AS reports
    FROM camera c JOIN unit u ON u.id = c.unit_id LEFT JOIN camera_notice n ON n.camera_id = c.id LEFT JOIN camera_notice_photo f ON f.camera_id = c.id LEFT JOIN app_user a ON a.id = f.uploaded_by
    WHERE ${join(conditions, ' AND ')} ORDER BY c.id DESC LIMIT ${page.limit}`);
}

/** A photograph of a sign to keep. */
export interface NewSignPhoto {
  readonly cameraId: string;
  readonly photo: KeptPhoto;
  readonly uploadedBy: string;
  readonly uploadedAtMs: number;
}

/** Keeps the photograph of a camera's posted sign in place of the one before; false when no notice was entered. */
export async function upsertSignPhoto(tx: Queryable, { cameraId, photo, uploadedBy, uploadedAtMs }: NewSignPhoto): Promise<boolean> {
  const count = await tx.run(sql`INSERT INTO camera_notice_photo (camera_id, uploaded_by, uploaded_at, ${PHOTO_COLUMNS})
    SELECT n.camera_id, ${uploadedBy}, ${new Date(uploadedAtMs)}, ${photoValues(photo)} FROM camera_notice n WHERE n.camera_id = ${cameraId}
    ON CONFLICT (camera_id) DO UPDATE SET jpeg = excluded.jpeg, sha256 = excluded.sha256, width_px = excluded.width_px, height_px = excluded.height_px, uploaded_by = excluded.uploaded_by, uploaded_at = excluded.uploaded_at`);
  return count === 1;
}

/** The photograph (JPEG). Errors: `not_found`. */
export async function readSignPhoto(db: Queryable, cameraId: string): Promise<Buffer> {
  return (await db.row<{ jpeg: Buffer }>(sql`SELECT jpeg FROM camera_notice_photo WHERE camera_id = ${cameraId}`)).jpeg;
}
