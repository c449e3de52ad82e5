import { viFirst } from './vi-first.ts';
import { viRest } from './vi-rest.ts';

/** All Vietnamese texts; the English ones have the same keys. */
export const vi = { ...viFirst, ...viRest };
