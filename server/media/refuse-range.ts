import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../domain/app-error.ts';
import { problemBody } from '../plugins/problem-plugin.ts';

/** Code of a range past the end, for answer and log. */
export const RANGE_NOT_SATISFIABLE = 'range_not_satisfiable';

/** Answers 416 (RFC 9110, 15.5.17) as a problem with how long the file is; `detail` says what to do next. No error kind of ours stands for it: only files have ranges. */
export function refuseRange(request: FastifyRequest, reply: FastifyReply, byteLength: number, detail: string): FastifyReply {
  const problem = { ...problemBody(new AppError('invalid', RANGE_NOT_SATISFIABLE, detail), request.id), status: 416 };
  return reply.status(416).header('content-range', `bytes */${byteLength}`).type('application/problem+json').serializer(JSON.stringify).send(problem);
}
