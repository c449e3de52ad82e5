/** What browsers drop from within an address, so that `/<tab>/elsewhere` would lead elsewhere. */
// oxlint-disable-next-line no-control-regex -- those are the ones
const DROPPED = /[\u0000-\u001f]/;

/** Where to go after signing in: the page that was asked for when it is one of ours, else the start page. Never another site. */
export function safeNextPath(next: string | null): string {
  if (next === null || !/^\/(?![/\\])/.test(next) || DROPPED.test(next) || next.startsWith('/sign-in')) return '/';
  return next;
}
