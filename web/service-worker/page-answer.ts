import { keptShell, type ShellFiles } from './shell-cache.ts';

/** How long the network has for a page before the shell that is kept is shown: on a slow line nobody waits for what is there already. */
const NETWORK_MS = 300;

/** A page of the application: from the network where it answers in time, so that a good line shows the newest version; without network, with a slow one or with a failing proxy the shell that is kept, of the version before if there is a newer one by now (`VersionWatch` tells of it). */
export async function pageAnswer(files: ShellFiles, request: Request): Promise<Response> {
  const fromNetwork = fetch(request);
  const answer = await Promise.race([fromNetwork, patience()]).catch(() => undefined);
  if (answer !== undefined && answer.status < 500) return answer;
  return (await keptShell(files)) ?? answer ?? fromNetwork;
}

function patience(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), NETWORK_MS));
}
