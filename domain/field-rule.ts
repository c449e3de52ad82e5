/** What a rule of a field asks for, where it can be said in one word and a number: it goes out in `errors` of a problem, and the web application has a text `form.rule.<name>` for each. */
export const FIELD_RULES = [
  'required',
  'too_long',
  'too_short',
  'too_many',
  'too_few',
  'too_large',
  'too_small',
  'not_below',
  'not_above',
  'form',
  'choice',
] as const;
export type FieldRule = (typeof FIELD_RULES)[number];
