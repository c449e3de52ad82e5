/** One challenge of a `WWW-Authenticate` field: scheme in lower case, parameter names in lower case, quotes removed. */
export interface AuthChallenge {
  readonly scheme: string;
  readonly params: ReadonlyMap<string, string>;
}

const TOKEN = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const PARAM = /[ \t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/y;
const SEPARATOR = /[ \t,]*/y;
const MAX_CHALLENGES = 8;

/**
 * Takes `WWW-Authenticate` fields apart (RFC 7235 §4.1). One field may hold several challenges; what can't be read ends its field, and what came
 * before it counts.
 */
export function parseAuthChallenges(values: readonly string[]): AuthChallenge[] {
  return values.flatMap(parseField).slice(0, MAX_CHALLENGES);
}

function parseField(text: string): AuthChallenge[] {
  const challenges: AuthChallenge[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  while (at < text.length) {
    match(SEPARATOR);
    const scheme = match(TOKEN)?.[0];
    if (scheme === undefined) break;
    const params = new Map<string, string>();
    for (let param = match(PARAM); param !== null; param = match(PARAM)) {
      params.set((param[1] ?? '').toLowerCase(), param[2]?.replace(/\\(.)/g, '$1') ?? param[3] ?? '');
      match(SEPARATOR);
    }
    challenges.push({ scheme: scheme.toLowerCase(), params });
  }
  return challenges;
}
