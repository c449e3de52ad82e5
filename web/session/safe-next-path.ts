/** Where to go after signing in: the page that was asked for when it is one of ours, else the start page. Never another site. */
export function safeNextPath(next: string | null): string {
  if (next === null || !/^\/(?![/\\])/.test(next) || next.startsWith('/sign-in')) return '/';
  return next;
}
