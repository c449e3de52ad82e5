import type { Queryable } from '../../db/database.ts';
import { listMomentsOf } from '../../db/repositories/case-moment-repository.ts';
import { AppError } from '../../domain/app-error.ts';
import { MOST_MOMENTS, type EvidenceManifest, type PackedFile } from '../../domain/evidence/manifest-shape.ts';
import { momentClock } from '../../domain/evidence/moment-clock.ts';
import { toIso } from '../../domain/time-interval.ts';

/** What was marked while watching under the requests of a package that is made at `createdAtMs`, with the clock of the footage in it that shows each. Errors: `package_too_large` (too_large). */
export async function collectMoments(
  db: Queryable,
  { requestIds, createdAtMs }: { readonly requestIds: readonly string[]; readonly createdAtMs: number },
  files: readonly PackedFile[],
): Promise<EvidenceManifest['moments']> {
  const rows = await listMomentsOf(db, requestIds, createdAtMs, MOST_MOMENTS + 1);
  if (rows.length > MOST_MOMENTS)
    throw new AppError(
      'too_large',
      'package_too_large',
      'More moments were marked under these requests than one package can name. Order packages of fewer of them.',
    );
  return rows.map(({ id, requestId, cameraId, atMs, note, markedBy, markedByUsername, markedAtMs }) => {
    const at = toIso(atMs);
    return {
      id,
      requestId,
      cameraId,
      at,
      ...momentClock({ requestId, at }, files),
      note,
      markedBy: { id: markedBy, username: markedByUsername },
      markedAt: toIso(markedAtMs),
    };
  });
}
