import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Uses up what files a process may open, but one: a pipe takes two. */
const USE_UP = `
import { closeSync, openSync } from 'node:fs';
const files = [];
try {
  for (;;) files.push(openSync('/dev/null'));
} catch {
  closeSync(files.pop());
}
`;

/**
 * What `work` prints in a process of its own in which no other can be started any more. Rejects when an error that nobody heard ends it.
 *
 * @param modules - by the names that `work` uses, the URL of the module that exports it
 * @param work - statements of a module
 */
export async function runWithoutFiles(modules: Readonly<Record<string, URL>>, work: string): Promise<string> {
  const imports = Object.entries(modules).map(([name, url]) => `import { ${name} } from ${JSON.stringify(url.href)};`);
  // an error that comes in the next tick is waited for
  const script = [...imports, USE_UP, work, 'await new Promise((resolve) => setImmediate(resolve));'].join('\n');
  const words = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const { stdout } = await run('sh', ['-c', 'ulimit -n 128 && exec "$0" "$@"', process.execPath, ...words]);
  return stdout;
}
