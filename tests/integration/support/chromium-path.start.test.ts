import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { chromiumArguments, findChromium } from '../../support/services/chromium-path.ts';

it.each(['plain', 'whole'] as const)(
  'finds a %s Chromium that runs with the arguments',
  async (kind) => {
    const profile = await mkdtemp(join(tmpdir(), 'matpho-chromium-'));
    onTestFinished(() => rm(profile, { recursive: true, force: true }));
    const page = 'data:text/html;charset=utf-8,<p id=place></p><script>place.textContent = "Mắt " + "Phố"</script>';
    const { stdout } = await promisify(execFile)(findChromium(kind), [
      '--headless=new',
      '--dump-dom',
      `--user-data-dir=${profile}`,
      ...chromiumArguments,
      page,
    ]);
    expect(stdout).toContain('Mắt Phố');
  },
  60_000,
);

it('switches off whatever Playwright does: a second such argument takes the place of the first', async () => {
  const playwright = await readFile(createRequire(import.meta.url).resolve('playwright-core/lib/coreBundle'), 'utf8');
  const [, list] = /disabledFeatures = \[([^\]]*)\]/.exec(playwright)!;
  const theirs = [...list!.matchAll(/^\s*"(\w+)"/gm)].map(([, name]) => name);
  expect(theirs.length).toBeGreaterThan(10);
  const ours = chromiumArguments
    .find((argument) => argument.startsWith('--disable-features='))!
    .split('=')[1]!
    .split(',');
  expect(ours).toEqual(expect.arrayContaining(theirs));
});
