const MOST_CAUSES = 6;
const LONGEST = 600;

/**
 * Why a provider's document couldn't be had or taken, in one line for the operator's log: each error from the outermost to its cause, with the status, or the name of the attribute, that it is about. Nothing else of an answer
 * is in it, and no secret of the client can be: the document is asked for without any.
 */
export function discoveryFailure(error: unknown): string {
  const parts: string[] = [];
  let each: unknown = error;
  for (let depth = 0; depth < MOST_CAUSES && each !== undefined && each !== null; depth += 1) {
    const said = each instanceof Error ? wordsOf(each) : noteOf(each);
    if (said !== '' && parts.at(-1) !== said) parts.push(said);
    each = each instanceof Error ? each.cause : undefined;
  }
  return parts.join(': ').slice(0, LONGEST);
}

function wordsOf({ message, code }: Error & { readonly code?: unknown }): string {
  return typeof code === 'string' ? `${message} (${code})` : message;
}

/** What the library puts beside an error that isn't one: the answer, or what was compared. */
function noteOf(cause: unknown): string {
  const { status, attribute, expected } = cause as { readonly status?: unknown; readonly attribute?: unknown; readonly expected?: unknown };
  if (typeof status === 'number') return `status ${status}`;
  if (typeof attribute !== 'string') return '';
  return typeof expected === 'string' ? `${attribute} should be ${expected}` : attribute;
}
