import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./install-packages.sh', import.meta.url));

/**
 * Installs Debian packages by apt, without starting their services; waits for another run that does the
 * same. Needs root. Progress goes to stderr.
 *
 * @throws Error naming the packages when apt fails.
 */
export async function installPackages(names: readonly string[]): Promise<void> {
  const child = spawn('/bin/sh', [script, ...names], { stdio: ['ignore', 'inherit', 'inherit'] });
  const [exitCode] = (await once(child, 'close')) as [number | null];
  if (exitCode !== 0) {
    throw new Error(
      `apt could not install what the tests need (exit code ${exitCode}, its messages are above). ` +
        `Install by hand: apt-get install --no-install-recommends ${names.join(' ')}`,
    );
  }
}
