import type { vi } from './vi.ts';

/** Same keys as the Vietnamese texts, every leaf a text. */
export type Translation<T = typeof vi> = { readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]> };
