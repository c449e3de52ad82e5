import type { FieldRule } from '../domain/field-rule.ts';

/** One field that was refused, as it goes out in `errors` of a problem. */
export interface FieldIssue {
  /** In dots, as in what was sent: `placement.hfovDeg`; '' for the whole. */
  readonly path: string;
  readonly message: string;
  readonly rule?: FieldRule;
  /** The bound that the rule names: letters, entries, or the number itself. */
  readonly limit?: number;
}

/** What a Zod issue says besides path and message. */
interface IssueFacts {
  readonly code?: unknown;
  readonly origin?: unknown;
  readonly inclusive?: unknown;
  readonly maximum?: unknown;
  readonly minimum?: unknown;
}

const RULES_OF_ORIGIN: Readonly<Record<string, readonly [tooBig: FieldRule, tooSmall: FieldRule]>> = {
  string: ['too_long', 'too_short'],
  array: ['too_many', 'too_few'],
  set: ['too_many', 'too_few'],
  number: ['too_large', 'too_small'],
  int: ['too_large', 'too_small'],
};

/** A field's refusal, from an issue of Zod: what client software can say in its reader's language goes out beside the English message. */
export function fieldIssue(path: string, message: string, facts: IssueFacts): FieldIssue {
  return { path, message, ...ruleOf(facts) };
}

function ruleOf({ code, origin, inclusive, maximum, minimum }: IssueFacts): Pick<FieldIssue, 'rule' | 'limit'> {
  if (code === 'invalid_type' || code === 'invalid_format') return { rule: 'form' };
  if (code === 'invalid_value') return { rule: 'choice' };
  const limit = code === 'too_big' ? maximum : code === 'too_small' ? minimum : undefined;
  const rules = RULES_OF_ORIGIN[String(origin)];
  if (typeof limit !== 'number' || rules === undefined) return {};
  const isNumber = origin === 'number' || origin === 'int';
  if (isNumber && inclusive === false) return { rule: code === 'too_big' ? 'not_below' : 'not_above', limit };
  if (code === 'too_small' && limit === 1 && !isNumber) return { rule: 'required' };
  return { rule: rules[code === 'too_big' ? 0 : 1], limit };
}
