import { isLineSlow, keptShell, rememberLine, type ShellFiles } from './shell-cache.ts';

/** How long the network has for a page before the shell that is kept is shown: on a slow line nobody waits for what is there already. */
const NETWORK_MS = 300;

/**
 * A page of the application: from the network where it answers in time, so that a good line shows the newest version; without network, with a slow one or with a failing proxy the shell that is kept, of the version before
 * if there is a newer one by now (`VersionWatch` tells of it). Where the network was too late the last time it isn't waited for, only measured anew; whoever loads a page again waits for it.
 *
 * @param after keeps the worker alive until the network has been measured.
 */
export async function pageAnswer(files: ShellFiles, request: Request, after: (work: Promise<unknown>) => void): Promise<Response> {
  const fromNetwork = fetch(request);
  const inTime = Promise.race([fromNetwork, patience()]).then(
    (answer) => (answer !== undefined && answer.status < 500 ? answer : undefined),
    () => undefined,
  );
  const shell = request.cache === 'default' && (await isLineSlow(files)) ? await keptShell(files) : undefined;
  after(inTime.then((answer) => rememberLine(files, answer === undefined)));
  return shell ?? (await inTime) ?? (await keptShell(files)) ?? fromNetwork;
}

function patience(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), NETWORK_MS));
}
