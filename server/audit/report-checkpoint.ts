import { isAppError } from '../../domain/app-error.ts';
import { printedCheckpoint, type PrintedCheckpoint } from '../../domain/access-log/printed-checkpoint.ts';
import type { AccessLog } from '../../db/access-log/access-log.ts';

/** What a report says of the log, or why it can't: a report on a breach is needed most when the log was tampered with. */
export type ReportCheckpoint = (PrintedCheckpoint & { readonly howToCheck: string }) | { readonly missing: string };

const NO_SIGNATURE = ['audit_log_damaged', 'audit_key_unreadable'];
const HOW_TO_CHECK =
  'Save this object as a file and run: matpho audit verify --from FILE. Compare keyFingerprint with the one on the page of the access log. · Lưu nội dung này thành tệp rồi chạy lệnh trên, rồi so dấu vân tay với trang nhật ký.';

/** The checkpoint that a report prints: of a log that has all that was acknowledged before. Errors: `audit_log_behind`, and those of the database. */
export async function reportCheckpoint(log: AccessLog): Promise<ReportCheckpoint> {
  try {
    const { note, origin, publicKey } = await log.checkpoint();
    return { ...printedCheckpoint(note, { name: origin, publicKey })!, howToCheck: HOW_TO_CHECK };
  } catch (error) {
    const code = NO_SIGNATURE.find((each) => isAppError(error, each));
    if (code === undefined) throw error;
    return { missing: code };
  }
}
