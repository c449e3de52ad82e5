import { AppError } from '../../domain/app-error.ts';

/** The one word that a command was given; `usage` tells how it is called. Errors: `bad_option` (invalid). */
export function onlyArgument(args: readonly string[], usage: string): string {
  const [only] = args;
  if (only === undefined || args.length > 1 || only.startsWith('-') || only === '') throw new AppError('invalid', 'bad_option', `Use: ${usage}`);
  return only;
}
