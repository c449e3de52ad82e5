import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuiltin } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Who may import whom, besides itself: the table of docs/architecture.md. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  platform: ['domain'],
  db: ['domain', 'platform'],
  media: ['domain', 'platform'],
  'camera-adapters': ['domain', 'platform', 'media'],
  server: ['domain', 'platform', 'db', 'media'],
  workers: ['domain', 'platform', 'db', 'media', 'camera-adapters'],
  agent: ['domain', 'platform', 'media', 'camera-adapters'],
  web: ['domain'],
  cli: ['domain', 'platform', 'db', 'media', 'camera-adapters', 'server', 'workers', 'agent', 'bench'],
  bench: ['domain', 'platform', 'db', 'media', 'camera-adapters', 'server', 'workers', 'cli', 'tests'],
};
/** Packages that run in a browser as well as in Node. */
const DOMAIN_PACKAGES = new Set(['zod', 'ipaddr.js', 'canonicalize', '@noble/hashes/sha2.js', '@noble/hashes/utils.js', '@noble/curves/ed25519.js']);
const MAY_READ_ENVIRONMENT = /^(cli\/|bench\/|[a-z-]+\/main\.ts$)/;

interface SourceFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

async function sourcesOf(folder: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), { withFileTypes: true, recursive: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));
}

async function read(path: string): Promise<SourceFile> {
  const text = await readFile(join(ROOT, path), 'utf8');
  const imports = [...text.matchAll(IMPORT)].map(([, from, bare, dynamic]) => (from ?? bare ?? dynamic)!);
  return { path, folder: path.split('/')[0]!, text, imports };
}

function target(file: SourceFile, specifier: string): string | undefined {
  return specifier.startsWith('.') ? normalize(join(dirname(file.path), specifier)) : undefined;
}

let files: SourceFile[];
beforeAll(async () => {
  const paths = (await Promise.all(Object.keys(MAY_IMPORT).map(sourcesOf))).flat();
  files = await Promise.all(paths.map(read));
});

test('there is something to check in every folder that exists by now', () => {
  const folders = new Set(files.map((file) => file.folder));
  for (const folder of ['domain', 'platform', 'db', 'media', 'camera-adapters', 'server', 'workers', 'web', 'cli']) expect(folders).toContain(folder);
});

describe('a file imports only from folders that its own may use', () => {
  test.each(Object.keys(MAY_IMPORT))('%s', (folder) => {
    const wrong = files
      .filter((file) => file.folder === folder)
      .flatMap((file) => file.imports.map((specifier) => ({ from: file.path, to: target(file, specifier) })))
      .filter(({ to }) => to !== undefined && to.split('/')[0] !== folder && !MAY_IMPORT[folder]!.includes(to.split('/')[0]!));
    expect(wrong).toEqual([]);
  });
});

test('domain uses nothing of Node and only packages that run in browsers', () => {
  const wrong = files
    .filter(({ folder }) => folder === 'domain')
    .flatMap((file) => file.imports.filter((name) => !name.startsWith('.') && !DOMAIN_PACKAGES.has(name)).map((name) => `${file.path}: ${name}`));
  const globals = files
    .filter(({ folder, text }) => folder === 'domain' && /\b(process\.|Buffer\b|__dirname|require\()/.test(text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')))
    .map(({ path }) => path);
  expect([...wrong, ...globals]).toEqual([]);
});

test('web uses nothing of Node', () => {
  const wrong = files
    .filter(({ folder }) => folder === 'web')
    .flatMap((file) => file.imports.filter((name) => name.startsWith('node:') || isBuiltin(name)).map((name) => `${file.path}: ${name}`));
  expect(wrong).toEqual([]);
});

test('pages ask the service by its routes, whose types are generated', () => {
  const ours = files.filter(({ path }) => path.startsWith('web/'));
  const byHand = ours.filter(({ path, text }) => !/^web\/api\/(http-client|call-api|stored-call)\.ts$/.test(path) && /\brequestJson\b/.test(text));
  const ofTheServer = ours.filter((file) => file.imports.some((name) => target(file, name)?.startsWith('domain/wire/')));
  expect([...byHand, ...ofTheServer].map(({ path }) => path)).toEqual([]);
});

test('only main.ts files and the command read the environment', () => {
  expect(
    files
      .filter(({ path, text }) => !MAY_READ_ENVIRONMENT.test(path) && /process\.env\b/.test(text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')))
      .map(({ path }) => path),
  ).toEqual([]);
});

test('no statement takes its day or time from the zone of the session', () => {
  const ofSession = /\b(current_date|current_time|localtimestamp)\b|\bnow\(\)::(date|time\b|timestamp\b)/i;
  expect(files.filter(({ text }) => ofSession.test(text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))).map(({ path }) => path)).toEqual([]);
});

test('own files are imported with their extension', () => {
  const wrong = files.flatMap((file) =>
    file.imports.filter((name) => name.startsWith('.') && !/\.(tsx?|css|json|woff2?|svg)(\?.*)?$/.test(name)).map((name) => `${file.path}: ${name}`),
  );
  expect(wrong).toEqual([]);
});

test('no file reaches itself through its imports', () => {
  const known = new Set(files.map(({ path }) => path));
  const edges = new Map(
    files.map((file) => [file.path, file.imports.map((name) => target(file, name)).filter((to): to is string => to !== undefined && known.has(to))]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of known) visit(path, []);
  expect(cycles).toEqual([]);
});

test('files are called kebab-case and none is a drawer for everything', () => {
  const wrong = files
    .map(({ path }) => path)
    .filter((path) => !/(^|\/)[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.tsx?$/.test(path) || /(^|\/)(utils?|helpers?|common|misc)\.tsx?$/.test(path));
  expect(wrong).toEqual([]);
});
