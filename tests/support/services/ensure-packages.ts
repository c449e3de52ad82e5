import { readFileSync } from 'node:fs';
import { installPackages } from './install-packages.ts';
import { requiredPackages } from './required-packages.ts';

/**
 * Makes sure that every program the tests start is on this machine. Takes a few milliseconds when all is
 * there. As root on Debian 12 what is missing is installed by apt, its services not started, with
 * progress on stderr.
 *
 * @throws Error naming exactly the packages to install, when they can't be installed from here.
 */
export async function ensurePackages(): Promise<void> {
  const missing = findMissingPackages();
  if (missing.length === 0) return;
  if (!canInstall()) throw new Error(describeMissing(missing, 'are missing'));
  await installPackages(missing);
  const stillMissing = findMissingPackages();
  if (stillMissing.length > 0) {
    throw new Error(describeMissing(stillMissing, 'are installed, but not where the tests look'));
  }
}

function findMissingPackages(): string[] {
  return requiredPackages.filter((entry) => !entry.isPresent()).map((entry) => entry.name);
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && isDebian12();
}

function isDebian12(): boolean {
  try {
    const release = readFileSync('/etc/os-release', 'utf8');
    return /^ID=debian$/m.test(release) && /^VERSION_ID="?12"?$/m.test(release);
  } catch {
    return false;
  }
}

function describeMissing(names: string[], what: string): string {
  return (
    `The tests need programs that ${what} (Debian 12 package names): ${names.join(' ')}\n` +
    `Install them with: sudo apt-get install --no-install-recommends ${names.join(' ')}`
  );
}
