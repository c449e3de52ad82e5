/** The files of one version of the application, as the build lists them. */
export interface ShellFiles {
  readonly version: string;
  /** Paths of files with a hash in their name. */
  readonly assets: readonly string[];
  /** The script that the shell of this version begins with. */
  readonly entry: string;
}

const PREFIX = 'matpho-shell-';
/** Under which the shell itself is kept; every page of the application begins with it. */
const SHELL = '/';
/** There while the network was too late for the last page; the browser ends the worker, and its variables with it, after half a minute. */
const SLOW_LINE = '/slow-line';
/** The running version and the one before: pages that were not reloaded go on finding their parts. */
const VERSIONS_KEPT = 2;

/** Keeps all files of a version; those of the version before are taken over instead of being fetched. Rejects when one of them can't be had, or the shell is another version's: the browser tries again later. */
export async function keepShell({ version, assets, entry }: ShellFiles): Promise<void> {
  const shell = await fetch(SHELL, { cache: 'no-store', credentials: 'omit' });
  const text = await shell.clone().text();
  if (!shell.ok || !text.includes(entry)) throw new Error('the service gives another version');
  const cache = await caches.open(PREFIX + version);
  await Promise.all(assets.map((path) => keepAsset(cache, path)));
  await cache.put(SHELL, asKept(text, shell));
}

/** The shell with a mark by which the page knows where it came from: there is no use in waiting for a network that was too late for the page itself. */
function asKept(text: string, { status, headers }: Response): Response {
  const own = new Headers(headers);
  for (const name of ['content-encoding', 'content-length']) own.delete(name);
  return new Response(text.replace('<html ', '<html data-kept '), { status, headers: own });
}

async function keepAsset(cache: Cache, path: string): Promise<void> {
  const known = await caches.match(path);
  const answer = known ?? (await fetch(path));
  if (!isWhole(answer)) throw new Error(`${path} is not there`);
  await cache.put(path, answer);
}

function isWhole({ status, type }: Response): boolean {
  return status === 200 && (type === 'basic' || type === 'default');
}

/** Throws away the files of versions before the last one. */
export async function dropOldShells(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(ours.slice(0, -VERSIONS_KEPT).map((name) => caches.delete(name)));
}

/** The shell of `version`; undefined when it was taken away, by the system for room for instance. */
export async function keptShell({ version }: ShellFiles): Promise<Response | undefined> {
  return (await caches.open(PREFIX + version)).match(SHELL);
}

/** Whether the network was too late, or didn't come, the last time that a page was opened. */
export async function isLineSlow({ version }: ShellFiles): Promise<boolean> {
  return (await (await caches.open(PREFIX + version)).match(SLOW_LINE)) !== undefined;
}

/** Keeps for the next page how the network was. */
export async function rememberLine({ version }: ShellFiles, isSlow: boolean): Promise<void> {
  const cache = await caches.open(PREFIX + version);
  await (isSlow ? cache.put(SLOW_LINE, new Response('')) : cache.delete(SLOW_LINE));
}

/** A file of the build: kept, or fetched and then kept. */
export async function assetAnswer({ version }: ShellFiles, request: Request | string): Promise<Response> {
  const known = await caches.match(request);
  if (known !== undefined) return known;
  const answer = await fetch(request);
  if (isWhole(answer)) await (await caches.open(PREFIX + version)).put(request, answer.clone());
  return answer;
}
