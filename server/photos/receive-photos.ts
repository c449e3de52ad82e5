import { createHash } from 'node:crypto';
import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { AppError, isAppError } from '../../domain/app-error.ts';
import type { KeptPhoto } from '../../db/repositories/kept-photo.ts';
import { shrinkPhoto } from '../../media/small-photo.ts';
import { createConcurrencyLimiter } from '../../platform/concurrency-limiter.ts';
import { createRoomPerKey } from '../../platform/room-per-key.ts';
import type { ApiApp } from '../api-app.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What {@link receivePhotos} received. */
    photoForm: PhotoForm | null;
  }
}

/** Largest photograph that is taken: what a telephone makes. */
const MOST_PHOTO_BYTES = 15 * 1024 * 1024;
const FORM_EXTRA_BYTES = 65_536;
const MOST_FIELDS = 8;
/** Words of 2,000 characters, each of three bytes. */
const MOST_FIELD_BYTES = 8192;

/** Forms on their way at once, in the process and of one person: of each, one photograph lies in memory as the telephone made it. */
const onTheWay = createRoomPerKey(
  { all: 8, perKey: 2 },
  () => new AppError('rate_limited', 'too_many_photos', 'Several photographs are being handed in just now. Send this one again in a moment.'),
);
/** Decoding one of 50 million pixels takes 150 MB: one after the other. */
const shrinking = createConcurrencyLimiter(1);

/** What came in a form. */
export interface PhotoForm {
  /** At least one, drawn anew and small. */
  readonly photos: readonly KeptPhoto[];
  /** Everything that is no file, as it came. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The `bodyLimit` of a route that takes up to `most` photographs. */
export function photoFormLimit(most: number): number {
  return most * MOST_PHOTO_BYTES + FORM_EXTRA_BYTES;
}

/** Lets `app` take forms with photographs. */
export async function acceptPhotoForms(app: ApiApp): Promise<void> {
  await app.register(multipart);
  app.decorateRequest('photoForm', null);
}

/**
 * Receives the photographs (parts `file`, up to `most`) and fields of a multipart form into `photoForm`. They are drawn anew one by one as they arrive: small, without place, device and whatever else was written into them.
 * For `preValidation`: what stands for the form in `body` is compared by the Idempotency-Key, and nothing is remembered of a form that didn't arrive. Errors: `file_missing`, `not_a_photo` (invalid), `body_too_large`,
 * `too_many_photos` (rate_limited), `upload_broken_off` (unavailable).
 */
export async function receivePhotos(request: FastifyRequest, most: number): Promise<void> {
  const { photos, fields, cameAs } = await onTheWay.run(request.session.userId, () => readForm(request, most));
  request.photoForm = { photos, fields };
  request.body = { fields, photos: cameAs };
}

interface ReceivedForm extends PhotoForm {
  readonly photos: KeptPhoto[];
  readonly fields: Record<string, string>;
  /** SHA-256 of each photograph as it was sent. */
  readonly cameAs: string[];
}

async function readForm(request: FastifyRequest, most: number): Promise<ReceivedForm> {
  if (!request.isMultipart()) throw unreadable(most);
  const form: ReceivedForm = { photos: [], fields: {}, cameAs: [] };
  const limits = { fileSize: MOST_PHOTO_BYTES, files: most, fields: MOST_FIELDS, fieldSize: MOST_FIELD_BYTES, parts: most + MOST_FIELDS, headerPairs: 20 };
  let refused: unknown;
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') keepField(form, part.fieldname, part.value);
      // who is refused in the middle reads why only once everything was sent
      else if (refused !== undefined) part.file.resume();
      else await takePhoto(form, part).catch((error: unknown) => (refused = error));
    }
  } catch (error) {
    refused ??= error;
  }
  if (refused !== undefined) throw isAppError(refused) ? refused : whyUnread(request, most, refused);
  if (form.photos.length === 0) throw unreadable(most);
  return form;
}

function keepField({ fields }: ReceivedForm, name: string, value: unknown): void {
  if (typeof value === 'string') fields[name] = value;
}

async function takePhoto({ photos, cameAs }: ReceivedForm, part: MultipartFile): Promise<void> {
  const bytes = await wholeFile(part);
  const photo = await shrinking.run(() => shrinkPhoto(bytes));
  photos.push({ ...photo, sha256: sha256(photo.jpeg) });
  cameAs.push(sha256(bytes).toString('hex'));
}

/** `part.toBuffer()` would keep it until the request is over. */
async function wholeFile({ file }: MultipartFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of file as AsyncIterable<Buffer>) chunks.push(chunk);
  if (file.truncated) throw new AppError('too_large', 'body_too_large', 'The photograph is larger than 15 MB. Send a smaller one.');
  return Buffer.concat(chunks);
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** A form of which the line broke is nobody's mistake: no refusal that a telephone would take for the last word, and nothing that its key keeps. */
function whyUnread(request: FastifyRequest, most: number, cause: unknown): AppError {
  if (!request.raw.readableAborted && (cause as { code?: unknown }).code !== 'FST_MP_PREMATURE_CLOSE') return unreadable(most, cause);
  return new AppError('unavailable', 'upload_broken_off', 'The connection broke before everything had arrived. Send it again.', { cause });
}

function unreadable(most: number, cause?: unknown): AppError {
  const how = most === 1 ? 'the photograph as the one part "file"' : `up to ${most} photographs, each as a part "file"`;
  return new AppError('invalid', 'file_missing', `Send ${how} of a multipart form.`, { cause });
}
