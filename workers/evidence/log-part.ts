import { createAccessLog, type AccessLog } from '../../db/access-log/access-log.ts';
import { listIncidentLeaves } from '../../db/repositories/evidence-source-repository.ts';
import type { Database } from '../../db/database.ts';
import { toBase64 } from '../../domain/access-log/base64.ts';
import type { Clock } from '../../platform/clock.ts';
import type { SecretBox } from '../../platform/secret-box.ts';
import type { PackageFacts } from './seal-package.ts';

/** Entries that a package shows; the newest ones where a case has more, and the package says so. */
const MOST_ENTRIES = 1000;
/** Entries of the case that are looked through for them. */
const MOST_LOOKED_THROUGH = 20 * MOST_ENTRIES;
/** What was asked, decided, opened, watched and packed; looks at the list of candidates and the like stay out. */
const AREAS = /^(?:request|grant|media|package|hold)\./;

function concerns(leafInput: Buffer, cameraIds: ReadonlySet<string>): boolean {
  const { action, cameras } = JSON.parse(leafInput.toString('utf8')) as { action: string; cameras: readonly string[] };
  return AREAS.test(action) && (cameras.length === 0 || cameras.some((id) => cameraIds.has(id)));
}

/** The checkpoint of the access log that covers all that was logged before, and the entries about a case's requests for these cameras, each with the proof that it is in. Errors: those of the log. */
export async function logPart(
  parts: { readonly database: Database; readonly secretBox: SecretBox; readonly clock: Clock; readonly publicUrl: string | undefined },
  incidentId: string,
  cameraIds: readonly string[],
): Promise<PackageFacts['log']> {
  const log: AccessLog = createAccessLog({ ...parts, db: parts.database });
  const { note, size } = await log.checkpoint();
  const wanted = new Set(cameraIds);
  const ofCase = await listIncidentLeaves(parts.database, incidentId, size, MOST_LOOKED_THROUGH);
  const leaves = ofCase.filter(({ leafInput }) => concerns(leafInput, wanted));
  const entries: PackageFacts['log']['entries'] = [];
  for (const { seq, leafInput } of leaves.slice(-MOST_ENTRIES)) {
    const { path } = await log.inclusion(seq, size);
    entries.push({ seq, leafInput: toBase64(leafInput), path: path.map(toBase64) });
  }
  return { checkpoint: note, entries, isCut: leaves.length > MOST_ENTRIES || ofCase.length === MOST_LOOKED_THROUGH };
}
