import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { AppError, toAppError, type ErrorKind } from '../../domain/app-error.ts';
import { personalDataError } from '../../domain/personal-data-check.ts';
import type { PersonalDataMatch } from '../../domain/personal-data-match.ts';
import { PERSONAL_DATA_ISSUE } from '../../domain/wire/name-wire.ts';
import { fieldIssue } from '../field-issue.ts';

/** The one map from error kind to HTTP status (RFC 9110). */
export const HTTP_STATUS: Readonly<Record<ErrorKind, number>> = {
  malformed: 400,
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  camera: 502,
  unreachable: 502,
  timeout: 504,
  unavailable: 503,
  cancelled: 503,
  internal: 500,
};

/** JSON Pointer (RFC 6901) to dotted path: what people call a field. */
function dotted(pointer: string): string {
  return pointer.replace(/^\//, '').replaceAll('/', '.');
}

/** The refusal of a name that holds a plate, ID or phone number: the same as a summary gets. */
function nameError({ validation = [] }: FastifyError): AppError | undefined {
  for (const { params, instancePath } of validation) {
    const said = params['params'] as { kind?: unknown; found: readonly PersonalDataMatch[] } | undefined;
    if (said?.kind === PERSONAL_DATA_ISSUE) return personalDataError(said.found, dotted(instancePath));
  }
  return undefined;
}

function validationError(error: FastifyError): AppError {
  const errors = (error.validation ?? []).map(({ instancePath, keyword, message, params }) =>
    fieldIssue(dotted(instancePath), message ?? 'is not valid', { ...params, code: keyword }),
  );
  const first = errors[0];
  const where = first === undefined ? '' : ` First: ${first.path === '' ? (error.validationContext ?? 'request') : first.path}: ${first.message}.`;
  return new AppError('invalid', 'validation_failed', `Some fields can't be accepted; nothing was stored. Correct them and send it again.${where}`, {
    details: { errors },
  });
}

/** What the reader of forms (busboy) says of one that breaks off or has no boundary: its errors have no code. */
const BROKEN_FORM = /^Multipart: |unexpected end of multipart data$/i;

/** Fastify's own errors, by their code. */
function fastifyError(error: FastifyError): AppError | undefined {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
      return new AppError('too_large', 'body_too_large', 'The request is larger than is accepted here. Send less.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new AppError('malformed', 'unsupported_media_type', 'Send the body as application/json.');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new AppError('malformed', 'malformed_json', 'The body is not valid JSON. Check it for missing quotes, commas or brackets.');
    default:
      break;
  }
  if (error instanceof SyntaxError)
    return new AppError('malformed', 'malformed_json', 'The body is not valid JSON. Check it for missing quotes, commas or brackets.');
  if (error.statusCode === 429) return new AppError('rate_limited', 'too_many_requests', 'Too many requests. Wait a little and try again.');
  if ((error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) || BROKEN_FORM.test(error.message)) {
    return new AppError('malformed', 'malformed_request', "The request can't be read. Compare it with the API description at /docs.");
  }
  return undefined;
}

function convert(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const foreign = error as FastifyError;
  if (hasZodFastifySchemaValidationErrors(foreign)) return nameError(foreign) ?? validationError(foreign);
  return fastifyError(foreign) ?? toAppError(error);
}

/** The body of a problem (RFC 9457); nothing of `cause` goes out. */
export function problemBody(error: AppError, requestId: string): Record<string, unknown> {
  const { errors, ...details } = error.details as { errors?: unknown };
  return {
    type: `https://matpho.invalid/problems/${error.code}`,
    title: error.code.replaceAll('_', ' '),
    status: HTTP_STATUS[error.kind],
    code: error.code,
    detail: error.message,
    instance: `urn:request:${requestId}`,
    ...(errors === undefined ? {} : { errors }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
  };
}

/** A body up to this size is read to its end and thrown away; above it the connection is cut. */
const MAX_DRAINED_BYTES = 64 * 1024 * 1024;

/**
 * Fastify closes the connection on a body that is too large. The client is still sending then, so what it gets is a reset and not the answer that says why. An open
 * connection is read to the end of the request by Node itself.
 */
function letClientHear(request: FastifyRequest, reply: FastifyReply): void {
  if (Number(request.headers['content-length'] ?? Infinity) <= MAX_DRAINED_BYTES) void reply.removeHeader('connection');
}

/** Answers with a problem (RFC 9457): whatever was thrown, as what it is to the caller. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, thrown: unknown): void {
  const error = convert(thrown);
  const status = HTTP_STATUS[error.kind];
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  const retryAfterS = error.details['retryAfterS'];
  if (typeof retryAfterS === 'number') void reply.header('retry-after', String(retryAfterS));
  if (status === 413) letClientHear(request, reply);
  if (status === 401) void reply.header('www-authenticate', 'Bearer realm="matpho"');
  void reply.status(status).type('application/problem+json').serializer(JSON.stringify).send(problemBody(error, request.id));
}

/** Answers every error as `application/problem+json`, unknown routes included. */
export function registerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error));
  app.setNotFoundHandler((request, reply) => {
    sendProblem(request, reply, new AppError('not_found', 'no_such_route', 'There is nothing at this address. See /docs for what there is.'));
  });
}
