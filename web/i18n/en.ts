import { enFirst } from './en-first.ts';
import { enRest } from './en-rest.ts';
import type { Translation } from './translation.ts';

/** All English texts. */
export const en: Translation = { ...enFirst, ...enRest };
