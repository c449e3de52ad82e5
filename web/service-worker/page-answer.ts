import { isLineSlow, keptShell, rememberLine, type ShellFiles } from './shell-cache.ts';

/** How long the network has for a page before the shell that is kept is shown: on a slow line nobody waits for what is there already. */
const NETWORK_MS = 300;

/** How a page is asked for that somebody loads again: from the network. */
const AGAIN: ReadonlySet<RequestCache> = new Set(['no-cache', 'reload', 'no-store']);
/** How pages come back that were open before: from the browser's own store, which says nothing of the network. */
const FROM_STORE: ReadonlySet<RequestCache> = new Set(['force-cache', 'only-if-cached']);

/**
 * A page of the application: from the network where it answers in time, so that a good line shows the newest version; without network, with a slow one or with a failing proxy the shell that is kept, of the version before
 * if there is a newer one by now (`VersionWatch` tells of it). Where the network was too late the last time it isn't waited for, only measured anew; whoever loads a page again waits for it. A store of the browser
 * that fails is as if nothing were kept.
 *
 * @param after keeps the worker alive until the network has been measured.
 */
export async function pageAnswer(files: ShellFiles, request: Request, after: (work: Promise<unknown>) => void): Promise<Response> {
  const kept = (): Promise<Response | undefined> => keptShell(files).catch(() => undefined);
  const fromNetwork = fetch(request);
  const first = Promise.race([fromNetwork, patience()]).catch(() => undefined);
  const inTime = first.then((answer) => (answer !== undefined && answer.status < 500 ? answer : undefined));
  const isSlow = !AGAIN.has(request.cache) && (await isLineSlow(files).catch(() => false));
  const shell = isSlow ? await kept() : undefined;
  // a proxy that answers for a service which is being updated is not slow
  if (!FROM_STORE.has(request.cache))
    after(first.then((answer) => (answer?.ok === false ? undefined : rememberLine(files, answer === undefined))).catch(() => undefined));
  return shell ?? (await inTime) ?? (await kept()) ?? fromNetwork;
}

function patience(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), NETWORK_MS));
}
