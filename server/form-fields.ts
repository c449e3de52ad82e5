import type { z } from 'zod';
import { AppError } from '../domain/app-error.ts';
import { fieldIssue } from './field-issue.ts';

/** Reads fields that came in a form or in headers by their wire schema, as the routes read JSON. Errors (invalid): `validation_failed`. */
export function readFormFields<Wire extends z.ZodType>(wire: Wire, given: Readonly<Record<string, unknown>>): z.output<Wire> {
  const parsed = wire.safeParse(given);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => fieldIssue(issue.path.join('.'), issue.message, issue));
  const first = errors[0];
  throw new AppError(
    'invalid',
    'validation_failed',
    `Some fields can't be accepted; nothing was stored. Correct them and send it again. First: ${first?.path ?? ''}: ${first?.message ?? ''}.`,
    { details: { errors } },
  );
}
