import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

/** Orders a package where no process can be started any more: one file may still be opened, a pipe takes two. */
const ORDERING = `
import { closeSync, openSync } from 'node:fs';
import { createPackageProcess } from ${JSON.stringify(new URL('../../../../workers/evidence/package-process.ts', import.meta.url).href)};
const build = createPackageProcess({}, '/nowhere', process.env);
const files = [];
try {
  for (;;) files.push(openSync('/dev/null'));
} catch {
  closeSync(files.pop());
}
const { code, cause } = await build({ order: {}, workId: 'none', onProgress() {}, signal: new AbortController().signal }).catch((error) => error);
// an error that nobody heard would end the process here
await new Promise((resolve) => setImmediate(resolve));
console.log(JSON.stringify([code, cause?.code]));
`;

it('where no file can be opened any more the package fails, and not the worker that builds it', async () => {
  const words = ['--import', 'tsx', '--input-type=module', '--eval', ORDERING];
  const { stdout } = await run('sh', ['-c', 'ulimit -n 128 && exec "$0" "$@"', process.execPath, ...words]);
  expect(JSON.parse(stdout)).toEqual(['package_builder_died', 'EMFILE']);
});
