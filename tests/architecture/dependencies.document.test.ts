import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url);

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8')) as Manifest;
const page = await readFile(new URL('docs/dependencies.md', ROOT), 'utf8');
const [installed, leftOut] = page.split('## Left out on purpose') as [string, string];

/** The packages named in the first column of a page's tables. */
function rowsOf(text: string): string[] {
  const cells = text.split('\n').flatMap((line) => (line.startsWith('| `') ? [line.split('|')[1]!] : []));
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!));
}

const wanted = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];

test('every dependency has its line, and no line names one that is gone', () => {
  const named = rowsOf(installed.split('## ffmpeg')[0]!);
  const missing = wanted.filter((name) => !named.includes(name) && !(name.startsWith('@types/') && named.includes('@types/*')));
  const gone = named.filter((name) => name !== '@types/*' && !wanted.includes(name));
  expect({ missing, gone }).toEqual({ missing: [], gone: [] });
});

test('what was left out on purpose is not installed', () => {
  const all = [...wanted, ...Object.keys(manifest.optionalDependencies)];
  expect(rowsOf(leftOut).filter((name) => all.includes(name))).toEqual([]);
});

test('every version is exact', () => {
  const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies });
  expect(versions.filter(([, version]) => !/^(npm:(@[a-z]+\/)?[a-z0-9-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});
