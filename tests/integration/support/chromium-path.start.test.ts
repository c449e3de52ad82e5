import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { chromiumArguments, findChromium } from '../../support/services/chromium-path.ts';

it('finds a Chromium that runs with the arguments', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'matpho-chromium-'));
  onTestFinished(() => rm(profile, { recursive: true, force: true }));
  const page = 'data:text/html;charset=utf-8,<p id=place></p><script>place.textContent = "Mắt " + "Phố"</script>';
  const { stdout } = await promisify(execFile)(findChromium(), ['--headless=new', '--dump-dom', `--user-data-dir=${profile}`, ...chromiumArguments, page]);
  expect(stdout).toContain('Mắt Phố');
}, 60_000);
