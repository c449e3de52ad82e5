import { createHash } from 'node:crypto';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../domain/app-error.ts';
import { HAND_IN_LIMITS } from '../../domain/hand-in-terms.ts';
import { createIncomingFile, openIncomingFile, removeIncomingFile } from '../../media/handin/incoming-file.ts';
import { checkFileLength } from './hand-in-entry.ts';

/** A file that came in one form, in the incoming folder under its id, and the form's other fields. */
export interface ReceivedForm {
  readonly id: string;
  readonly sha256: Buffer;
  readonly byteLength: number;
  readonly fields: Readonly<Record<string, string>>;
}

const SILENT_MS = 10_000;
const PART_LIMITS = { fileSize: HAND_IN_LIMITS.formBytes, files: 1, fields: 10, fieldSize: 1000, parts: 12, headerPairs: 20 };

/**
 * Receives a form with one part `file`; its fields may stand before or behind the file. When it throws, nothing is left.
 *
 * Errors: `file_missing`, `file_empty` (invalid), `body_too_large` (too_large), those of the disk
 */
export async function receiveForm(request: FastifyRequest, folder: string, id: string): Promise<ReceivedForm> {
  const watch = endWhenSilent(request);
  const fields: Record<string, string> = {};
  let file: Pick<ReceivedForm, 'sha256' | 'byteLength'> | undefined;
  try {
    for await (const part of request.parts({ limits: PART_LIMITS })) {
      if (part.type === 'file') {
        fields['filename'] ??= part.filename;
        file = await writePart(part, folder, id);
      } else if (typeof part.value === 'string' && part.value !== '') fields[part.fieldname] = part.value;
    }
    if (file === undefined) throw new AppError('invalid', 'file_missing', 'Send the footage as the part "file" of a multipart form.');
    checkFileLength(file.byteLength, HAND_IN_LIMITS.formBytes);
    return { id, fields, ...file };
  } catch (error) {
    await removeIncomingFile(folder, id);
    throw error;
  } finally {
    clearInterval(watch);
  }
}

/** Nothing else watches over the pace of this body. */
function endWhenSilent({ raw }: FastifyRequest): NodeJS.Timeout {
  let seen = raw.socket.bytesRead;
  return setInterval(() => {
    if (raw.socket.bytesRead === seen && !raw.complete) raw.destroy();
    seen = raw.socket.bytesRead;
  }, SILENT_MS);
}

async function writePart(part: MultipartFile, folder: string, id: string): Promise<Pick<ReceivedForm, 'sha256' | 'byteLength'>> {
  await createIncomingFile(folder, id);
  const out = await openIncomingFile(folder, id, 0);
  const hash = createHash('sha256');
  let byteLength = 0;
  try {
    for await (const chunk of part.file as AsyncIterable<Buffer>) {
      await out.append(chunk);
      hash.update(chunk);
      byteLength += chunk.length;
    }
    if (part.file.truncated)
      throw new AppError(
        'too_large',
        'body_too_large',
        'A form takes a file of at most 50 MB. Send larger ones in pieces (tus protocol), as the web page does.',
      );
    await out.sync();
  } finally {
    await out.close();
  }
  return { sha256: hash.digest(), byteLength };
}
