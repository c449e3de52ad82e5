import type { FastifyReply, FastifyRequest } from 'fastify';

/** Code of a range past the end, for answer and log. */
export const RANGE_NOT_SATISFIABLE = 'range_not_satisfiable';

/** Answers 416 (RFC 9110, 15.5.17) as a problem with how long the file is; `detail` says what to do next. No error kind of ours stands for it: only files have ranges. */
export function refuseRange(request: FastifyRequest, reply: FastifyReply, byteLength: number, detail: string): FastifyReply {
  const code = RANGE_NOT_SATISFIABLE;
  const problem = {
    type: `https://matpho.invalid/problems/${code}`,
    title: code.replaceAll('_', ' '),
    status: 416,
    code,
    detail,
    instance: `urn:request:${request.id}`,
  };
  return reply.status(416).header('content-range', `bytes */${byteLength}`).type('application/problem+json').serializer(JSON.stringify).send(problem);
}
