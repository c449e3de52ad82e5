import { printedCheckpoint } from '../../domain/access-log/printed-checkpoint.ts';
import type { NoteKey } from '../../domain/access-log/signed-note.ts';

/** Where it lies in a package. */
export const LOG_READ_ME_PATH = 'log/readme.txt';

/** The checkpoint of a package in figures that can be compared by eye, and how to check them; errors are left to who signs. */
export function logReadMe(note: string, key: NoteKey): string {
  const printed = printedCheckpoint(note, key);
  if (printed === undefined) return '';
  return `MỐC CỦA NHẬT KÝ TRUY CẬP / CHECKPOINT OF THE ACCESS LOG

Nhật ký / log:                    ${printed.origin}
Số mục / entries:                 ${printed.size}
Mã gốc / root hash:               ${printed.rootHash}
Dấu vân tay của khoá / key:       ${printed.keyFingerprint}

Ai giữ tệp checkpoint.txt bên cạnh đều chứng minh được về sau rằng nhật ký không bị viết lại:
Whoever keeps the file checkpoint.txt beside this one can prove later that the log was not rewritten:
  matpho audit verify --from checkpoint.txt          (trên máy chủ / where the log is)
So dấu vân tay với trang "Ai đã xem camera của chúng tôi" của ban điều hành, hoặc với biên bản đã ký.
Compare the fingerprint with the page "Who looked at our cameras" of a board, or with the signed minutes.
`;
}
