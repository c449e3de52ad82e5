import sql, { join } from 'sql-template-tag';
import type { MaskReviewOutcome, MaskReviewState } from '../../domain/mask-review-terms.ts';
import type { SensitiveCategory } from '../../domain/sensitive-building.ts';
import type { Queryable } from '../database.ts';
import { selectCameras, type CameraSelection } from './camera-repository.ts';

/** A camera that sees sensitive buildings, was reviewed, or has a mask that somebody wants lifted, with its newest review. */
export interface MaskReviewRow {
  readonly cameraId: string;
  readonly cameraName: string;
  readonly unitName: string;
  readonly sees: readonly SensitiveCategory[];
  readonly state: MaskReviewState;
  /** Masks whose lifting waits for another person. */
  readonly liftsWaiting: number;
  /** Where it points now. */
  readonly placementId: string;
  readonly placedSinceMs: number;
  readonly outcome: MaskReviewOutcome | null;
  readonly reason: string | null;
  readonly reviewedBy: string | null;
  readonly reviewedAtMs: number | null;
}

/** What a camera at placement `p` is known to see: buildings, and what its purpose says. */
const SEES = sql`ARRAY(SELECT DISTINCT unnest(p.sensitive_in_view || CASE c.purpose WHEN 'school_gate' THEN '{school}' WHEN 'residential' THEN '{home}' ELSE '{}' END::text[]) ORDER BY 1)`;

/** Cameras within reach, newest first. */
export async function listMaskReviews(
  db: Queryable,
  filter: CameraSelection & { readonly onlyOpen: boolean; readonly nowMs: number },
  page: { readonly limit: number; readonly beforeId?: string | undefined },
): Promise<MaskReviewRow[]> {
  const now = new Date(filter.nowMs);
  const conditions = [
    ...selectCameras(filter, page.beforeId),
    sql`(cardinality(seen.kinds) > 0 OR r.id IS NOT NULL OR lifts.n > 0)`,
    ...(filter.onlyOpen ? [sql`(s.state IN ('due', 'mask_missing') OR lifts.n > 0)`] : []),
  ];
  return db.rows(sql`SELECT c.id AS "cameraId", c.name AS "cameraName", u.name AS "unitName", seen.kinds AS sees, s.state, lifts.n AS "liftsWaiting", p.id AS "placementId", lower(p.valid) AS "placedSinceMs",
      r.outcome, r.reason, a.username AS "reviewedBy", r.reviewed_at AS "reviewedAtMs"
    FROM camera c JOIN unit u ON u.id = c.unit_id JOIN camera_placement p ON p.camera_id = c.id AND p.valid @> now()
    CROSS JOIN LATERAL (SELECT ${SEES} AS kinds) seen
    LEFT JOIN LATERAL (SELECT * FROM mask_review WHERE camera_id = c.id ORDER BY id DESC LIMIT 1) r ON true
    LEFT JOIN app_user a ON a.id = r.reviewed_by
    CROSS JOIN LATERAL (SELECT count(*)::integer AS n FROM privacy_mask m WHERE m.camera_id = c.id AND mask_lift_waits(m, ${now})) lifts
    CROSS JOIN LATERAL (SELECT CASE
      WHEN cardinality(seen.kinds) = 0 AND r.placement_id IS DISTINCT FROM p.id THEN 'not_due'
      WHEN r.id IS NULL OR r.placement_id <> p.id OR NOT seen.kinds <@ r.saw THEN 'due'
      WHEN r.outcome = 'needed' AND NOT EXISTS (SELECT 1 FROM privacy_mask m WHERE m.camera_id = c.id AND m.placement_id = p.id AND mask_holds(m, ${now})) THEN 'mask_missing'
      ELSE 'reviewed' END AS state) s
    WHERE ${join(conditions, ' AND ')} ORDER BY c.id DESC LIMIT ${page.limit}`);
}

/** Stores what somebody found of a camera's placement and what it sees now; false when the camera doesn't hang so any more. */
export async function insertMaskReview(
  tx: Queryable,
  review: {
    readonly id: string;
    readonly cameraId: string;
    readonly placementId: string;
    readonly outcome: MaskReviewOutcome;
    readonly reason: string;
    readonly reviewedBy: string;
    readonly atMs: number;
  },
): Promise<boolean> {
  return (
    (await tx.run(sql`INSERT INTO mask_review (id, camera_id, placement_id, saw, outcome, reason, reviewed_by, reviewed_at)
      SELECT ${review.id}, c.id, p.id, ${SEES}, ${review.outcome}, ${review.reason}, ${review.reviewedBy}, ${new Date(review.atMs)}
      FROM camera c JOIN camera_placement p ON p.camera_id = c.id AND p.id = ${review.placementId} AND p.valid @> now() WHERE c.id = ${review.cameraId}`)) === 1
  );
}
