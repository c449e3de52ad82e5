import { safeNextPath } from './safe-next-path.ts';

const KEY = 'matpho.next';

/** Keeps which page was asked for while the browser is at the provider: in this tab, so that nobody else can say where it leads. */
export function keepNextPath(next: string): void {
  sessionStorage.setItem(KEY, next);
}

/** Takes it back: a page of ours, or the start page. */
export function takeNextPath(): string {
  const next = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return safeNextPath(next);
}
