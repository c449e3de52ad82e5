import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../domain/app-error.ts';
import { checkName } from '../../domain/personal-data-check.ts';
import { IMPORT_LIMITS } from '../../domain/camera-import/import-outcome.ts';
import { createRoomPerKey } from '../../platform/room-per-key.ts';

/** A file that somebody sent, in memory until it is sealed. */
export interface ReceivedFile {
  readonly fileName: string;
  readonly sha256: Buffer;
  readonly bytes: Buffer;
}

/** Files wait in memory: so many in all, and one for each organisation, so that a slow line holds up nobody else's. */
const MOST_AT_ONCE = { all: 4, perKey: 1 };
const SHOWN_NAME_CHARACTERS = 200;
const PART_LIMITS = { fileSize: IMPORT_LIMITS.fileBytes, files: 1, fields: 4, fieldSize: 1000, parts: 6, headerPairs: 20 };

/** The last part of a path, without what can't be shown. */
function shownFileName(name: string | undefined): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? '';
  const shown = last.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  return shown === ''
    ? 'file'
    : Array.from(shown)
        .slice(0, SHOWN_NAME_CHARACTERS / 2)
        .join('');
}

async function readFile(request: FastifyRequest): Promise<ReceivedFile> {
  const part = await request.file({ limits: PART_LIMITS });
  if (part === undefined) throw new AppError('invalid', 'file_missing', 'Send the list as the part "file" of a multipart form.');
  const bytes = await part.toBuffer();
  if (bytes.length === 0) throw new AppError('invalid', 'file_empty', 'The file is empty.');
  const fileName = shownFileName(part.filename);
  checkName(fileName, 'fileName');
  return { fileName, sha256: createHash('sha256').update(bytes).digest(), bytes };
}

/** Receives one file of at most 32 MB. Errors: `multipart_expected` (malformed), `file_missing`, `file_empty`, `personal_data_in_text` (invalid), `too_many_uploads` (rate_limited), `body_too_large`. */
export function createImportReceiver(): (request: FastifyRequest) => Promise<ReceivedFile> {
  const receiving = createRoomPerKey(
    MOST_AT_ONCE,
    () =>
      new AppError('rate_limited', 'too_many_uploads', 'Several lists are being received at this moment. Send yours again in a moment.', {
        details: { retryAfterS: 5 },
      }),
  );
  return async (request) => {
    if (!request.isMultipart()) throw new AppError('malformed', 'multipart_expected', 'Send the list as multipart/form-data with a part "file".');
    return receiving.run(request.session.organisationId, () => readFile(request));
  };
}
